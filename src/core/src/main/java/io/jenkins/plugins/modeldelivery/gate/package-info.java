/**
 * Gates: single conditions on a validation result. A gate passes, fails, or has insufficient data, which counts as
 * failing: what could not be measured does not let a model through.
 */
package io.jenkins.plugins.modeldelivery.gate;
