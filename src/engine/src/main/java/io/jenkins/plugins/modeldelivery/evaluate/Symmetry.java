package io.jenkins.plugins.modeldelivery.evaluate;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Two labels of each of the same rows, as by two models: does one tend to change into the other?
 *
 * @param bowker statistic of Bowker's test (1948) that as many rows change from each label to each other as back
 * @param bowkerFreedom pairs of labels between which any row changed
 * @param bowkerPValue 1 where no row changed
 * @param stuartMaxwell statistic of the test of Stuart (1955) and Maxwell (1970) that every label has the same share in both
 * @param stuartMaxwellFreedom labels that any row changed to or from, less one
 * @param stuartMaxwellPValue 1 where no row changed
 */
record Symmetry(
        double bowker,
        int bowkerFreedom,
        double bowkerPValue,
        double stuartMaxwell,
        int stuartMaxwellFreedom,
        double stuartMaxwellPValue) {

    private static final double SINGULAR = 1e-9;

    /**
     * Tests a table.
     *
     * @param table rows by first and second label, shape [labels][labels]
     */
    static Symmetry of(long[][] table) {
        double bowker = 0;
        int pairs = 0;
        for (int i = 0; i < table.length; i++) {
            for (int j = i + 1; j < table.length; j++) {
                double both = (double) table[i][j] + table[j][i];
                if (both > 0) {
                    double difference = (double) table[i][j] - table[j][i];
                    bowker += difference * difference / both;
                    pairs++;
                }
            }
        }
        Margins margins = margins(table);
        return new Symmetry(
                bowker,
                pairs,
                pValue(bowker, pairs),
                margins.statistic,
                margins.freedom,
                pValue(margins.statistic, margins.freedom));
    }

    private static double pValue(double statistic, int freedom) {
        return freedom == 0 ? 1 : ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
    }

    private record Margins(double statistic, int freedom) {}

    /** d' S^-1 d over all labels but one: d the differences of the margins, S their covariance under equal margins. */
    private static Margins margins(long[][] table) {
        int k = table.length;
        double[][] s = new double[k][k + 1];
        double[] d = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                if (i != j) {
                    d[i] += table[i][j] - (double) table[j][i];
                    s[i][i] += table[i][j] + (double) table[j][i];
                    s[i][j] = -((double) table[i][j] + table[j][i]);
                }
            }
            s[i][k] = d[i];
        }
        // Gauss-Jordan with the largest pivot. What is left when the pivots run out depends on the rest, as the last
        // label always does, and a label that no row changed to or from.
        boolean[] used = new boolean[k];
        int[] pivotOf = new int[k];
        int rank = 0;
        double scale = 0;
        for (int i = 0; i < k; i++) {
            scale = Math.max(scale, s[i][i]);
            pivotOf[i] = -1;
        }
        for (int step = 0; step < k; step++) {
            int best = -1;
            for (int i = 0; i < k; i++) {
                if (!used[i] && (best < 0 || s[i][i] > s[best][best])) {
                    best = i;
                }
            }
            if (best < 0 || s[best][best] <= SINGULAR * scale) {
                break;
            }
            used[best] = true;
            pivotOf[best] = best;
            rank++;
            double pivot = s[best][best];
            for (int j = 0; j <= k; j++) {
                s[best][j] /= pivot;
            }
            for (int i = 0; i < k; i++) {
                double factor = s[i][best];
                if (i != best && factor != 0) {
                    for (int j = 0; j <= k; j++) {
                        s[i][j] -= factor * s[best][j];
                    }
                }
            }
        }
        double statistic = 0;
        for (int i = 0; i < k; i++) {
            statistic += pivotOf[i] < 0 ? 0 : d[i] * s[i][k];
        }
        return new Margins(Math.max(0, statistic), rank);
    }
}
