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
        float[] values = column.values();
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        boolean whole = true;
        int present = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                present++;
                min = Math.min(min, value);
                max = Math.max(max, value);
                whole &= value == Math.rint(value);
            }
        }
        return count(column, Grid.edges(values, present, min, max, whole)).rounded();
    }

    @Override
    public NumericProfile project(Column column) {
        return count(ColumnProfile.expect(this, column, Column.Numeric.class), edges);
    }

    private static NumericProfile count(Column.Numeric column, float[] edges) {
        Grid grid = new Grid(edges);
        long[] counts = new long[2 * edges.length + 1];
        double[] sums = new double[2 * edges.length + 1];
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        boolean whole = true;
        long present = 0;
        long zeros = 0;
        double sum = 0;
        for (float value : column.values()) {
            if (Float.isNaN(value)) {
                continue;
            }
            int place = grid.place(value);
            counts[place]++;
            sums[place] += value;
            present++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
            whole &= value == Math.rint(value);
            if (value == 0) {
                zeros++;
            }
        }
        double mean = present == 0 ? 0 : sum / present;
        // A second pass: the one-pass formula loses all digits when the mean is large against the spread.
        double m2 = 0;
        double rest = 0;
        for (float value : column.values()) {
            if (!Float.isNaN(value)) {
                double d = value - mean;
                m2 += d * d;
                rest += d;
            }
        }
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
                zeros,
                present > 0 && whole,
                present == 0 ? null : (double) min,
                present == 0 ? null : (double) max,
                mean,
                present == 0 ? 0 : Math.max(0, m2 - rest * rest / present),
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
