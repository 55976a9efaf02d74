package io.jenkins.plugins.modeldelivery.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How sure a validation is: what a bootstrap over its rows found beyond the intervals of each evaluation.
 *
 * @param resamples how many samples of as many rows were drawn, with replacement; the same for candidate and baseline
 * @param seed of the draws
 * @param differences by metric candidate minus baseline; null without a baseline
 * @param mcNemar whether candidate and baseline err on different rows; null without a baseline or for regression
 */
public record Resampling(int resamples, long seed, Map<String, Difference> differences, McNemar mcNemar) {
    public Resampling {
        differences = differences == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(differences));
    }

    /**
     * Of the paired values of one metric.
     *
     * @param value candidate minus baseline
     * @param interval where that lies with a confidence of 95 %; null: too few resamples have the metric
     */
    public record Difference(double value, Interval interval) {}

    /**
     * McNemar's exact test of two classifiers on the same rows (Psychometrika 12, 1947).
     *
     * @param onlyCandidate rows that only the candidate got right
     * @param onlyBaseline rows that only the baseline got right
     * @param p two-sided p-value of both erring equally often
     */
    public record McNemar(long onlyCandidate, long onlyBaseline, double p) {}
}
