package io.jenkins.plugins.modeldelivery.drift.statistic;

import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import java.util.Arrays;
import java.util.stream.IntStream;

/** P-values corrected for the number of tests. */
public final class Adjustment {

    private Adjustment() {}

    /**
     * Adjusted p-values, to be compared with alpha as they are. Bonferroni: min(1, m p). Benjamini and Hochberg (1995): p(i) m
     * / i in ascending order, made monotone from the largest down, as R's {@code p.adjust} and scipy's {@code
     * false_discovery_control} do.
     *
     * @param pValues 0..1, shape [tests]
     * @return shape [tests], in the same order
     */
    public static double[] adjust(double[] pValues, Correction correction) {
        int m = pValues.length;
        return switch (correction) {
            case NONE -> pValues.clone();
            case BONFERRONI ->
                Arrays.stream(pValues).map(p -> Math.min(1, p * m)).toArray();
            case BH -> {
                int[] descending = IntStream.range(0, m)
                        .boxed()
                        .sorted((a, b) -> Double.compare(pValues[b], pValues[a]))
                        .mapToInt(Integer::intValue)
                        .toArray();
                double[] adjusted = new double[m];
                double smallest = 1;
                for (int i = 0; i < m; i++) {
                    smallest = Math.min(smallest, pValues[descending[i]] * m / (m - i));
                    adjusted[descending[i]] = smallest;
                }
                yield adjusted;
            }
        };
    }
}
