package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the columns of a file were read as, as a table for the log. */
final class SchemaTable {

    private static final int MOST_COLUMNS = 40;
    private static final int NAME = 32;
    private static final int VALUE = 24;

    private SchemaTable() {}

    /** One line a column: name, type, share without a value, and what the values are. */
    static List<String> lines(Frame frame) {
        List<Column> columns = frame.columns();
        int width = columns.stream()
                .limit(MOST_COLUMNS)
                .mapToInt(c -> shorten(c.name(), NAME).length())
                .max()
                .orElse(0);
        width = Math.max(width, "column".length());
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(Locale.ROOT, "  %-" + width + "s  %-8s  %7s  %s", "column", "type", "missing", "values"));
        for (Column column : columns.subList(0, Math.min(MOST_COLUMNS, columns.size()))) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + width + "s  %-8s  %7s  %s",
                    shorten(column.name(), NAME),
                    word(column),
                    missing(column),
                    values(column)));
        }
        if (columns.size() > MOST_COLUMNS) {
            lines.add("  ... and " + (columns.size() - MOST_COLUMNS) + " more columns");
        }
        return lines;
    }

    /** As users write it into types. */
    private static String word(Column column) {
        return switch (column.type()) {
            case NUMERIC -> "number";
            case CATEGORICAL -> "category";
            case DATE -> "date";
        };
    }

    private static String missing(Column column) {
        double share = column.size() == 0 ? 0 : 100.0 * column.missingCount() / column.size();
        return column.missingCount() == 0 ? "" : share < 0.1 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", share);
    }

    private static String values(Column column) {
        if (column.missingCount() == column.size()) {
            return "none";
        }
        if (column instanceof Column.Numeric numeric) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (float value : numeric.values()) {
                // NaN is neither.
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
            return number(min) + " to " + number(max);
        }
        if (column instanceof Column.Date date) {
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (long value : date.millis()) {
                min = value == Long.MIN_VALUE ? min : Math.min(min, value);
                max = Math.max(max, value);
            }
            return day(min) + " to " + day(max);
        }
        Column.Categorical categorical = (Column.Categorical) column;
        int[] counts = Preprocessing.counts(categorical);
        int top = 0;
        for (int code = 1; code < counts.length; code++) {
            top = counts[code] > counts[top] ? code : top;
        }
        return String.format(
                Locale.ROOT,
                "%,d, most often '%s' (%.0f %%)",
                counts.length,
                shorten(categorical.categories().get(top).replaceAll("\\p{Cntrl}", " "), VALUE),
                100.0 * counts[top] / column.size());
    }

    private static String day(long millis) {
        return Instant.ofEpochMilli(millis)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9f
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }
}
