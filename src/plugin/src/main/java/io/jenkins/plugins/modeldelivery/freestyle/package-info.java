/**
 * The steps as build steps and post-build steps of freestyle jobs. They hold the steps of a Pipeline as their configuration.
 */
package io.jenkins.plugins.modeldelivery.freestyle;
