package io.jenkins.plugins.modeldelivery.cluster;

import io.jenkins.plugins.modeldelivery.tree.Parallel;

/**
 * The nearest of given centres for each point.
 *
 * @param labels shape [points]; index of the centre, of equally near ones the first
 * @param squares shape [points]; squared distance to it
 */
public record Nearest(int[] labels, double[] squares) {

    private static final int PIECE = 4_096;

    /** @param centers shape [centres][width] */
    public static Nearest of(Points points, double[][] centers, int threads) {
        int n = points.count();
        int[] labels = new int[n];
        double[] squares = new double[n];
        double[] lengths = lengths(centers);
        Parallel.run(threads, (n + PIECE - 1) / PIECE, piece -> {
            int end = Math.min(n, (piece + 1) * PIECE);
            for (int i = piece * PIECE; i < end; i++) {
                double square = points.square(i);
                double best = Double.POSITIVE_INFINITY;
                for (int c = 0; c < centers.length; c++) {
                    double distance = points.distance(i, square, centers[c], lengths[c]);
                    if (distance < best) {
                        best = distance;
                        labels[i] = c;
                    }
                }
                squares[i] = best;
            }
        });
        return new Nearest(labels, squares);
    }

    /** Squared lengths, shape [centres]. */
    static double[] lengths(double[][] centers) {
        double[] lengths = new double[centers.length];
        for (int c = 0; c < centers.length; c++) {
            for (double value : centers[c]) {
                lengths[c] += value * value;
            }
        }
        return lengths;
    }
}
