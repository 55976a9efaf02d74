package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/** The Hellinger distance. */
public final class Hellinger {

    private Hellinger() {}

    /**
     * sqrt(1 - sum sqrt(p q)) over shares of the same bins, which is the length of sqrt p - sqrt q divided by sqrt 2
     * (Hellinger 1909).
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
            double difference = Math.sqrt(reference[i] / n) - Math.sqrt(current[i] / m);
            sum += difference * difference;
        }
        return Math.min(1, Math.sqrt(sum / 2));
    }
}
