package io.jenkins.plugins.modeldelivery.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A validation by the values of one column.
 *
 * @param column its name
 * @param minRows slices with fewer rows are shown, and not judged
 * @param slices by value, those with most rows first; of numbers and dates in their order
 * @param others how many more values there are that are not listed
 * @param otherRows their rows
 * @param gaps by metric how far the slices with enough rows lie apart; a metric that fewer than two of them have is absent
 */
public record Slicing(
        String column, int minRows, List<Slice> slices, int others, long otherRows, Map<String, Gap> gaps) {
    public Slicing {
        slices = List.copyOf(slices);
        gaps = Collections.unmodifiableMap(new LinkedHashMap<>(gaps));
    }

    /**
     * One part of the rows.
     *
     * @param value of the column, or its range
     * @param rows how many
     * @param enough whether they are as many as asked for
     * @param metrics of the candidate, those that are defined on these rows
     * @param intervals where each lies with a confidence of 95 %; null: not resampled
     * @param baseline metrics of the baseline on these rows; null: none
     */
    public record Slice(
            String value,
            long rows,
            boolean enough,
            Map<String, Double> metrics,
            Map<String, Interval> intervals,
            Map<String, Double> baseline) {
        public Slice {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
            intervals = intervals == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
            baseline = baseline == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(baseline));
        }
    }

    /**
     * A fairness gap.
     *
     * @param size the largest value minus the smallest
     * @param lowest slice with the smallest value
     * @param highest slice with the largest value
     */
    public record Gap(double size, String lowest, String highest) {}
}
