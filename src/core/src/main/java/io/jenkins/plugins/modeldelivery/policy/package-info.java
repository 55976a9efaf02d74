/** What a stage demands before a version may enter. */
package io.jenkins.plugins.modeldelivery.policy;
