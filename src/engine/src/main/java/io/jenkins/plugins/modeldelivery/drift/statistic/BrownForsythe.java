package io.jenkins.plugins.modeldelivery.drift.statistic;

import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * The test that two samples have the same spread, whatever their place: Levene's test about the medians (Brown and Forsythe
 * 1974), an analysis of variance of the absolute differences from the sample's own median.
 *
 * @param statistic W, distributed as F with 1 and n + m - 2 degrees of freedom where the spreads are the same
 * @param pValue probability of at least that W; 1 where it cannot be had
 * @param distance absolute natural logarithm of the ratio of both mean differences from the median: independent of how many
 *     rows there are; 0.69 is twice or half the spread; 0 where either sample has none
 */
public record BrownForsythe(double statistic, double pValue, double distance) {

    /**
     * Compares two samples; scipy's {@code levene(x, y, center='median')}.
     *
     * @param reference spread of the reference
     * @param current spread of the current data
     */
    public static BrownForsythe of(Spread reference, Spread current) {
        double n = reference.rows;
        double m = current.rows;
        if (n == 0 || m == 0) {
            return new BrownForsythe(0, 1, 0);
        }
        double before = reference.sum / n;
        double after = current.sum / m;
        double distance = before > 0 && after > 0 ? Math.abs(Math.log(after / before)) : 0;
        double inside = Math.max(0, reference.squares - reference.sum * before)
                + Math.max(0, current.squares - current.sum * after);
        if (n + m <= 2 || before == after) {
            return new BrownForsythe(0, 1, distance);
        }
        double mean = (reference.sum + current.sum) / (n + m);
        double between = n * (before - mean) * (before - mean) + m * (after - mean) * (after - mean);
        if (inside <= 1e-12 * between) {
            // All differences are the same within each sample, and not across: as sure as can be.
            return new BrownForsythe(Double.MAX_VALUE, 0, distance);
        }
        double w = (n + m - 2) * between / inside;
        return new BrownForsythe(w, FDistribution.of(1, n + m - 2).survivalProbability(w), distance);
    }

    /**
     * How far values are from their median.
     *
     * @param rows with a value
     * @param sum of the absolute differences
     * @param squares sum of the squared differences
     */
    public record Spread(long rows, double sum, double squares) {

        /**
         * Of values themselves.
         *
         * @param sorted ascending, without NaN
         */
        public static Spread of(float[] sorted) {
            int n = sorted.length;
            if (n == 0) {
                return new Spread(0, 0, 0);
            }
            double median = ((double) sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
            double sum = 0;
            double squares = 0;
            for (float value : sorted) {
                double difference = value - median;
                sum += Math.abs(difference);
                squares += difference * difference;
            }
            return new Spread(n, sum, squares);
        }

        /**
         * Of what a profile tells: exact where the median is an edge; where it lies between two, values are taken to be
         * spread evenly there.
         */
        public static Spread of(NumericProfile profile) {
            long n = profile.present();
            if (n == 0) {
                return new Spread(0, 0, 0);
            }
            float[] edges = profile.edges();
            int k = edges.length;
            double lower = value(profile, (n - 1) / 2, n);
            double upper = value(profile, n / 2, n);
            double median = (lower + upper) / 2;
            double sum = 0;
            for (int i = 0; i <= k; i++) {
                long rows = profile.between()[i];
                double from = i == 0 ? profile.min() : edges[i - 1];
                double to = i == k ? profile.max() : edges[i];
                if (rows > 0 && median > from && median < to) {
                    sum += rows
                            * ((median - from) * (median - from) + (to - median) * (to - median))
                            / (2 * (to - from));
                } else if (rows > 0) {
                    sum += rows * Math.abs(profile.means()[i] - median);
                }
                if (i < k) {
                    sum += profile.at()[i] * Math.abs(edges[i] - median);
                }
            }
            double shift = profile.mean() - median;
            return new Spread(n, sum, profile.m2() + n * shift * shift);
        }

        /** The value of that rank, counted from 0, inside an interval in proportion. */
        private static double value(NumericProfile profile, long rank, long n) {
            float[] edges = profile.edges();
            int k = edges.length;
            long before = 0;
            for (int i = 0; i <= k; i++) {
                long rows = profile.between()[i];
                if (rank < before + rows) {
                    double from = i == 0 ? profile.min() : edges[i - 1];
                    double to = i == k ? profile.max() : edges[i];
                    return from + (to - from) * (rank - before + 0.5) / rows;
                }
                before += rows;
                if (i < k) {
                    before += profile.at()[i];
                    if (rank < before) {
                        return edges[i];
                    }
                }
            }
            throw new IllegalStateException("No value of rank " + rank + " among " + n);
        }
    }
}
