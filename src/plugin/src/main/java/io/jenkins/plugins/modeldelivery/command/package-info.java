/**
 * Commands of Jenkins' own command line. They do what the pages do, in the name of whoever calls them.
 */
package io.jenkins.plugins.modeldelivery.command;
