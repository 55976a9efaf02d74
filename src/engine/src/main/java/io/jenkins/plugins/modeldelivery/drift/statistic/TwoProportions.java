package io.jenkins.plugins.modeldelivery.drift.statistic;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The z-test that two shares are the same. */
public final class TwoProportions {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private TwoProportions() {}

    /**
     * Two-sided p-value of z = (p - q) / sqrt(P (1 - P) (1/n + 1/m)), P the share in both samples together; the square of z is
     * the chi-squared of the 2 x 2 table without Yates' correction.
     *
     * @param x rows that count in one sample
     * @param n its size
     * @param y rows that count in the other
     * @param m its size
     * @return 0..1; 1 if either is empty or the share is 0 or 1 in both
     */
    public static double pValue(long x, long n, long y, long m) {
        if (n == 0 || m == 0 || x + y == 0 || x + y == n + m) {
            return 1;
        }
        double pooled = ((double) x + y) / ((double) n + m);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
        double z = Math.abs((double) x / n - (double) y / m) / error;
        return Math.min(1, 2 * NORMAL.survivalProbability(z));
    }
}
