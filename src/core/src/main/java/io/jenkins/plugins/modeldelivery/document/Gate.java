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
 * @param maxGap between the slices with enough rows the largest value is above the smallest by at most this (a fairness gap),
 *     &gt;= 0; null: no bound
 * @param minRatio the smallest value of these slices is at least this share of the largest, 0..1: 0.8 is the four-fifths rule
 *     of disparate impact (29 CFR 1607.4 D); null: no bound
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
        String slice,
        Double maxGap,
        Double minRatio) {

    public Gate {
        level = level == null ? Level.FAILURE : level;
    }

    /** A gate that does not compare slices with one another. */
    public Gate(
            String metric,
            Double min,
            Double max,
            Double minChange,
            Double maxDrop,
            boolean relative,
            Level level,
            Double confidence,
            String slice) {
        this(metric, min, max, minChange, maxDrop, relative, level, confidence, slice, null, null);
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

    /** Whether it asks how far slices lie apart. */
    public boolean comparesSlices() {
        return maxGap != null || minRatio != null;
    }
}
