package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;

/**
 * One difference of one column, measured.
 *
 * @param statistic what was measured
 * @param distance its value
 * @param warning distance from which it is a warning
 * @param drift distance from which it is drift
 * @param pValue of the test that goes with it
 * @param moved what moved most, in words; null when nothing did
 */
record Measured(Statistic statistic, double distance, double warning, double drift, double pValue, String moved) {

    /** Drift or warning if significant and at least the threshold; a threshold of 0 asks for some distance all the same. */
    Level level(double adjusted, double alpha) {
        if (!(adjusted < alpha) || distance <= 0) {
            return Level.OK;
        }
        return distance >= drift ? Level.DRIFT : distance >= warning ? Level.WARNING : Level.OK;
    }

    /** How far it is, in thresholds: 1 is drift. Makes different distances comparable. */
    double severity() {
        return drift > 0 ? distance / drift : distance > 0 ? Double.MAX_VALUE : 0;
    }
}
