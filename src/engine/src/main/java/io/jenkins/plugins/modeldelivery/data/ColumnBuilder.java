package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.ArrayList;
import java.util.List;

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

    /** Rows of a segment of its own. */
    private final int capacity;
    /** Where in the current segment the first row is; not 0 in one that other parts of the file fill, too. */
    private int start;
    /** Where the next row goes. */
    int fill;
    /** Where the current segment ends. */
    private int end;

    /** The current segment's. */
    private Object array;

    private final List<Segment> full = new ArrayList<>();
    /** Rows of all of its own segments. */
    private long owned;

    /** Rows without a value. */
    int missing;

    private ColumnBuilder(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Rows in a row.
     *
     * @param values an array of the column's type
     * @param from the first of them
     * @param to after the last
     */
    record Segment(Object values, int from, int to) {}

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
        if (fill == end) {
            if (fill > start) {
                full.add(new Segment(array, start, fill));
            }
            use(allocate(capacity));
            owned += capacity;
            start = 0;
            fill = 0;
            end = capacity;
        }
    }

    /** Goes on in a part of an array that somebody else allocated; to be called before the first row. */
    final void into(Object values, int from, int to) {
        use(values);
        start = from;
        fill = from;
        end = to;
    }

    /** Rows that still fit after {@link #row}. */
    final int room() {
        return end - fill;
    }

    /** All rows in order. */
    final List<Segment> segments() {
        List<Segment> all = new ArrayList<>(full);
        if (fill > start) {
            all.add(new Segment(array, start, fill));
        }
        return all;
    }

    /** Lets go of the rows. */
    final void release() {
        full.clear();
        use(null);
        end = fill;
    }

    private void use(Object values) {
        array = values;
        fill(values);
    }

    /** Takes an array of its type to fill from now on; null: none. */
    abstract void fill(Object values);

    /** An array for so many rows. */
    abstract Object allocate(int rows);

    /** Bytes of a row. */
    static int width(Signature.Type type) {
        return type == Signature.Type.DATE ? Long.BYTES : Integer.BYTES;
    }

    /** Heap taken so far, without what somebody else allocated. */
    long bytes() {
        return (this instanceof Dates ? Long.BYTES : Integer.BYTES) * owned;
    }

    /**
     * Takes the cells of a column in many rows, unquoted ones; there must be {@link #room}. Stops before a cell that is no value
     * of the type.
     *
     * @param ends where cells end, see {@link CellIndex#ends}
     * @param first where in {@code ends} the first row's cell starts
     * @param stride columns
     * @param last whether it is the last column, so that a carriage return may be part of the line's end
     * @return how many were taken
     */
    int cells(byte[] bytes, int[] ends, int first, int stride, int rows, boolean last) {
        for (int row = 0, i = first; row < rows; row++, i += stride) {
            int from = ends[i] + 1;
            if (cell(bytes, from, last ? CellIndex.end(bytes, from, ends[i + 1]) : ends[i + 1]) != Outcome.TAKEN) {
                return row;
            }
        }
        return rows;
    }

    /** Takes a cell without its quotes. */
    abstract Outcome cell(byte[] bytes, int from, int to);

    /** Takes a cell without a value. */
    abstract void none();

    /** What a cell has to be, for messages. */
    abstract String expected();

    /** Numbers, in single precision. */
    static final class Numbers extends ColumnBuilder {
        private float[] current;
        private final Missing words;
        /** Numbers that stand for a missing one; null: none do. */
        private final float[] sentinels;

        int infinite;

        Numbers(int capacity, Missing missing) {
            super(capacity);
            this.words = missing;
            this.sentinels = missing.numbers().length == 0 ? null : missing.numbers();
        }

        @Override
        void fill(Object values) {
            current = (float[]) values;
        }

        @Override
        Object allocate(int rows) {
            return new float[rows];
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
            missing += narrow != narrow ? 1 : 0;
            current[fill++] = narrow;
        }

        @Override
        int cells(byte[] bytes, int[] ends, int first, int stride, int rows, boolean last) {
            if (sentinels != null) {
                return super.cells(bytes, ends, first, stride, rows, last);
            }
            float[] values = current;
            int at = fill;
            for (int row = 0, i = first; row < rows; row++, i += stride) {
                int from = ends[i] + 1;
                int to = last ? CellIndex.end(bytes, from, ends[i + 1]) : ends[i + 1];
                double value = Digits.number(bytes, from, to);
                if (value == value) {
                    // No plain number is too large for single precision.
                    values[at++] = (float) value;
                } else {
                    fill = at;
                    if (cell(bytes, from, to) != Outcome.TAKEN) {
                        return row;
                    }
                    at = fill;
                }
            }
            fill = at;
            return rows;
        }

        @Override
        Outcome cell(byte[] bytes, int from, int to) {
            double value = Digits.number(bytes, from, to);
            if (Double.isNaN(value)) {
                value = Cells.number(bytes, from, to);
                if (Double.isNaN(value) && !words.is(bytes, from, to)) {
                    return Outcome.WRONG_TYPE;
                }
            }
            add(value);
            return Outcome.TAKEN;
        }

        @Override
        void none() {
            missing++;
            current[fill++] = Float.NaN;
        }

        @Override
        String expected() {
            return "a number";
        }
    }

    /** One of a set of values. */
    static final class Codes extends ColumnBuilder {
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
        void fill(Object values) {
            current = (int[]) values;
        }

        @Override
        Object allocate(int rows) {
            return new int[rows];
        }

        @Override
        int cells(byte[] bytes, int[] ends, int first, int stride, int rows, boolean last) {
            int[] codes = current;
            int at = fill;
            int none = 0;
            for (int row = 0, i = first; row < rows; row++, i += stride) {
                int from = ends[i] + 1;
                int code = dictionary.code(bytes, from, last ? CellIndex.end(bytes, from, ends[i + 1]) : ends[i + 1]);
                if (code == Dictionary.MALFORMED) {
                    // The file is refused: what was counted does not matter any more.
                    fill = at;
                    return row;
                }
                none -= code >> 31;
                codes[at++] = code;
            }
            fill = at;
            missing += none;
            return rows;
        }

        @Override
        Outcome cell(byte[] bytes, int from, int to) {
            int code = dictionary.code(bytes, from, to);
            if (code == Dictionary.MALFORMED) {
                return Outcome.MALFORMED;
            }
            missing -= code >> 31;
            current[fill++] = code;
            return Outcome.TAKEN;
        }

        /** The code of a value, as {@link Dictionary#code} gives it. */
        int code(byte[] bytes, int from, int to) {
            return dictionary.code(bytes, from, to);
        }

        /** Takes a code that was asked for before. */
        void add(int code) {
            missing -= code >> 31;
            current[fill++] = code;
        }

        @Override
        void none() {
            missing++;
            current[fill++] = Dictionary.MISSING;
        }

        @Override
        String expected() {
            return "text";
        }

        @Override
        long bytes() {
            return super.bytes() + dictionary.bytes();
        }
    }

    /** Dates and instants. */
    static final class Dates extends ColumnBuilder {
        private long[] current;

        private final Missing words;
        private final DatePattern pattern;

        Dates(int capacity, Missing missing, DatePattern pattern) {
            super(capacity);
            this.words = missing;
            this.pattern = pattern;
        }

        /** Takes a date, milliseconds since 1970-01-01T00:00Z. */
        void add(long millis) {
            missing += millis == IsoDates.NONE ? 1 : 0;
            current[fill++] = millis;
        }

        @Override
        void none() {
            missing++;
            current[fill++] = IsoDates.NONE;
        }

        @Override
        String expected() {
            return "a date (" + (pattern == null ? "yyyy-MM-dd" : pattern.pattern()) + ")";
        }

        @Override
        void fill(Object values) {
            current = (long[]) values;
        }

        @Override
        Object allocate(int rows) {
            return new long[rows];
        }

        @Override
        Outcome cell(byte[] bytes, int from, int to) {
            long millis = pattern == null ? IsoDates.millis(bytes, from, to) : pattern.millis(bytes, from, to);
            if (words != Missing.USUAL && words.is(bytes, from, to)) {
                // A date that stands for a missing one.
                millis = IsoDates.NONE;
            } else if (millis == IsoDates.NONE && !words.is(bytes, from, to)) {
                return Outcome.WRONG_TYPE;
            }
            missing += millis == IsoDates.NONE ? 1 : 0;
            current[fill++] = millis;
            return Outcome.TAKEN;
        }
    }
}
