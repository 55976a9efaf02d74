/**
 * Drift checks: current data compared with the profile of the data that a model was trained on. A column drifts if its
 * difference is both significant (after correction for the number of columns) and large enough to matter; significance alone
 * is a matter of the number of rows, size alone can be chance.
 */
package io.jenkins.plugins.modeldelivery.drift;
