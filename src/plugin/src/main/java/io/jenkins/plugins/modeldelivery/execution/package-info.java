/**
 * How the steps run: registry work on background threads, engine work as a durable process on the agent.
 */
package io.jenkins.plugins.modeldelivery.execution;
