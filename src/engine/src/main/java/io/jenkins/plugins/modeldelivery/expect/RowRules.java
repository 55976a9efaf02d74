package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Row;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** What is expected of the data set as a whole, while its rows go by. */
final class RowRules implements Closeable {

    private final Expectations.Rows expected;
    private final Distinct distinct = new Distinct();
    private final List<Row> sample = new ArrayList<>();
    private long rows;

    /** @param expected may be null */
    RowRules(Expectations.Rows expected) {
        this.expected = expected;
    }

    /** Whether every column has to be read. */
    boolean needsAllColumns() {
        return expected != null && expected.duplicates() != null;
    }

    /** Looks at the rows at hand. */
    void see(List<Cells> columns, int count, IntToLongFunction lines, String file) throws IOException {
        rows += count;
        if (!needsAllColumns()) {
            return;
        }
        long[] hashes = new long[count];
        for (Cells column : columns) {
            for (int row = 0; row < count; row++) {
                int code = column.code(row);
                hashes[row] = Distinct.mix(hashes[row] * 0x9E3779B97F4A7C15L + (code < 0 ? 1 : column.hash(code)));
            }
        }
        for (int row = 0; row < count; row++) {
            if (distinct.add(hashes[row]) && sample.size() < Rule.SAMPLE) {
                sample.add(new Row(file, lines.applyAsLong(row), null));
            }
        }
    }

    /** The verdicts, after the last row. */
    List<Check> judge() throws IOException {
        List<Check> checks = new ArrayList<>();
        if (expected == null) {
            return checks;
        }
        if (expected.min() != null || expected.max() != null) {
            checks.add(number());
        }
        if (expected.duplicates() != null) {
            checks.add(duplicates());
        }
        return checks;
    }

    private Check number() {
        boolean few = expected.min() != null && rows < expected.min();
        boolean many = expected.max() != null && rows > expected.max();
        String range = expected.max() == null
                ? "at least " + Wording.count(expected.min())
                : expected.min() == null
                        ? "at most " + Wording.count(expected.max())
                        : Wording.count(expected.min()) + " to " + Wording.count(expected.max());
        String there = "The data has " + Wording.count(rows) + Wording.rows(rows);
        return new Check(
                "rows",
                null,
                expected.level(),
                !few && !many,
                false,
                range + " rows",
                Wording.count(rows),
                null,
                null,
                few || many ? there + "; " + range + " are expected" : there,
                List.of());
    }

    private Check duplicates() throws IOException {
        long repeated = distinct.repeated();
        double share = rows == 0 ? 0 : (double) repeated / rows;
        boolean passed = share <= expected.duplicates();
        String lines = sample.isEmpty()
                ? ""
                : "; the first in line " + sample.get(0).line() + " of "
                        + Wording.name(sample.get(0).file());
        return new Check(
                "duplicates",
                null,
                expected.level(),
                passed,
                false,
                "at most " + Wording.share(expected.duplicates()) + " of the rows equal an earlier one",
                Wording.share(share),
                repeated,
                rows,
                Wording.count(repeated) + " of " + Wording.count(rows) + Wording.rows(rows) + " ("
                        + Wording.share(share) + ") " + (repeated == 1 ? "equals" : "equal") + " an earlier one"
                        + (passed ? "" : ", " + Wording.share(expected.duplicates()) + " may" + lines),
                sample);
    }

    @Override
    public void close() throws IOException {
        distinct.close();
    }
}
