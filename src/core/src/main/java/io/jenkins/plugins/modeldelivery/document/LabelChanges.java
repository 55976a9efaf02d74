package io.jenkins.plugins.modeldelivery.document;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which of the same rows get another label from the candidate than from the baseline.
 *
 * @param rows that both have labelled
 * @param changed rows whose labels differ
 * @param changes from which label to which, most rows first, at most {@link #LISTED}
 * @param symmetry whether as many rows change from each label to each other as back: Bowker's test (JASA 43, 1948); of two
 *     labels p is exact, by the binomial distribution
 * @param shares whether every label has the same share of the rows from both: the test of Stuart (Biometrika 42, 1955) and
 *     Maxwell (British Journal of Psychiatry 116, 1970); null of two labels, where it asks the same as the other
 */
public record LabelChanges(long rows, long changed, List<Change> changes, Test symmetry, Test shares) {

    /** More pairs of labels are not listed. */
    public static final int LISTED = 20;

    private static final int NAMED = 4;
    private static final double ALPHA = 0.05;

    public LabelChanges {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }

    /**
     * Rows that go from one label to another.
     *
     * @param from the baseline's label
     * @param to the candidate's label
     * @param rows how many
     */
    public record Change(String from, String to, long rows) {}

    /**
     * A test of a table of labels.
     *
     * @param statistic distributed as chi-squared where nothing tends anywhere
     * @param freedom its degrees of freedom; 0: no row changed
     * @param p its p-value; 1 where no row changed
     */
    public record Test(double statistic, int freedom, double p) {}

    /**
     * All of it in one sentence without a full stop.
     *
     * @param baseline what the other is called, as {@code v3}
     */
    public String sentence(String baseline) {
        if (changed == 0) {
            return String.format(Locale.ROOT, "None of %,d rows gets another label than from %s", rows, baseline);
        }
        String named = changes.stream()
                .limit(NAMED)
                .map(c -> String.format(Locale.ROOT, "'%s' -> '%s' %,d", c.from, c.to, c.rows))
                .collect(Collectors.joining(", "));
        long rest =
                changed - changes.stream().limit(NAMED).mapToLong(Change::rows).sum();
        return String.format(
                Locale.ROOT,
                "%,d of %,d rows (%.1f %%) %s another label than from %s: %s%s; %s",
                changed,
                rows,
                100.0 * changed / rows,
                changed == 1 ? "gets" : "get",
                baseline,
                named,
                rest > 0 ? String.format(Locale.ROOT, ", others %,d", rest) : "",
                direction());
    }

    private String direction() {
        String test = (shares == null ? "exact p " : "Bowker's p ") + text(symmetry.p);
        if (!(symmetry.p < ALPHA)) {
            return "as many one way as back, but for chance (" + test + ")";
        }
        if (shares == null) {
            return "more to '" + changes.get(0).to + "' than back (" + test + ")";
        }
        return "more one way than back (" + test + ")"
                + (shares.p < ALPHA
                        ? ", so that labels have other shares"
                        : ", though no label's share is another, but for chance")
                + " (Stuart and Maxwell's p " + text(shares.p) + ")";
    }

    private static String text(double p) {
        return p < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
