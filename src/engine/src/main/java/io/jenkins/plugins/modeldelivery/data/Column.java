package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.List;

/** One column of a {@link Frame}; missing values are first-class. */
public sealed interface Column {

    /** As in the header. */
    String name();

    /** How the values are understood. */
    Signature.Type type();

    /** Rows. */
    int size();

    /** Whether the value of that row is missing. */
    boolean missing(int row);

    /** Rows without a value. */
    int missingCount();

    /** The rows of those indices, in that order; a dictionary is shared. */
    Column rows(int[] indices);

    /**
     * Numbers.
     *
     * @param values shape [rows]; NaN is missing; infinities do not occur
     */
    record Numeric(String name, float[] values, int missingCount) implements Column {
        @Override
        public Signature.Type type() {
            return Signature.Type.NUMERIC;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean missing(int row) {
            return Float.isNaN(values[row]);
        }

        @Override
        public Numeric rows(int[] indices) {
            float[] taken = new float[indices.length];
            int missing = 0;
            for (int i = 0; i < indices.length; i++) {
                taken[i] = values[indices[i]];
                missing += Float.isNaN(taken[i]) ? 1 : 0;
            }
            return new Numeric(name, taken, missing);
        }
    }

    /**
     * One of a set of values.
     *
     * @param categories distinct values in order of first appearance, or in the order of the frozen dictionary of training
     * @param codes shape [rows]; index into {@code categories}; -1 is missing. A value that a frozen dictionary does not
     *     know gets an index past the dictionary's end: unseen values stay visible, after the known ones
     * @param known how many of {@code categories} belong to the frozen dictionary; all of them where none was given
     */
    record Categorical(String name, List<String> categories, int[] codes, int known, int missingCount)
            implements Column {
        @Override
        public Signature.Type type() {
            return Signature.Type.CATEGORICAL;
        }

        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public boolean missing(int row) {
            return codes[row] < 0;
        }

        @Override
        public Categorical rows(int[] indices) {
            int[] taken = new int[indices.length];
            int missing = 0;
            for (int i = 0; i < indices.length; i++) {
                taken[i] = codes[indices[i]];
                missing += taken[i] < 0 ? 1 : 0;
            }
            return new Categorical(name, categories, taken, known, missing);
        }
    }

    /**
     * Days or instants, ISO-8601.
     *
     * @param millis shape [rows]; milliseconds since 1970-01-01T00:00Z; {@link Long#MIN_VALUE} is missing
     */
    record Date(String name, long[] millis, int missingCount) implements Column {
        @Override
        public Signature.Type type() {
            return Signature.Type.DATE;
        }

        @Override
        public int size() {
            return millis.length;
        }

        @Override
        public boolean missing(int row) {
            return millis[row] == Long.MIN_VALUE;
        }

        @Override
        public Date rows(int[] indices) {
            long[] taken = new long[indices.length];
            int missing = 0;
            for (int i = 0; i < indices.length; i++) {
                taken[i] = millis[indices[i]];
                missing += taken[i] == Long.MIN_VALUE ? 1 : 0;
            }
            return new Date(name, taken, missing);
        }
    }
}
