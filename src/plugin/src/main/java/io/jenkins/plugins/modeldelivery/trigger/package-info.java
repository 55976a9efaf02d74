/** Starts builds for what happens to models, each build once. */
package io.jenkins.plugins.modeldelivery.trigger;
