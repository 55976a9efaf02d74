package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/** What a row's value tells about which of the two samples the row comes from. */
public final class MutualInformation {

    private MutualInformation() {}

    /**
     * Mutual information of the 2 x k table of sample and bin, sum p(s, b) ln (p(s, b) / (p(s) p(b))), in nats (Shannon 1948);
     * scikit-learn's {@code mutual_info_score}.
     *
     * @param reference rows a bin, shape [bins]
     * @param current rows a bin, shape [bins]
     * @return 0..ln 2; 0 if either has no rows
     */
    public static double nats(long[] reference, long[] current) {
        return of(reference, current, false);
    }

    /**
     * The same in bits, each sample weighing one half whatever its size: 0 where a value tells nothing, 1 where it tells all.
     * It is the square of the Jensen-Shannon distance of base 2.
     *
     * @return 0..1; 0 if either has no rows
     */
    public static double balancedBits(long[] reference, long[] current) {
        return Math.min(1, of(reference, current, true) / Math.log(2));
    }

    private static double of(long[] reference, long[] current, boolean balanced) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        if (n == 0 || m == 0) {
            return 0;
        }
        double first = balanced ? 0.5 : n / (n + m);
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = first * reference[i] / n;
            double q = (1 - first) * current[i] / m;
            sum += p > 0 ? p * Math.log(p / (first * (p + q))) : 0;
            sum += q > 0 ? q * Math.log(q / ((1 - first) * (p + q))) : 0;
        }
        return Math.max(0, sum);
    }
}
