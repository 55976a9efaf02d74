package io.jenkins.plugins.modeldelivery.document;

/**
 * One condition on a metric. At least one bound is set; all set bounds must hold. "Better" is the metric's own direction
 * ({@link io.jenkins.plugins.modeldelivery.gate.Metric#higherIsBetter()}), so the same words work for AUC and for log-loss.
 *
 * @param metric its name, one of {@link io.jenkins.plugins.modeldelivery.gate.Metric}
 * @param min the metric is at least this; null: no bound
 * @param max the metric is at most this; null: no bound
 * @param minChange against the baseline the metric is better by at least this, &gt;= 0; null: no bound
 * @param maxDrop against the baseline the metric is worse by at most this (non-inferiority), &gt;= 0; null: no bound
 * @param relative whether {@code minChange} and {@code maxDrop} are shares of |baseline| instead of absolute
 * @param level what a failing gate does to a build
 * @param confidence the share of bootstrap resamples in which each bound must hold as well, 0.5..0.999; null: the measured
 *     value decides alone
 * @param slice a column: the gate must hold in every slice by it that has enough rows; null: it is decided on all rows
 */
public record Gate(
        String metric,
        Double min,
        Double max,
        Double minChange,
        Double maxDrop,
        boolean relative,
        Level level,
        Double confidence,
        String slice) {

    public Gate {
        level = level == null ? Level.FAILURE : level;
    }

    /** A gate on all rows, decided by the measured value. */
    public Gate(
            String metric, Double min, Double max, Double minChange, Double maxDrop, boolean relative, Level level) {
        this(metric, min, max, minChange, maxDrop, relative, level, null, null);
    }

    /** Severity of a failed gate. */
    public enum Level {
        FAILURE,
        UNSTABLE
    }

    /** Whether the gate needs a baseline to be decided. */
    public boolean comparative() {
        return minChange != null || maxDrop != null;
    }
}
