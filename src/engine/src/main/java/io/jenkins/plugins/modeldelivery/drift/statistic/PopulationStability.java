package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/** The population stability index of credit scoring. */
public final class PopulationStability {

    /** Share that stands for none, as in Evidently; without it one empty bin would make the index infinite. */
    private static final double FLOOR = 1e-4;

    private PopulationStability() {}

    /**
     * PSI = sum (p - q) ln(p / q) over shares of the same bins, shares below 0.0001 taken as that: the symmetric
     * Kullback-Leibler divergence (Siddiqi 2006, "Credit Risk Scorecards").
     *
     * @param reference rows a bin, shape [bins]
     * @param current rows a bin, shape [bins]
     * @return at least 0; 0 if either has no rows
     */
    public static double index(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        if (n == 0 || m == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            if (reference[i] == 0 && current[i] == 0) {
                continue;
            }
            double p = Math.max(FLOOR, reference[i] / n);
            double q = Math.max(FLOOR, current[i] / m);
            sum += (p - q) * Math.log(p / q);
        }
        return sum;
    }
}
