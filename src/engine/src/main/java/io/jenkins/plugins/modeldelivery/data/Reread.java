package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * A column that was read as text, understood as numbers or dates as far as it can be.
 *
 * @param column of the wanted type; cells that cannot be read have no value in it
 * @param unreadable rows whose text is neither a value of the type nor one of the words for a missing one
 * @param example the first such text in the order of rows; null when there is none
 * @param row its row, counted from 0; -1 when there is none
 */
public record Reread(Column column, int unreadable, String example, int row) {

    /**
     * Understands texts as numbers or dates, by the rules of {@link DataReader}.
     *
     * @param text the column as read
     * @param type {@code NUMERIC} or {@code DATE}
     * @param pattern of its dates, as {@link Reading#datePattern} has it; null: ISO-8601
     * @throws IllegalArgumentException for any other type
     */
    public static Reread as(Column.Categorical text, Signature.Type type, String pattern) {
        ToLongFunction<String> dates = dates(pattern);
        int values = text.categories().size();
        boolean[] readable = new boolean[values];
        float[] numbers = new float[values];
        long[] millis = new long[values];
        for (int code = 0; code < values; code++) {
            if (type == Signature.Type.NUMERIC) {
                double number = number(text.categories().get(code));
                float narrow = (float) number;
                readable[code] = !Double.isNaN(number);
                numbers[code] = Float.isInfinite(narrow) ? Float.NaN : narrow;
            } else if (type == Signature.Type.DATE) {
                millis[code] = dates.applyAsLong(text.categories().get(code));
                readable[code] = millis[code] != IsoDates.NONE;
            } else {
                throw new IllegalArgumentException("Text is categorical already");
            }
        }
        int unreadable = 0;
        int first = -1;
        int missing = 0;
        float[] ofNumbers = new float[type == Signature.Type.NUMERIC ? text.size() : 0];
        long[] ofDates = new long[type == Signature.Type.DATE ? text.size() : 0];
        Arrays.fill(ofNumbers, Float.NaN);
        Arrays.fill(ofDates, IsoDates.NONE);
        for (int row = 0; row < text.size(); row++) {
            int code = text.codes()[row];
            if (code >= 0 && readable[code]) {
                if (type == Signature.Type.NUMERIC) {
                    ofNumbers[row] = numbers[code];
                } else {
                    ofDates[row] = millis[code];
                }
            } else if (code >= 0) {
                unreadable++;
                first = first < 0 ? row : first;
            }
            boolean none = code < 0 || !readable[code] || type == Signature.Type.NUMERIC && Float.isNaN(numbers[code]);
            missing += none ? 1 : 0;
        }
        Column column = type == Signature.Type.NUMERIC
                ? new Column.Numeric(text.name(), ofNumbers, missing)
                : new Column.Date(text.name(), ofDates, missing);
        return new Reread(
                column, unreadable, first < 0 ? null : text.categories().get(text.codes()[first]), first);
    }

    /** The number that a cell's text is, by the rules of {@link DataReader}; NaN when it is none. */
    public static double number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Cells.number(bytes, 0, bytes.length);
    }

    /**
     * What dates cells' texts are, by the rules of {@link DataReader}: milliseconds since 1970-01-01T00:00Z; {@link
     * Long#MIN_VALUE} where they are none. Not thread-safe.
     *
     * @param pattern of the dates, as {@link Reading#datePattern} has it; null: ISO-8601
     * @throws IllegalArgumentException it is no pattern
     */
    public static ToLongFunction<String> dates(String pattern) {
        DatePattern written = pattern == null ? null : new DatePattern(pattern);
        return text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return written == null ? IsoDates.millis(bytes, 0, bytes.length) : written.millis(bytes, 0, bytes.length);
        };
    }
}
