package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * How unusual measured rows are.
 *
 * @param threshold rows of a higher score are flagged
 * @param flagged their number
 * @param histogram from, to and rows of bins of equal width over the scores, ascending
 * @param unusual the rows of the highest scores, highest first
 */
public record Anomalies(double threshold, long flagged, double[][] histogram, List<Row> unusual) {
    public Anomalies {
        unusual = unusual == null ? List.of() : List.copyOf(unusual);
    }

    /**
     * One row.
     *
     * @param row its number in the data, from 1, the header not counted
     * @param score its anomaly score, 0..1
     * @param flagged whether it is above the threshold
     * @param reasons the features that make it unusual, most first
     */
    public record Row(long row, double score, boolean flagged, List<Reason> reasons) {
        public Row {
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
        }
    }

    /**
     * A feature that makes a row unusual.
     *
     * @param feature column name
     * @param value of the row as text; empty: missing; null: sensitive, and told nowhere
     * @param share of what makes the row unusual, 0..1
     */
    public record Reason(String feature, String value, double share) {}
}
