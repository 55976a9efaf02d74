package io.jenkins.plugins.modeldelivery.drift.statistic;

/** The two-sample test of Kuiper, which finds changes of spread as well as of place. */
public final class Kuiper {

    /** Below this the p-value is 1 to seven digits. */
    private static final double CERTAIN = 0.4;

    private static final int MAX_TERMS = 100;

    private Kuiper() {}

    /**
     * Probability of at least that V between two samples of one continuous distribution: 2 sum (4 k^2 z^2 - 1) exp(-2 k^2 z^2)
     * with z = V (sqrt N + 0.155 + 0.24 / sqrt N), N = nm / (n + m) (Stephens 1970, "Use of the Kolmogorov-Smirnov,
     * Cramer-Von Mises and Related Statistics Without Extensive Tables"). With ties the true probability is smaller.
     *
     * @param ranks of both samples
     * @return 0..1; 1 if either is empty
     */
    public static double pValue(Ranks ranks) {
        double n = ranks.reference();
        double m = ranks.current();
        if (n == 0 || m == 0) {
            return 1;
        }
        double root = Math.sqrt(n * m / (n + m));
        double z = ranks.kuiper() * (root + 0.155 + 0.24 / root);
        if (z < CERTAIN) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= MAX_TERMS; k++) {
            double square = (double) k * k * z * z;
            double term = (4 * square - 1) * Math.exp(-2 * square);
            sum += term;
            if (Math.abs(term) < 1e-17 * sum) {
                break;
            }
        }
        return Math.max(0, Math.min(1, 2 * sum));
    }
}
