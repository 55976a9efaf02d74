package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's chi-squared test that two samples have the same shares of categories.
 *
 * @param statistic sum over the 2 x k table of (observed - expected)^2 / expected
 * @param freedom degrees of freedom, k - 1
 * @param pValue probability of at least that statistic without a difference; 1 with fewer than two categories
 */
public record ChiSquared(double statistic, int freedom, double pValue) {

    /** Cochran's (1954) rule: with fewer expected rows in a cell the tail is not that of chi-squared. */
    private static final double EXPECTED = 5;

    /**
     * The test of the 2 x k contingency table, without Yates' correction. A category that only one sample has counts with a
     * finite contribution; one that none has counts not at all.
     *
     * @param reference rows a category, shape [categories]
     * @param current rows a category, shape [categories]
     */
    public static ChiSquared test(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        int used = 0;
        double statistic = 0;
        for (int i = 0; i < reference.length; i++) {
            double both = (double) reference[i] + current[i];
            if (both > 0 && n > 0 && m > 0) {
                used++;
                double expectedReference = both * n / (n + m);
                double expectedCurrent = both * m / (n + m);
                statistic += square(reference[i] - expectedReference) / expectedReference
                        + square(current[i] - expectedCurrent) / expectedCurrent;
            }
        }
        if (used < 2) {
            return new ChiSquared(0, 0, 1);
        }
        return new ChiSquared(
                statistic, used - 1, ChiSquaredDistribution.of(used - 1).survivalProbability(statistic));
    }

    /**
     * Cohen's effect size w = sqrt(chi2 / N) of the table in which both samples weigh the same, sqrt(1/2 sum (p - q)^2 / (p +
     * q)): independent of how many rows there are, 0..1; 0 if either has no rows (Cohen 1988, "Statistical Power Analysis for
     * the Behavioral Sciences", chapter 7).
     *
     * @param reference rows a category, shape [categories]
     * @param current rows a category, shape [categories]
     */
    public static double effect(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        double sum = 0;
        for (int i = 0; i < reference.length && n > 0 && m > 0; i++) {
            double p = reference[i] / n;
            double q = current[i] / m;
            sum += p + q > 0 ? square(p - q) / (p + q) : 0;
        }
        return Math.min(1, Math.sqrt(sum / 2));
    }

    private static double square(double x) {
        return x * x;
    }

    /**
     * Two samples over the same categories.
     *
     * @param reference rows a category, shape [categories]
     * @param current rows a category, shape [categories]
     */
    public record Table(long[] reference, long[] current) {}

    /**
     * Puts the categories too rare for the test together into one, at the end: those of which fewer than five rows are to be
     * expected in the smaller sample. If even together they are too rare, the rarest of the others joins them. The rule looks
     * at both samples alike, so that it favours neither.
     */
    public static Table pooled(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        double limit = n == 0 || m == 0 ? 0 : EXPECTED * (n + m) / Math.min(n, m);
        List<Integer> kept = new ArrayList<>();
        long rareReference = 0;
        long rareCurrent = 0;
        int rarest = -1;
        for (int i = 0; i < reference.length; i++) {
            long both = reference[i] + current[i];
            if (both >= limit && both > 0) {
                kept.add(i);
                if (rarest < 0 || both < reference[rarest] + current[rarest]) {
                    rarest = i;
                }
            } else {
                rareReference += reference[i];
                rareCurrent += current[i];
            }
        }
        long rare = rareReference + rareCurrent;
        if (rare > 0 && rare < limit && rarest >= 0) {
            kept.remove((Integer) rarest);
            rareReference += reference[rarest];
            rareCurrent += current[rarest];
        }
        int size = kept.size() + (rare > 0 ? 1 : 0);
        long[] a = new long[size];
        long[] b = new long[size];
        for (int i = 0; i < kept.size(); i++) {
            a[i] = reference[kept.get(i)];
            b[i] = current[kept.get(i)];
        }
        if (rare > 0) {
            a[size - 1] = rareReference;
            b[size - 1] = rareCurrent;
        }
        return new Table(a, b);
    }
}
