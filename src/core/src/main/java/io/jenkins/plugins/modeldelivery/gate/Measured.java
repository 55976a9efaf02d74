package io.jenkins.plugins.modeldelivery.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of one version on one set of rows.
 *
 * @param metrics value by name; a metric that is not defined on these rows is absent
 * @param resamples by name the metric's value in each bootstrap resample, shape [resamples], NaN where it is not defined;
 *     the same index means the same rows for candidate and baseline. Empty: nothing was resampled
 */
public record Measured(Map<String, Double> metrics, Map<String, double[]> resamples) {

    /** Values without resamples. */
    public Measured(Map<String, Double> metrics) {
        this(metrics, Map.of());
    }

    /** The same with more metrics, which are not resampled. */
    public Measured plus(Map<String, Double> more) {
        Map<String, Double> all = new LinkedHashMap<>(metrics);
        all.putAll(more);
        return new Measured(all, resamples);
    }
}
