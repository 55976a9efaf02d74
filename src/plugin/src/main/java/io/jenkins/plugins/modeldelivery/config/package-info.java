/**
 * The registry of this controller, and who may do what with its models.
 */
package io.jenkins.plugins.modeldelivery.config;
