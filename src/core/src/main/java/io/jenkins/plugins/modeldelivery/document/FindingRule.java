package io.jenkins.plugins.modeldelivery.document;

import java.util.List;
import java.util.Locale;

/**
 * What one kind of finding of a drift check counts for, in all columns.
 *
 * @param kind one of {@link #KINDS}
 * @param counts what it counts for; null: what it does anyway, or by the shares
 * @param warning share of the rows from which it is a warning, 0..1, of the kinds in {@link #SHARES}; null: as it is
 * @param drift share of the rows from which it is drift, and the data set with it; null: never
 */
public record FindingRule(String kind, Counts counts, Double warning, Double drift) {

    /** Kinds that come with a share of the rows, of which the rule may say from where on they count. */
    public static final List<String> SHARES =
            List.of("newCategory", "vanishedCategory", "outOfRange", "unreadable", "duplicates");

    /** All kinds of findings that a rule may be about. */
    public static final List<String> KINDS = List.of(
            "newCategory",
            "vanishedCategory",
            "outOfRange",
            "unreadable",
            "duplicates",
            "constant",
            "empty",
            "type",
            "schema",
            "rows",
            "freshness");

    /** What a finding counts for. */
    public enum Counts {
        /** It is said, and counts for nothing. */
        IGNORE,
        /** A warning at most. */
        WARNING,
        /** Drift of the data set. */
        DRIFT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Notes what is wrong with it.
     *
     * @param where which setting it is
     */
    public void check(String where, Problems problems) {
        if (kind == null || !KINDS.contains(kind)) {
            problems.add(
                    "'" + kind + "' is no kind of finding",
                    where,
                    Nearest.advice(kind == null ? "" : kind, KINDS, "kinds"));
            return;
        }
        boolean shares = warning != null || drift != null;
        if (shares == (counts != null)) {
            problems.add(
                    shares
                            ? "The finding " + kind + " both counts for " + counts + " and has limits"
                            : "Nothing is said of the finding " + kind,
                    where,
                    "Say ignore, warning or drift, or from which share of the rows it is a warning or drift");
        } else if (shares && !SHARES.contains(kind)) {
            problems.add("The finding " + kind + " has no share to be limited", where, "Say ignore, warning or drift");
        }
        DriftRequest.Limits.share(warning, "warning", where, problems);
        DriftRequest.Limits.share(drift, "drift", where, problems);
        if (warning != null && drift != null && warning > drift) {
            problems.add(
                    "The warning share " + warning + " is larger than the drift share " + drift,
                    where,
                    "Warn from a smaller share on");
        }
    }
}
