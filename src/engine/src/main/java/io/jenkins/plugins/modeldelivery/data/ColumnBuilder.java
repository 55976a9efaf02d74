package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the cells of one column from one part of the file, in segments, so that growing copies nothing. The parts are
 * joined in the order of the file.
 */
abstract sealed class ColumnBuilder {

    /** What became of a cell. */
    enum Outcome {
        TAKEN,
        /** Not a value of the column's type. */
        WRONG_TYPE,
        /** Not UTF-8. */
        MALFORMED
    }

    /** Rows a segment. */
    final int capacity;
    /** Rows in the current segment. */
    int fill;

    private ColumnBuilder(int capacity) {
        this.capacity = capacity;
        this.fill = capacity;
    }

    /**
     * A builder for a column.
     *
     * @param known the frozen dictionary of a categorical column, empty if there is none
     * @param dates how dates are written; null: ISO-8601
     */
    static ColumnBuilder of(Signature.Type type, List<String> known, int capacity, Missing missing, DatePattern dates) {
        return switch (type) {
            case NUMERIC -> new Numbers(capacity, missing);
            case CATEGORICAL -> new Codes(new Dictionary(known, missing), capacity);
            case DATE -> new Dates(capacity, missing, dates);
        };
    }

    /** Makes room for one more row; to be called before each row. */
    final void row() {
        if (fill == capacity) {
            segment();
            fill = 0;
        }
    }

    abstract void segment();

    /** Takes a cell without its quotes. */
    abstract Outcome cell(byte[] bytes, int from, int to);

    /** Takes a cell without a value. */
    abstract void none();

    /** What a cell has to be, for messages. */
    abstract String expected();

    /** Heap taken so far. */
    abstract long bytes();

    /** Numbers, in single precision. */
    static final class Numbers extends ColumnBuilder {
        private final List<float[]> segments = new ArrayList<>();
        private float[] current;
        private final Missing missing;
        /** Numbers that stand for a missing one; null: none do. */
        private final float[] sentinels;

        int infinite;

        Numbers(int capacity, Missing missing) {
            super(capacity);
            this.missing = missing;
            this.sentinels = missing.numbers().length == 0 ? null : missing.numbers();
        }

        @Override
        void segment() {
            current = new float[capacity];
            segments.add(current);
        }

        /** Takes a number that is parsed already; NaN is missing. */
        void add(double value) {
            float narrow = (float) value;
            if (Float.isInfinite(narrow)) {
                infinite++;
                narrow = Float.NaN;
            }
            if (sentinels != null) {
                for (float sentinel : sentinels) {
                    narrow = narrow == sentinel ? Float.NaN : narrow;
                }
            }
            current[fill++] = narrow;
        }

        @Override
        Outcome cell(byte[] bytes, int from, int to) {
            double value = Cells.number(bytes, from, to);
            if (Double.isNaN(value) && !missing.is(bytes, from, to)) {
                return Outcome.WRONG_TYPE;
            }
            add(value);
            return Outcome.TAKEN;
        }

        @Override
        void none() {
            current[fill++] = Float.NaN;
        }

        @Override
        String expected() {
            return "a number";
        }

        @Override
        long bytes() {
            return 4L * capacity * segments.size();
        }
    }

    /** One of a set of values. */
    static final class Codes extends ColumnBuilder {
        private final List<int[]> segments = new ArrayList<>();
        private final Dictionary dictionary;
        private int[] current;

        Codes(Dictionary dictionary, int capacity) {
            super(capacity);
            this.dictionary = dictionary;
        }

        /** Distinct values so far. */
        List<String> values() {
            return dictionary.values();
        }

        @Override
        void segment() {
            current = new int[capacity];
            segments.add(current);
        }

        @Override
        Outcome cell(byte[] bytes, int from, int to) {
            int code = dictionary.code(bytes, from, to);
            if (code == Dictionary.MALFORMED) {
                return Outcome.MALFORMED;
            }
            current[fill++] = code;
            return Outcome.TAKEN;
        }

        /** The code of a value, as {@link Dictionary#code} gives it. */
        int code(byte[] bytes, int from, int to) {
            return dictionary.code(bytes, from, to);
        }

        /** Takes a code that was asked for before. */
        void add(int code) {
            current[fill++] = code;
        }

        @Override
        void none() {
            current[fill++] = Dictionary.MISSING;
        }

        @Override
        String expected() {
            return "text";
        }

        @Override
        long bytes() {
            return 4L * capacity * segments.size() + dictionary.bytes();
        }
    }

    /** Dates and instants. */
    static final class Dates extends ColumnBuilder {
        private final List<long[]> segments = new ArrayList<>();
        private long[] current;

        private final Missing missing;
        private final DatePattern pattern;

        Dates(int capacity, Missing missing, DatePattern pattern) {
            super(capacity);
            this.missing = missing;
            this.pattern = pattern;
        }

        /** Takes a date, milliseconds since 1970-01-01T00:00Z. */
        void add(long millis) {
            current[fill++] = millis;
        }

        @Override
        void none() {
            current[fill++] = IsoDates.NONE;
        }

        @Override
        String expected() {
            return "a date (" + (pattern == null ? "yyyy-MM-dd" : pattern.pattern()) + ")";
        }

        @Override
        void segment() {
            current = new long[capacity];
            segments.add(current);
        }

        @Override
        Outcome cell(byte[] bytes, int from, int to) {
            long millis = pattern == null ? IsoDates.millis(bytes, from, to) : pattern.millis(bytes, from, to);
            if (missing != Missing.USUAL && missing.is(bytes, from, to)) {
                // A date that stands for a missing one.
                millis = IsoDates.NONE;
            } else if (millis == IsoDates.NONE && !missing.is(bytes, from, to)) {
                return Outcome.WRONG_TYPE;
            }
            current[fill++] = millis;
            return Outcome.TAKEN;
        }

        @Override
        long bytes() {
            return 8L * capacity * segments.size();
        }
    }

    /**
     * Joins the parts of a column and lets go of their segments.
     *
     * @param parts in the order of the file
     * @param rows of all parts together
     * @param known the frozen dictionary; null if there is none
     */
    static Column join(String name, List<ColumnBuilder> parts, int rows, List<String> known) {
        ColumnBuilder first = parts.get(0);
        if (first instanceof Numbers) {
            return numbers(name, parts, rows);
        }
        return first instanceof Dates ? dates(name, parts, rows) : codes(name, parts, rows, known);
    }

    private static Column numbers(String name, List<ColumnBuilder> parts, int rows) {
        float[] values = new float[rows];
        int at = 0;
        for (ColumnBuilder part : parts) {
            List<float[]> segments = ((Numbers) part).segments;
            for (int i = 0; i < segments.size(); i++) {
                int length = i < segments.size() - 1 ? part.capacity : part.fill;
                System.arraycopy(segments.get(i), 0, values, at, length);
                at += length;
            }
            segments.clear();
        }
        int missing = 0;
        for (float value : values) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return new Column.Numeric(name, values, missing);
    }

    private static Column dates(String name, List<ColumnBuilder> parts, int rows) {
        long[] values = new long[rows];
        int at = 0;
        for (ColumnBuilder part : parts) {
            List<long[]> segments = ((Dates) part).segments;
            for (int i = 0; i < segments.size(); i++) {
                int length = i < segments.size() - 1 ? part.capacity : part.fill;
                System.arraycopy(segments.get(i), 0, values, at, length);
                at += length;
            }
            segments.clear();
        }
        int missing =
                (int) Arrays.stream(values).filter(v -> v == IsoDates.NONE).count();
        return new Column.Date(name, values, missing);
    }

    private static Column codes(String name, List<ColumnBuilder> parts, int rows, List<String> known) {
        Map<String, Integer> index = new HashMap<>();
        List<String> categories = new ArrayList<>();
        int[] codes = new int[rows];
        int at = 0;
        int missing = 0;
        for (ColumnBuilder part : parts) {
            List<String> values = ((Codes) part).dictionary.values();
            int[] joined = new int[values.size()];
            for (int i = 0; i < joined.length; i++) {
                String value = values.get(i);
                joined[i] = index.computeIfAbsent(value, v -> {
                    categories.add(v);
                    return categories.size() - 1;
                });
            }
            List<int[]> segments = ((Codes) part).segments;
            for (int i = 0; i < segments.size(); i++) {
                int length = i < segments.size() - 1 ? part.capacity : part.fill;
                int[] segment = segments.get(i);
                for (int j = 0; j < length; j++) {
                    int code = segment[j];
                    codes[at++] = code < 0 ? -1 : joined[code];
                    missing += code < 0 ? 1 : 0;
                }
            }
            segments.clear();
        }
        return new Column.Categorical(
                name, List.copyOf(categories), codes, known == null ? categories.size() : known.size(), missing);
    }
}
