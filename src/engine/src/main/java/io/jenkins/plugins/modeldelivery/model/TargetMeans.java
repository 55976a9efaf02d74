package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mean target of each frequent value of a category with many values, so that a tree can split them by what they mean instead
 * of one by one. Means are drawn towards the mean of all rows as if {@value #PRIOR} rows more had had it (Micci-Barreca, "A
 * preprocessing scheme for high-cardinality categorical attributes in classification and prediction problems", 2001), and only
 * values of at least {@value #FEWEST_ROWS} rows have one: the mean of a few rows would tell their targets. For all others,
 * seen or unseen, it is missing.
 *
 * @param values in the order of the training data's categories
 * @param means one a value, finite
 */
public record TargetMeans(List<String> values, List<Float> means) {

    /** Rows that a value must have; LightGBM's {@code min_data_per_group} is the same. */
    public static final int FEWEST_ROWS = 100;

    /** Rows that the mean of all rows counts. */
    static final int PRIOR = 100;

    public TargetMeans {
        values = List.copyOf(values);
        means = List.copyOf(means);
        if (values.size() != means.size() || !means.stream().allMatch(Float::isFinite)) {
            throw new IllegalArgumentException("Values and their mean targets do not match");
        }
    }

    /**
     * Means of the values that have rows enough.
     *
     * @param most so many values need none, since each has a column of its own
     * @param targets shape [rows]
     * @param weights shape [rows]; null: all count the same
     * @return null where there are no more such values than that
     */
    static TargetMeans fit(Column.Categorical column, int most, float[] targets, float[] weights) {
        int[] counts = Preprocessing.counts(column);
        if (Arrays.stream(counts).filter(n -> n >= FEWEST_ROWS).count() <= most) {
            return null;
        }
        double[] weight = new double[counts.length];
        double[] sums = new double[counts.length];
        double all = 0;
        double sum = 0;
        int[] codes = column.codes();
        for (int row = 0; row < codes.length; row++) {
            double w = weights == null ? 1 : weights[row];
            all += w;
            sum += w * targets[row];
            if (codes[row] >= 0) {
                weight[codes[row]] += w;
                sums[codes[row]] += w * targets[row];
            }
        }
        double mean = sum / all;
        List<String> values = new ArrayList<>();
        List<Float> means = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] >= FEWEST_ROWS) {
                values.add(column.categories().get(code));
                means.add((float) ((sums[code] + PRIOR * mean) / (weight[code] + PRIOR)));
            }
        }
        return new TargetMeans(values, means);
    }

    /** The mean of each of those values, NaN where there is none; shape [categories]. */
    float[] of(List<String> categories) {
        Map<String, Float> index = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            index.put(values.get(i), means.get(i));
        }
        float[] all = new float[categories.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = index.getOrDefault(categories.get(i), Float.NaN);
        }
        return all;
    }

    /** Value to mean, in order. */
    Map<String, Float> byValue() {
        Map<String, Float> all = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            all.put(values.get(i), means.get(i));
        }
        return all;
    }
}
