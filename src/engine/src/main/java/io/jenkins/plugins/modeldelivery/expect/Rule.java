package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Row;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One thing that is expected of the values of a column, while its rows go by. */
abstract class Rule implements Closeable {

    /** Rows that break a rule and are told. */
    static final int SAMPLE = 10;

    private static final int LINES_NAMED = 3;

    private final String kind;
    private final Expectation of;
    private final boolean inferred;
    private final List<Row> sample = new ArrayList<>();
    private long rows;
    private long failing;

    Rule(String kind, Expectation of, boolean inferred) {
        this.kind = kind;
        this.of = of;
        this.inferred = inferred;
    }

    /** Looks at the rows at hand. */
    abstract void see(Cells cells) throws IOException;

    /** What is expected, in a few words. */
    abstract String expected();

    /** What failing values are, as the end of a sentence that begins with their number: {@code are above 120}. */
    abstract String what(boolean one);

    final String kind() {
        return kind;
    }

    final Expectation of() {
        return of;
    }

    /** Counts rows that the rule is about. */
    final void count(long more) {
        rows += more;
    }

    /** Counts a row that breaks the rule. */
    final void breaks(Cells cells, int row) {
        failing++;
        if (sample.size() < SAMPLE) {
            sample.add(new Row(cells.file(), cells.line(row), of.sensitive() ? null : shown(cells.text(row))));
        }
    }

    private static String shown(String text) {
        return text == null ? null : Wording.cut(text);
    }

    /** How many rows break it, if that is known only at the end. */
    long failing() throws IOException {
        return failing;
    }

    /** How many may. */
    double allowed() {
        return of.tolerance() == null ? 0 : of.tolerance();
    }

    /** The verdict, after the last row. */
    Check judge() throws IOException {
        long broken = failing();
        double share = rows == 0 ? 0 : (double) broken / rows;
        boolean passed = share <= allowed();
        String measured = broken == 0
                ? "none of " + Wording.count(rows) + Wording.rows(rows)
                : Wording.count(broken) + " of " + Wording.count(rows) + Wording.rows(rows) + " ("
                        + Wording.share(share) + ")";
        return check(passed, expected(), measured, broken, sentence(broken, share, passed));
    }

    private String sentence(long broken, double share, boolean passed) {
        if (broken == 0) {
            return of.column() + ": as expected, " + expected();
        }
        return of.column() + ": " + Wording.count(broken) + " of " + Wording.count(rows) + Wording.rows(rows) + " ("
                + Wording.share(share) + ") " + what(broken == 1)
                + (allowed() > 0 ? ", " + Wording.share(allowed()) + " may" : "")
                + (passed ? "" : where());
    }

    /** {@code ; line 17, 40, 77, ..., for example '999'}. */
    final String where() {
        if (sample.isEmpty()) {
            return "";
        }
        boolean one = sample.stream().map(Row::file).distinct().count() == 1;
        String lines = sample.stream()
                .limit(LINES_NAMED)
                .map(row -> (one ? "" : Wording.name(row.file()) + ":") + row.line())
                .collect(Collectors.joining(", "));
        String example = sample.stream()
                .filter(row -> row.value() != null)
                .findFirst()
                .map(row -> ", for example " + Wording.quoted(row.value()))
                .orElse("");
        return "; " + (sample.size() == 1 ? "line " : "lines ") + lines + (sample.size() > LINES_NAMED ? ", ..." : "")
                + example;
    }

    final Check check(boolean passed, String expected, String measured, Long broken, String sentence) {
        return new Check(
                kind,
                of.column(),
                of.level(),
                passed,
                inferred,
                expected,
                measured,
                broken,
                broken == null ? null : rows,
                sentence,
                sample);
    }

    @Override
    public void close() throws IOException {
        // Most rules hold nothing.
    }
}
