/**
 * Checking what users write into steps.
 */
package io.jenkins.plugins.modeldelivery.parameter;
