package io.jenkins.plugins.modeldelivery.model;

import java.util.List;

/**
 * Encoded rows feature by feature, as linear models take them: a number as it is multiplied (4 bytes), a category as which of its
 * columns is 1 (1 byte) instead of as many numbers. What is absent counts as 0.
 *
 * @param rows how many
 * @param width encoded columns
 * @param parts in the order of their columns
 */
public record Design(int rows, int width, List<Part> parts) {

    /** Sums that do not wait for one another. */
    private static final int LANES = 4;

    public Design {
        parts = List.copyOf(parts);
    }

    /** Some of the columns. */
    public sealed interface Part {

        /**
         * Adds to scores what these columns add.
         *
         * @param weights of all columns from {@code base} on
         * @param first row
         * @param count of rows
         * @param scores shape [count] from {@code to} on
         */
        void score(double[] weights, int base, int first, int count, double[] scores, int to);

        /**
         * Adds up each column's values times the slopes of their rows: what the score's gradient is.
         *
         * @param slopes shape [count] from {@code from} on
         * @param sums of all columns from {@code base} on
         */
        void collect(double[] slopes, int from, int first, int count, double[] sums, int base);

        /** Adds up values and their squares. */
        void moments(int first, int count, double[] sums, double[] squares);
    }

    /**
     * One column of numbers.
     *
     * @param values shape [rows]; 0 where absent
     */
    record Numbers(int column, float[] values) implements Part {
        @Override
        public void score(double[] weights, int base, int first, int count, double[] scores, int to) {
            double weight = weights[base + column];
            for (int i = 0; i < count; i++) {
                scores[to + i] += weight * values[first + i];
            }
        }

        @Override
        public void collect(double[] slopes, int from, int first, int count, double[] sums, int base) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int i = 0;
            for (; i + LANES <= count; i += LANES) {
                a += slopes[from + i] * values[first + i];
                b += slopes[from + i + 1] * values[first + i + 1];
                c += slopes[from + i + 2] * values[first + i + 2];
                d += slopes[from + i + 3] * values[first + i + 3];
            }
            for (; i < count; i++) {
                a += slopes[from + i] * values[first + i];
            }
            sums[base + column] += a + b + (c + d);
        }

        @Override
        public void moments(int first, int count, double[] sums, double[] squares) {
            double sum = 0;
            double square = 0;
            for (int i = first; i < first + count; i++) {
                double value = values[i];
                sum += value;
                square += value * value;
            }
            sums[column] += sum;
            squares[column] += square;
        }
    }

    /**
     * Columns of which at most one is 1, the others 0.
     *
     * @param column the first
     * @param count how many there are, at most 255
     * @param slots shape [rows], unsigned; which of them is 1; {@code count}: none
     */
    record OneOf(int column, int count, byte[] slots) implements Part {
        @Override
        public void score(double[] weights, int base, int first, int rows, double[] scores, int to) {
            double[] own = new double[count + 1];
            System.arraycopy(weights, base + column, own, 0, count);
            for (int i = 0; i < rows; i++) {
                scores[to + i] += own[slots[first + i] & 0xff];
            }
        }

        @Override
        public void collect(double[] slopes, int from, int first, int rows, double[] sums, int base) {
            // One row after the other is often in the same slot: its sum would wait for the one before.
            double[] lanes = new double[LANES * (count + 1)];
            int i = 0;
            for (; i + LANES <= rows; i += LANES) {
                lanes[LANES * (slots[first + i] & 0xff)] += slopes[from + i];
                lanes[LANES * (slots[first + i + 1] & 0xff) + 1] += slopes[from + i + 1];
                lanes[LANES * (slots[first + i + 2] & 0xff) + 2] += slopes[from + i + 2];
                lanes[LANES * (slots[first + i + 3] & 0xff) + 3] += slopes[from + i + 3];
            }
            for (; i < rows; i++) {
                lanes[LANES * (slots[first + i] & 0xff)] += slopes[from + i];
            }
            for (int s = 0; s < count; s++) {
                int at = LANES * s;
                sums[base + column + s] += lanes[at] + lanes[at + 1] + (lanes[at + 2] + lanes[at + 3]);
            }
        }

        @Override
        public void moments(int first, int rows, double[] sums, double[] squares) {
            int[] counts = new int[count + 1];
            for (int i = first; i < first + rows; i++) {
                counts[slots[i] & 0xff]++;
            }
            for (int s = 0; s < count; s++) {
                sums[column + s] += counts[s];
                squares[column + s] += counts[s];
            }
        }
    }

    /** Adds up each column's values and their squares, shapes [width]. */
    public void moments(double[] sums, double[] squares) {
        for (Part part : parts) {
            part.moments(0, rows, sums, squares);
        }
    }
}
