package io.jenkins.plugins.modeldelivery.train;

import java.util.Arrays;

/**
 * Tells whether numbers nearly are the target. Of classes: cut into a few ranges, does each hold one class only? Of numbers: do
 * the ranks of both go together (Spearman 1904), or, where many are alike, the numbers themselves (Pearson)? Ranks see an exact
 * copy however skewed it is, and what a logarithm made of it.
 */
final class NumericLeak {

    /** More classes are not cut into ranges: it would take too long. */
    static final int MOST_CLASSES = 6;

    /** Rows beyond those of the most frequent class, for each end of a range: fewer are told apart by chance. */
    private static final int ROWS_AN_END = 20;

    private static final int FEWEST_ROWS = 10;

    /** Fisher's z of a correlation that explains 95 % of the variance: honest features do. */
    private static final double HONEST = atanh(Math.sqrt(0.95));

    /** Standard errors that a correlation must be above it. */
    private static final double SURE = 3;

    /** Share of the rows at either end without which numbers must go together all the same: not because of a few outliers. */
    private static final double TRIMMED = 0.01;

    /** Share of rows with the same target from which ranks say little: noise decides on the order of the others' numbers. */
    private static final double ALIKE = 0.1;

    private final float[] labels;
    private final int classes;
    private final double[] ranks;

    /**
     * @param labels shape [rows]; index of the class, or the number
     * @param classes how many; 0 for regression
     */
    NumericLeak(float[] labels, int classes) {
        this.labels = labels;
        this.classes = classes;
        this.ranks = classes == 0 ? ranks(labels) : null;
    }

    /**
     * Whether numbers nearly are the target.
     *
     * @param values shape [rows]; NaN: missing
     * @param missing how many are
     * @param suspicious share of the errors (regression: of the variance) that they must take away
     */
    boolean suspects(float[] values, int missing, double suspicious) {
        return classes == 0 ? follows(values, missing, suspicious) : separates(values, suspicious);
    }

    /** The numbers in order, each with its row. */
    private static long[] sorted(float[] values) {
        long[] keys = new long[values.length];
        int n = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Float.isNaN(values[row])) {
                // Negative zero is zero.
                int bits = Float.floatToIntBits(values[row] + 0f);
                keys[n++] = (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << 32 | row;
            }
        }
        Arrays.sort(keys, 0, n);
        return Arrays.copyOf(keys, n);
    }

    /** The fewest errors of cutting the numbers into one, two, ... ranges, each of which stands for one class. */
    private boolean separates(float[] values, double suspicious) {
        long[] order = sorted(values);
        long[] totals = new long[classes];
        long[] absent = new long[classes];
        for (int row = 0; row < labels.length; row++) {
            totals[(int) labels[row]]++;
            absent[(int) labels[row]] += Float.isNaN(values[row]) ? 1 : 0;
        }
        long blind = labels.length - most(totals);
        // Rows without a value are a range of their own.
        int more = order.length < labels.length ? 1 : 0;
        long errors = Arrays.stream(absent).sum() - most(absent);
        long[][] fewest = fewest(order);
        for (int s = 0; s < fewest.length; s++) {
            long wrong = errors + least(fewest[s]);
            int ends = s + more;
            if (ends > 0 && blind >= (long) ROWS_AN_END * ends && 1 - (double) wrong / blind >= suspicious) {
                return true;
            }
        }
        return false;
    }

    /** Shape [ranges - 1][classes]: fewest errors of so many ranges, the last of which stands for that class. */
    private long[][] fewest(long[] order) {
        long[][] fewest = new long[classes + 2][classes];
        for (int s = 1; s < fewest.length; s++) {
            Arrays.fill(fewest[s], Integer.MAX_VALUE);
        }
        long[] counts = new long[classes];
        int start = 0;
        while (start < order.length) {
            int end = start;
            Arrays.fill(counts, 0);
            while (end < order.length && order[end] >> 32 == order[start] >> 32) {
                counts[(int) labels[(int) order[end]]]++;
                end++;
            }
            for (int s = fewest.length - 1; s >= 0; s--) {
                long before = s == 0 ? Long.MAX_VALUE : least(fewest[s - 1]);
                for (int c = 0; c < classes; c++) {
                    fewest[s][c] = Math.min(fewest[s][c], before) + (end - start) - counts[c];
                }
            }
            start = end;
        }
        return fewest;
    }

    private static long least(long[] counts) {
        long least = counts[0];
        for (long count : counts) {
            least = Math.min(least, count);
        }
        return least;
    }

    private static long most(long[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }

    private boolean follows(float[] values, int missing, double suspicious) {
        int n = values.length - missing;
        if (n < FEWEST_ROWS || missing > n) {
            return false;
        }
        float[] present = values;
        float[] theirs = labels;
        double[] theirRanks = ranks;
        if (missing > 0) {
            present = new float[n];
            theirs = new float[n];
            int at = 0;
            for (int row = 0; row < values.length; row++) {
                if (!Float.isNaN(values[row])) {
                    present[at] = values[row];
                    theirs[at++] = labels[row];
                }
            }
            theirRanks = ranks(theirs);
        }
        if (nearOne(correlation(ranks(present), theirRanks), n, suspicious)) {
            return true;
        }
        float[] inOrder = theirs.clone();
        Arrays.sort(inOrder);
        // Of a skewed target without such numbers a few large ones would speak for all.
        if (!manyAlike(inOrder) || !nearOne(correlation(doubles(present), doubles(theirs)), n, suspicious)) {
            return false;
        }
        float low = inOrder[(int) (TRIMMED * n)];
        float high = inOrder[n - 1 - (int) (TRIMMED * n)];
        double[] a = new double[n];
        double[] b = new double[n];
        int kept = 0;
        for (int row = 0; row < n; row++) {
            if (theirs[row] >= low && theirs[row] <= high) {
                a[kept] = present[row];
                b[kept++] = theirs[row];
            }
        }
        return nearOne(correlation(Arrays.copyOf(a, kept), Arrays.copyOf(b, kept)), kept, suspicious);
    }

    private static boolean manyAlike(float[] inOrder) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < inOrder.length; i++) {
            run = i > 0 && inOrder[i] == inOrder[i - 1] ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest >= ALIKE * inOrder.length;
    }

    private static boolean nearOne(double correlation, int rows, double suspicious) {
        double size = Math.min(1, Math.abs(correlation));
        return size * size >= suspicious && atanh(size) - SURE / Math.sqrt(rows - 3.0) >= HONEST;
    }

    private static double atanh(double r) {
        return 0.5 * Math.log((1 + r) / (1 - r));
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    /** Ranks from 0; equal numbers share the mean of theirs. */
    private static double[] ranks(float[] values) {
        long[] order = sorted(values);
        double[] ranks = new double[values.length];
        int start = 0;
        while (start < order.length) {
            int end = start;
            while (end < order.length && order[end] >> 32 == order[start] >> 32) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[(int) order[i]] = (start + end - 1) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    /** Pearson's; 0 where one of both does not vary. */
    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
            ab += (a[i] - meanA) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }
}
