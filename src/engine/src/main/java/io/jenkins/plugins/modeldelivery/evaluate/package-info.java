/** Predictions measured against the truth, beside a baseline, and the decisions of the gates. */
package io.jenkins.plugins.modeldelivery.evaluate;
