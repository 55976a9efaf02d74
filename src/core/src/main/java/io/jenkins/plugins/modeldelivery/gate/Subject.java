package io.jenkins.plugins.modeldelivery.gate;

/**
 * Candidate and baseline on the same rows: all of them, or one slice.
 *
 * @param slice the value of the slice's column; null: all rows
 * @param rows how many
 * @param enough whether a slice has as many rows as were asked for
 * @param named whether a user named this slice: then it must be measured, and too few rows do not go unnoticed
 * @param candidate what the candidate shows
 * @param baseline what the baseline shows; null: there is no baseline
 */
public record Subject(String slice, long rows, boolean enough, boolean named, Measured candidate, Measured baseline) {

    /** All rows. */
    public static Subject whole(long rows, Measured candidate, Measured baseline) {
        return new Subject(null, rows, true, false, candidate, baseline);
    }
}
