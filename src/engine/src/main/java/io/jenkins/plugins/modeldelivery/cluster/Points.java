package io.jenkins.plugins.modeldelivery.cluster;

/**
 * Rows as points, compressed sparse row format: what is not listed is zero.
 *
 * @param starts shape [points + 1]; where the cells of each start
 * @param columns shape [cells]; ascending within a point
 * @param values shape [cells]
 * @param width how many coordinates a point has
 */
public record Points(long[] starts, int[] columns, float[] values, int width) {

    /** How many. */
    public int count() {
        return starts.length - 1;
    }

    /** Squared length. */
    double square(int point) {
        double sum = 0;
        for (int i = (int) starts[point]; i < starts[point + 1]; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }

    /**
     * Squared distance to a centre.
     *
     * @param square of the point
     * @param center shape [width]
     * @param centerSquare squared length of the centre
     */
    double distance(int point, double square, double[] center, double centerSquare) {
        double product = 0;
        for (int i = (int) starts[point]; i < starts[point + 1]; i++) {
            product += values[i] * center[columns[i]];
        }
        // Rounding may leave a trace below 0 where the two are the same.
        return Math.max(0, square - 2 * product + centerSquare);
    }

    /** Distance of two points, computed from the differences: exact also where they are near each other. */
    public double distance(int one, int other) {
        double sum = 0;
        int i = (int) starts[one];
        int j = (int) starts[other];
        int endI = (int) starts[one + 1];
        int endJ = (int) starts[other + 1];
        while (i < endI && j < endJ) {
            double difference;
            if (columns[i] == columns[j]) {
                difference = (double) values[i++] - values[j++];
            } else if (columns[i] < columns[j]) {
                difference = values[i++];
            } else {
                difference = values[j++];
            }
            sum += difference * difference;
        }
        for (; i < endI; i++) {
            sum += (double) values[i] * values[i];
        }
        for (; j < endJ; j++) {
            sum += (double) values[j] * values[j];
        }
        return Math.sqrt(sum);
    }

    /** Adds a point, so many times, to a sum of shape [width]. */
    public void add(int point, double times, double[] sum) {
        for (int i = (int) starts[point]; i < starts[point + 1]; i++) {
            sum[columns[i]] += times * values[i];
        }
    }

    /** All coordinates, shape [width]. */
    double[] coordinates(int point) {
        double[] all = new double[width];
        add(point, 1, all);
        return all;
    }

    /** Mean over the coordinates of their variance over the points. */
    double variance() {
        double[] sums = new double[width];
        double[] squares = new double[width];
        for (int i = 0; i < values.length; i++) {
            sums[columns[i]] += values[i];
            squares[columns[i]] += (double) values[i] * values[i];
        }
        double mean = 0;
        for (int c = 0; c < width; c++) {
            double average = sums[c] / count();
            mean += Math.max(0, squares[c] / count() - average * average) / width;
        }
        return mean;
    }
}
