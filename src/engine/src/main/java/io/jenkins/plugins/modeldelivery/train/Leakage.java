package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds features that nearly are the target, as a column filled in afterwards is: models that use it look perfect and fail in
 * use. A feature's values, numbers in {@value #BINS} bins of equal counts, predict the target by each group's most frequent
 * class or mean; of numbers {@link NumericLeak} looks at their order, too, which tells more of few rows, rare classes and skewed
 * targets.
 */
final class Leakage {

    private static final int BINS = 50;

    /** Groups of fewer rows would predict by chance. */
    private static final int ROWS_A_GROUP = 10;

    /** Share of the errors (regression: of the variance) that one feature may take away before it is suspicious. */
    private static final double SUSPICIOUS = 0.98;

    private Leakage() {}

    /**
     * Adds a warning for each suspicious feature.
     *
     * @param labels shape [rows]; index of the class, or the number
     * @param classes how many; 0 for regression
     */
    static void warn(Frame frame, List<String> features, float[] labels, int classes, List<String> warnings) {
        NumericLeak order = classes > NumericLeak.MOST_CLASSES ? null : new NumericLeak(labels, classes);
        for (String feature : features) {
            Column column = frame.column(feature).orElseThrow();
            if (grouped(column, labels, classes)
                    || order != null
                            && column instanceof Column.Numeric numeric
                            && order.suspects(numeric.values(), numeric.missingCount(), SUSPICIOUS)) {
                warnings.add("Feature '" + feature + "' alone nearly equals the target: if it is only known afterwards,"
                        + " put it into ignore.");
            }
        }
    }

    /** Whether groups of its values tell the target. */
    private static boolean grouped(Column column, float[] labels, int classes) {
        // One more group is of the missing ones.
        int bins = Math.max(2, Math.min(BINS, labels.length / ROWS_A_GROUP - 1));
        int[] groups = groups(column, bins);
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        if (count < 2 || (long) count * ROWS_A_GROUP > labels.length) {
            return false;
        }
        double explained = classes == 0 ? variance(groups, count, labels) : errors(groups, count, labels, classes);
        return explained >= SUSPICIOUS;
    }

    private static int[] groups(Column column, int bins) {
        if (column instanceof Column.Categorical categorical) {
            return Arrays.stream(categorical.codes()).map(c -> c + 1).toArray();
        }
        float[] values = ((Column.Numeric) column).values();
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int present = values.length - column.missingCount();
        float[] edges = new float[bins - 1];
        for (int i = 1; i < bins; i++) {
            edges[i - 1] = sorted[(int) ((long) present * i / bins)];
        }
        float[] distinct = distinct(edges);
        return IntStream.range(0, values.length)
                .map(r -> {
                    if (Float.isNaN(values[r])) {
                        return 0;
                    }
                    int at = Arrays.binarySearch(distinct, values[r]);
                    return 1 + (at >= 0 ? at + 1 : -at - 1);
                })
                .toArray();
    }

    private static float[] distinct(float[] sorted) {
        float[] kept = new float[sorted.length];
        int n = 0;
        for (float value : sorted) {
            if (n == 0 || value != kept[n - 1]) {
                kept[n++] = value;
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private static double errors(int[] groups, int count, float[] labels, int classes) {
        long[][] table = new long[count][classes];
        long[] totals = new long[classes];
        for (int i = 0; i < groups.length; i++) {
            table[groups[i]][(int) labels[i]]++;
            totals[(int) labels[i]]++;
        }
        long right = Arrays.stream(table)
                .mapToLong(row -> Arrays.stream(row).max().orElse(0))
                .sum();
        double blind = labels.length - Arrays.stream(totals).max().orElse(0);
        return blind == 0 ? 0 : 1 - (labels.length - right) / blind;
    }

    private static double variance(int[] groups, int count, float[] labels) {
        double[] sums = new double[count];
        long[] rows = new long[count];
        double mean = 0;
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] += labels[i];
            rows[groups[i]]++;
            mean += (double) labels[i] / labels.length;
        }
        double between = 0;
        for (int g = 0; g < count; g++) {
            double difference = rows[g] == 0 ? 0 : sums[g] / rows[g] - mean;
            between += rows[g] * difference * difference;
        }
        double total = 0;
        for (float label : labels) {
            total += (label - mean) * (label - mean);
        }
        return total == 0 ? 0 : between / total;
    }
}
