package io.jenkins.plugins.modeldelivery.parquet;

/**
 * Values of a column, one after the other. Which array is set follows from the kind of the column.
 *
 * @param count how many
 * @param longs truth (0, 1), whole numbers, days since 1970-01-01, milliseconds since then
 * @param doubles numbers with a fraction; whole numbers without a sign that are too large for a long
 * @param bytes text, unchecked
 * @param starts of the texts in {@code bytes}
 * @param ends of the texts in {@code bytes}
 */
public record Values(int count, long[] longs, double[] doubles, byte[] bytes, int[] starts, int[] ends) {

    static Values of(long[] longs) {
        return new Values(longs.length, longs, null, null, null, null);
    }

    static Values of(double[] doubles) {
        return new Values(doubles.length, null, doubles, null, null, null);
    }

    static Values of(byte[] bytes, int[] starts, int[] ends) {
        return new Values(starts.length, null, null, bytes, starts, ends);
    }
}
