/**
 * The command line: one command a verb, on a registry directory, and {@code run} for requests from a build. What they do
 * is in the other packages; here is only how it is asked for and how it is told.
 */
package io.jenkins.plugins.modeldelivery.cli;
