package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.document.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rules that an expectation of a column comes down to. */
final class ValueRules {

    private static final int VALUES_NAMED = 5;

    private ValueRules() {}

    /**
     * The rules of one expectation.
     *
     * @param reading how the data's cells are understood
     * @param wanted which kinds of them to make
     */
    static List<Rule> of(Expectation e, boolean inferred, Instant now, Reading reading, Predicate<String> wanted) {
        List<Rule> rules = new ArrayList<>();
        if (e.readableAs() == Type.NUMERIC || e.readableAs() == Type.DATE) {
            rules.add(new Readable(e, inferred, reading.datePattern(e.column())));
        }
        if (e.min() != null || e.max() != null) {
            rules.add(new Range(e, inferred));
        }
        if (e.missing() != null) {
            rules.add(new Missing(e, inferred));
        }
        if (!e.values().isEmpty()) {
            rules.add(new Values(e, inferred));
        }
        if (e.unique()) {
            rules.add(new Unique(e, inferred));
        }
        if (e.increasing()) {
            rules.add(new Increasing(e, inferred, reading.kind(e.column())));
        }
        if (e.freshness() != null) {
            rules.add(new Freshness(e, inferred, now));
        }
        rules.removeIf(rule -> !wanted.test(rule.kind()));
        return rules;
    }

    /** Values are numbers, or dates. */
    private static final class Readable extends Rule {
        private final String pattern;

        /** @param pattern of the dates; null: ISO 8601 */
        Readable(Expectation of, boolean inferred, String pattern) {
            super("type", of, inferred);
            this.pattern = pattern;
        }

        @Override
        void see(Cells cells) {
            boolean numeric = of().readableAs() == Type.NUMERIC;
            for (int row = 0; row < cells.rows(); row++) {
                int code = cells.code(row);
                if (code >= 0) {
                    count(1);
                    if (numeric ? Double.isNaN(cells.number(code)) : cells.millis(code) == Long.MIN_VALUE) {
                        breaks(cells, row);
                    }
                }
            }
        }

        @Override
        String expected() {
            return of().readableAs() == Type.NUMERIC
                    ? "numbers"
                    : "dates (" + (pattern == null ? "ISO 8601" : pattern) + ")";
        }

        @Override
        String what(boolean one) {
            String kind = of().readableAs() == Type.NUMERIC ? "number" : "date";
            return one ? "is no " + kind : "are no " + kind + "s";
        }
    }

    /** Numbers lie between bounds. */
    private static final class Range extends Rule {
        private final double min;
        private final double max;
        private double smallest = Double.POSITIVE_INFINITY;
        private double largest = Double.NEGATIVE_INFINITY;

        Range(Expectation of, boolean inferred) {
            super("range", of, inferred);
            this.min = of.min() == null ? Double.NEGATIVE_INFINITY : of.min();
            this.max = of.max() == null ? Double.POSITIVE_INFINITY : of.max();
        }

        @Override
        void see(Cells cells) {
            for (int row = 0; row < cells.rows(); row++) {
                int code = cells.code(row);
                double value = code < 0 ? Double.NaN : cells.number(code);
                if (!Double.isNaN(value)) {
                    count(1);
                    smallest = Math.min(smallest, value);
                    largest = Math.max(largest, value);
                    if (value < min || value > max) {
                        breaks(cells, row);
                    }
                }
            }
        }

        @Override
        String expected() {
            if (of().max() == null) {
                return "at least " + Wording.number(min);
            }
            return of().min() == null
                    ? "at most " + Wording.number(max)
                    : Wording.number(min) + " to " + Wording.number(max);
        }

        @Override
        String what(boolean one) {
            String seen = of().sensitive()
                    ? ""
                    : " (there are " + Wording.number(smallest) + " to " + Wording.number(largest) + ")";
            String verb = one ? "is " : "are ";
            if (of().max() == null) {
                return verb + "below " + Wording.number(min) + seen;
            }
            return verb + (of().min() == null ? "above " + Wording.number(max) : "outside of " + expected()) + seen;
        }
    }

    /** Few rows have no value. */
    private static final class Missing extends Rule {
        Missing(Expectation of, boolean inferred) {
            super("missing", of, inferred);
        }

        @Override
        void see(Cells cells) {
            count(cells.rows());
            for (int row = 0; row < cells.rows(); row++) {
                if (cells.code(row) < 0) {
                    breaks(cells, row);
                }
            }
        }

        @Override
        double allowed() {
            return of().missing();
        }

        @Override
        String expected() {
            return of().missing() == 0 ? "a value in every row" : "at most " + Wording.share(allowed()) + " missing";
        }

        @Override
        String what(boolean one) {
            return one ? "has no value" : "have no value";
        }
    }

    /** Values are of a list. */
    private static final class Values extends Rule {
        private final Set<String> allowed;

        Values(Expectation of, boolean inferred) {
            super("values", of, inferred);
            this.allowed = new HashSet<>(of.values());
        }

        @Override
        void see(Cells cells) {
            boolean[] known = new boolean[cells.values().size()];
            for (int code = 0; code < known.length; code++) {
                known[code] = allowed.contains(cells.values().get(code));
            }
            for (int row = 0; row < cells.rows(); row++) {
                int code = cells.code(row);
                if (code >= 0) {
                    count(1);
                    if (!known[code]) {
                        breaks(cells, row);
                    }
                }
            }
        }

        @Override
        String expected() {
            if (of().sensitive()) {
                return "one of " + of().values().size() + " values";
            }
            return "one of "
                    + String.join(
                            ", ",
                            of().values().stream()
                                    .limit(VALUES_NAMED)
                                    .map(Wording::cut)
                                    .toList())
                    + (of().values().size() > VALUES_NAMED
                            ? " and " + (of().values().size() - VALUES_NAMED) + " more"
                            : "");
        }

        @Override
        String what(boolean one) {
            return (one ? "is not " : "are not ") + expected();
        }
    }

    /** No value occurs twice. */
    private static final class Unique extends Rule {
        private final Distinct distinct = new Distinct();

        Unique(Expectation of, boolean inferred) {
            super("unique", of, inferred);
        }

        @Override
        void see(Cells cells) throws IOException {
            for (int row = 0; row < cells.rows(); row++) {
                int code = cells.code(row);
                if (code >= 0) {
                    count(1);
                    if (distinct.add(cells.hash(code))) {
                        breaks(cells, row);
                    }
                }
            }
        }

        @Override
        long failing() throws IOException {
            return distinct.repeated();
        }

        @Override
        String expected() {
            return "no value twice";
        }

        @Override
        String what(boolean one) {
            return one ? "has a value of an earlier row" : "have values of earlier rows";
        }

        @Override
        public void close() throws IOException {
            distinct.close();
        }
    }

    /** No value is smaller than the one before. */
    private static final class Increasing extends Rule {
        private Boolean dates;
        private double last = Double.NEGATIVE_INFINITY;

        /** @param kind that the column was said to be; null: nothing was said */
        Increasing(Expectation of, boolean inferred, Reading.Kind kind) {
            super("increasing", of, inferred);
            Type said = of.readableAs() != null || kind == null ? of.readableAs() : kind.type();
            this.dates = said == null || said == Type.CATEGORICAL ? null : said == Type.DATE;
        }

        @Override
        void see(Cells cells) {
            for (int row = 0; row < cells.rows(); row++) {
                int code = cells.code(row);
                if (code < 0) {
                    continue;
                }
                if (dates == null) {
                    // Nobody said: the first value tells.
                    dates = cells.millis(code) != Long.MIN_VALUE;
                }
                count(1);
                // Milliseconds are exact in a double for 285,000 years.
                double value = !dates
                        ? cells.number(code)
                        : cells.millis(code) == Long.MIN_VALUE ? Double.NaN : cells.millis(code);
                if (Double.isNaN(value) || value < last) {
                    breaks(cells, row);
                }
                last = Double.isNaN(value) ? last : value;
            }
        }

        @Override
        String expected() {
            return "no value below the one before";
        }

        @Override
        String what(boolean one) {
            return one
                    ? "is below the one before, or neither number nor date"
                    : "are below the one before, or neither number nor date";
        }
    }

    /** The newest date is not old. */
    private static final class Freshness extends Rule {
        private final Instant now;
        private long newest = Long.MIN_VALUE;

        Freshness(Expectation of, boolean inferred, Instant now) {
            super("freshness", of, inferred);
            this.now = now;
        }

        @Override
        void see(Cells cells) {
            for (int row = 0; row < cells.rows(); row++) {
                int code = cells.code(row);
                if (code >= 0) {
                    newest = Math.max(newest, cells.millis(code));
                }
            }
        }

        @Override
        String expected() {
            return "newest date at most " + Span.words(Span.parse(of().freshness())) + " old";
        }

        @Override
        String what(boolean one) {
            return "";
        }

        @Override
        Check judge() {
            if (newest == Long.MIN_VALUE) {
                return check(
                        false,
                        expected(),
                        "no date",
                        null,
                        of().column() + ": there is no date; the " + expected() + " is expected");
            }
            Instant date = Instant.ofEpochMilli(newest);
            Duration age = Duration.between(date, now);
            boolean passed = age.compareTo(Span.parse(of().freshness())) <= 0;
            String old = age.isNegative() ? "in the future" : Span.words(age) + " old";
            String which = of().sensitive() ? "" : ", " + date.toString().replace("T00:00:00Z", "") + ",";
            return check(
                    passed,
                    expected(),
                    old,
                    null,
                    of().column() + ": the newest date" + which + " is " + old
                            + (passed ? "" : "; at most " + Span.words(Span.parse(of().freshness())) + " is expected"));
        }
    }
}
