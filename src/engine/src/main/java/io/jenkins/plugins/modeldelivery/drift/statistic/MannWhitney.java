package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/**
 * The area under the ROC curve as the probability that a score of one sample is larger than one of the other, ties counting
 * half (Mann and Whitney 1947), with its variance.
 *
 * @param auc 0..1
 * @param variance of {@code auc} as it is, by DeLong, DeLong and Clarke-Pearson (1988)
 * @param nullVariance of the area where both samples are of one distribution, (n + m + 1) / (12 n m)
 */
public record MannWhitney(double auc, double variance, double nullVariance) {

    /**
     * Compares scores.
     *
     * @param negative scores that should be small; at least 2
     * @param positive scores that should be large; at least 2
     */
    public static MannWhitney of(double[] negative, double[] positive) {
        double[] low = negative.clone();
        double[] high = positive.clone();
        Arrays.sort(low);
        Arrays.sort(high);
        double n = low.length;
        double m = high.length;
        // The share of the other sample that each score is beyond: both means are the area.
        double[] ofHigh = placements(high, low);
        double[] ofLow = placements(low, high);
        double auc = Arrays.stream(ofHigh).average().orElseThrow();
        double variance = variance(ofHigh) / m + variance(ofLow) / n;
        return new MannWhitney(auc, variance, (n + m + 1) / (12 * n * m));
    }

    private static double[] placements(double[] scores, double[] others) {
        double[] shares = new double[scores.length];
        int below = 0;
        int notAbove = 0;
        for (int i = 0; i < scores.length; i++) {
            while (below < others.length && others[below] < scores[i]) {
                below++;
            }
            notAbove = Math.max(notAbove, below);
            while (notAbove < others.length && others[notAbove] <= scores[i]) {
                notAbove++;
            }
            shares[i] = (below + notAbove) / 2.0 / others.length;
        }
        return shares;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
