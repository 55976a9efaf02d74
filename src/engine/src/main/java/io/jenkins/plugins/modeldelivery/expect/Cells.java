package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Reread;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * The cells of one column in the rows at hand, as text, and as numbers, dates and hashes where somebody asks for them: a value
 * that many rows have is understood once.
 */
final class Cells {

    private final String file;
    private final Column.Categorical column;
    private final IntToLongFunction lines;
    private final String pattern;
    private double[] numbers;
    private long[] millis;
    private long[] hashes;

    /**
     * @param file that the rows are in
     * @param lines where a row begins, counted from 1
     * @param pattern of its dates; null: ISO-8601
     */
    Cells(String file, Column.Categorical column, IntToLongFunction lines, String pattern) {
        this.file = file;
        this.column = column;
        this.lines = lines;
        this.pattern = pattern;
    }

    int rows() {
        return column.size();
    }

    /** Index of the row's value among the {@link #values}; -1 when it has none. */
    int code(int row) {
        return column.codes()[row];
    }

    List<String> values() {
        return column.categories();
    }

    /** The row's text; null when it has none. */
    String text(int row) {
        return code(row) < 0 ? null : values().get(code(row));
    }

    String file() {
        return file;
    }

    long line(int row) {
        return lines.applyAsLong(row);
    }

    /** The value as a number; NaN when it is none. */
    double number(int code) {
        if (numbers == null) {
            numbers = values().stream().mapToDouble(Reread::number).toArray();
        }
        return numbers[code];
    }

    /** The value as a date, milliseconds since 1970-01-01T00:00Z; {@link Long#MIN_VALUE} when it is none. */
    long millis(int code) {
        if (millis == null) {
            millis = values().stream().mapToLong(Reread.dates(pattern)).toArray();
        }
        return millis[code];
    }

    long hash(int code) {
        if (hashes == null) {
            hashes = values().stream().mapToLong(Distinct::hash).toArray();
        }
        return hashes[code];
    }
}
