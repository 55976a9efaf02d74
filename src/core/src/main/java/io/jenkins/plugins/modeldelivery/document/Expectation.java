package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * What is expected of one column of a data set. The column must be there, unless it is to be {@code absent}; whatever else is
 * not null or true is checked, too.
 *
 * @param column its name
 * @param type how its values must be readable; null: any way, but where there are bounds as numbers and where there is a
 *     freshness as dates
 * @param min smallest number allowed; null: no bound
 * @param max largest number allowed; null: no bound
 * @param missing largest share of rows without a value, 0..1; null: any
 * @param values the values allowed; empty: all
 * @param unique whether no value may occur twice
 * @param increasing whether no value may be smaller than the one before: numbers or dates, in the order of the rows
 * @param freshness how old the newest date may be, as {@link Span} reads it; null: any age
 * @param absent whether the column must not be there
 * @param tolerance share of the values, 0..1, that may break the rules on types, bounds, values and order; null: none
 * @param sensitive whether its values are told nowhere: not in the log, not in the report
 * @param level what a disappointed expectation does to a build
 */
public record Expectation(
        String column,
        Signature.Type type,
        Double min,
        Double max,
        Double missing,
        List<String> values,
        boolean unique,
        boolean increasing,
        String freshness,
        boolean absent,
        Double tolerance,
        boolean sensitive,
        Gate.Level level) {

    public Expectation {
        values = values == null ? List.of() : List.copyOf(values);
        level = level == null ? Gate.Level.FAILURE : level;
    }

    /** That a column is there. */
    public static Expectation of(String column) {
        return new Expectation(
                column, null, null, null, null, null, false, false, null, false, null, false, Gate.Level.FAILURE);
    }

    /** How its values must be readable, said or implied; null: any way. */
    public Signature.Type readableAs() {
        if (type != null) {
            return type;
        }
        if (min != null || max != null) {
            return Signature.Type.NUMERIC;
        }
        return freshness != null ? Signature.Type.DATE : null;
    }

    /**
     * Notes what is wrong with it.
     *
     * @param where which one it is
     */
    public void check(String where, Problems problems) {
        if (column == null || column.isBlank()) {
            problems.add("An expectation names no column", where, "Name one, as in column(name: 'age', min: 0)");
        }
        finite(min, "min", where, problems);
        finite(max, "max", where, problems);
        if (min != null && max != null && min > max) {
            problems.add("min " + min + " is more than max " + max, where, "Swap them");
        }
        share(missing, "missing", where, problems);
        share(tolerance, "tolerance", where, problems);
        if ((min != null || max != null) && readableAs() != Signature.Type.NUMERIC) {
            problems.add("Bounds are for numbers, not for a column of type " + type, where, "Leave out the type");
        }
        if (freshness != null && readableAs() != Signature.Type.DATE) {
            problems.add("A freshness is for dates", where, "Leave out type, min and max");
        }
        if (increasing && type == Signature.Type.CATEGORICAL) {
            problems.add("Only numbers and dates can be increasing", where, "Leave out the type");
        }
        if (freshness != null) {
            try {
                Span.parse(freshness);
            } catch (IllegalArgumentException e) {
                problems.add("freshness " + e.getMessage(), where, null);
            }
        }
        if (absent && !equals(onlyAbsent())) {
            problems.add("A column that must be absent can have no other rules", where, "Leave them out");
        }
    }

    private Expectation onlyAbsent() {
        return new Expectation(column, null, null, null, null, null, false, false, null, true, null, sensitive, level);
    }

    private static void finite(Double value, String what, String where, Problems problems) {
        if (value != null && !Double.isFinite(value)) {
            problems.add(what + " is " + value, where, "Give a number, or leave it out");
        }
    }

    static void share(Double value, String what, String where, Problems problems) {
        if (value != null && !(value >= 0 && value <= 1)) {
            problems.add(what + " is " + value, where, "Give a share from 0 to 1, as 0.02 for 2 %");
        }
    }
}
