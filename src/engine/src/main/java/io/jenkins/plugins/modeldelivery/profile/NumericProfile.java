package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.Arrays;

/**
 * Summary of a column of numbers: exact counts at and between edges that follow the quantiles of the rows it was first made
 * of, at most {@value Grid#DISTINCT} edges. The distribution function is exact on both sides of every edge. The arrays are
 * not to be changed.
 *
 * @param name of the column
 * @param missing rows without a value
 * @param zeros rows whose value is 0
 * @param whole whether all values are whole numbers
 * @param min smallest value; null when no row has one
 * @param max largest value; null when no row has one
 * @param mean of the values; 0 when there are none
 * @param m2 sum of the squared differences from the mean
 * @param edges strictly ascending, shape [k]; the first and last are the smallest and largest value of the rows that the
 *     grid was made of
 * @param at rows whose value is that edge, shape [k]
 * @param between rows whose value lies strictly between edge i - 1 and edge i, shape [k + 1]; the first lies below, the last
 *     above all edges
 * @param means mean of the rows in {@code between}, shape [k + 1]; 0 where there are none
 */
public record NumericProfile(
        String name,
        long missing,
        long zeros,
        boolean whole,
        Double min,
        Double max,
        double mean,
        double m2,
        float[] edges,
        long[] at,
        long[] between,
        float[] means)
        implements ColumnProfile {

    /** Means are rounded to this part of the distance of the edges or of the deviation; more digits would say nothing. */
    private static final double MEAN_PRECISION = 1.0 / 200;

    public NumericProfile {
        int k = edges == null ? -1 : edges.length;
        if (at == null || between == null || means == null || at.length != k) {
            throw new IllegalArgumentException("Profile of " + name + ": edges and counts do not match");
        }
        if (between.length != k + 1 || means.length != k + 1) {
            throw new IllegalArgumentException("Profile of " + name + ": edges and counts do not match");
        }
        for (int i = 0; i < k; i++) {
            if (!Float.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException("Profile of " + name + ": edge " + i + " is not in order");
            }
        }
        if (missing < 0
                || Arrays.stream(at).anyMatch(n -> n < 0)
                || Arrays.stream(between).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("Profile of " + name + ": negative count");
        }
        boolean some =
                Arrays.stream(at).anyMatch(n -> n > 0) || Arrays.stream(between).anyMatch(n -> n > 0);
        if (name == null || some != (min != null && max != null) || !Double.isFinite(mean) || !(m2 >= 0)) {
            throw new IllegalArgumentException("Profile of " + name + ": its moments do not fit its counts");
        }
    }

    static NumericProfile of(Column.Numeric column) {
        Range range = Range.of(column.values());
        return count(
                        column,
                        range,
                        Grid.edges(column.values(), range.present, (float) range.min, (float) range.max, range.whole))
                .rounded();
    }

    @Override
    public NumericProfile project(Column column) {
        Column.Numeric numeric = ColumnProfile.expect(this, column, Column.Numeric.class);
        return count(numeric, Range.of(numeric.values()), edges);
    }

    // Each pass over the values is a small loop of its own: all in one take the compiler longer than the values take.

    /** What the values span. */
    private record Range(int present, int zeros, boolean whole, double min, double max) {

        static Range of(float[] values) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            int present = 0;
            int zeros = 0;
            for (float value : values) {
                if (!Float.isNaN(value)) {
                    present++;
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                    zeros += value == 0 ? 1 : 0;
                }
            }
            return new Range(present, zeros, whole(values), min, max);
        }

        private static boolean whole(float[] values) {
            for (float value : values) {
                if (value != Math.rint(value) && !Float.isNaN(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                sum += value;
            }
        }
        return sum;
    }

    /** Sum of the squared differences from a mean; the one-pass formula loses all digits when the mean is large against them. */
    private static double squares(float[] values, double mean, int present) {
        double m2 = 0;
        double rest = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                double d = value - mean;
                m2 += d * d;
                rest += d;
            }
        }
        return Math.max(0, m2 - rest * rest / present);
    }

    private static void count(float[] values, Grid grid, long[] counts, double[] sums) {
        for (float value : values) {
            if (!Float.isNaN(value)) {
                int place = grid.place(value);
                counts[place]++;
                sums[place] += value;
            }
        }
    }

    private static NumericProfile count(Column.Numeric column, Range range, float[] edges) {
        float[] values = column.values();
        long[] counts = new long[2 * edges.length + 1];
        double[] sums = new double[2 * edges.length + 1];
        count(values, new Grid(edges), counts, sums);
        int present = range.present;
        double mean = present == 0 ? 0 : sum(values) / present;
        long[] at = new long[edges.length];
        long[] between = new long[edges.length + 1];
        float[] means = new float[edges.length + 1];
        for (int i = 0; i <= edges.length; i++) {
            between[i] = counts[2 * i];
            means[i] = between[i] == 0 ? 0 : (float) (sums[2 * i] / between[i]);
            if (i < edges.length) {
                at[i] = counts[2 * i + 1];
            }
        }
        return new NumericProfile(
                column.name(),
                column.size() - present,
                range.zeros,
                present > 0 && range.whole,
                present == 0 ? null : (Double) range.min,
                present == 0 ? null : (Double) range.max,
                mean,
                present == 0 ? 0 : squares(values, mean, present),
                edges,
                at,
                between,
                means);
    }

    /** The same with fewer digits in the means of the inner intervals, for the file. */
    private NumericProfile rounded() {
        float[] shorter = means.clone();
        double deviation = deviation();
        for (int i = 1; i < edges.length; i++) {
            if (between[i] > 0) {
                double gap = Math.min(deviation, (double) edges[i] - edges[i - 1]);
                shorter[i] = Grid.shortest(means[i], gap * MEAN_PRECISION);
            }
        }
        return new NumericProfile(name, missing, zeros, whole, min, max, mean, m2, edges, at, between, shorter);
    }

    @Override
    public Signature.Type kind() {
        return Signature.Type.NUMERIC;
    }

    @Override
    public long present() {
        long n = 0;
        for (long count : at) {
            n += count;
        }
        for (long count : between) {
            n += count;
        }
        return n;
    }

    /** Standard deviation of the rows themselves (divided by n); 0 when there are none. */
    public double deviation() {
        long n = present();
        return n == 0 ? 0 : Math.sqrt(m2 / n);
    }

    @Override
    public NumericProfile emptied() {
        int n = edges.length;
        return new NumericProfile(
                name, rows(), 0, false, null, null, 0, 0, edges, new long[n], new long[n + 1], new float[n + 1]);
    }

    @Override
    public NumericProfile merge(ColumnProfile other) {
        NumericProfile that = ColumnProfile.expect(this, other, NumericProfile.class);
        if (!Arrays.equals(edges, that.edges)) {
            throw new IllegalArgumentException(
                    "Profiles of " + name + " have different grids; project one onto the other's first");
        }
        long n = present();
        long m = that.present();
        if (n == 0 || m == 0) {
            NumericProfile some = n == 0 ? that : this;
            return new NumericProfile(
                    name,
                    missing + that.missing,
                    some.zeros,
                    some.whole,
                    some.min,
                    some.max,
                    some.mean,
                    some.m2,
                    edges,
                    some.at,
                    some.between,
                    some.means);
        }
        // Chan, Golub, LeVeque (1979): mean and squared differences of two samples together.
        double delta = that.mean - mean;
        long[] sumAt = new long[edges.length];
        long[] sumBetween = new long[edges.length + 1];
        float[] newMeans = new float[edges.length + 1];
        Arrays.setAll(sumAt, i -> at[i] + that.at[i]);
        Arrays.setAll(sumBetween, i -> between[i] + that.between[i]);
        for (int i = 0; i <= edges.length; i++) {
            double sum = (double) means[i] * between[i] + (double) that.means[i] * that.between[i];
            newMeans[i] = sumBetween[i] == 0 ? 0 : (float) (sum / sumBetween[i]);
        }
        return new NumericProfile(
                name,
                missing + that.missing,
                zeros + that.zeros,
                whole && that.whole,
                Math.min(min, that.min),
                Math.max(max, that.max),
                mean + delta * m / (n + m),
                m2 + that.m2 + delta * delta * ((double) n * m / (n + m)),
                edges,
                sumAt,
                sumBetween,
                newMeans);
    }
}
