package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/** The Jensen-Shannon distance, base 2. */
public final class JensenShannon {

    private JensenShannon() {}

    /**
     * The square root of the mean Kullback-Leibler divergence of both distributions from their mean, with logarithms to the
     * base 2, so that it reaches from 0 to 1 (Endres and Schindelin 2003). Tools that use natural logarithms print 0.83 times
     * this.
     *
     * @param reference rows a bin, shape [bins]
     * @param current rows a bin, shape [bins]
     * @return 0..1; 0 if either has no rows
     */
    public static double distance(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        if (n == 0 || m == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = reference[i] / n;
            double q = current[i] / m;
            double mean = (p + q) / 2;
            sum += (p > 0 ? p * Math.log(p / mean) : 0) + (q > 0 ? q * Math.log(q / mean) : 0);
        }
        return Math.sqrt(Math.max(0, Math.min(1, sum / 2 / Math.log(2))));
    }
}
