/**
 * What the steps return to a Pipeline: small, serializable, and readable from sandboxed Groovy.
 */
package io.jenkins.plugins.modeldelivery.outcome;
