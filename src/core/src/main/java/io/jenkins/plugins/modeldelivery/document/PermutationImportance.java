package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * How much worse a model does on the same rows when the values of one column are shuffled among them (Breiman, Random
 * Forests, 2001; Fisher, Rudin, Dominici 2019).
 *
 * @param metric that was measured
 * @param value of it on the rows as they are
 * @param rows that were shuffled, sampled from those that were evaluated
 * @param repeats shuffles of each column
 * @param seed of the sample and the shuffles
 * @param features the one that matters most first
 */
public record PermutationImportance(
        String metric, double value, int rows, int repeats, long seed, List<Feature> features) {
    public PermutationImportance {
        features = List.copyOf(features);
    }

    /**
     * One column.
     *
     * @param feature its name
     * @param worse by how much the metric is worse on average over the shuffles; about 0, on either side, where the model does
     *     without the column
     * @param deviation standard deviation of that over the shuffles
     */
    public record Feature(String feature, double worse, double deviation) {}
}
