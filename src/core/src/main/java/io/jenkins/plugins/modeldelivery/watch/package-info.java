/** What happens to a model that something is to be started for: rules over its history, pure functions of it. */
package io.jenkins.plugins.modeldelivery.watch;
