package io.jenkins.plugins.modeldelivery.cluster;

import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.SplittableRandom;

/**
 * First centres: points far from one another, by greedy k-means++ (Arthur and Vassilvitskii, "k-means++: the advantages of
 * careful seeding", 2007, with the several candidates for each centre of which they tell in section 5, as scikit-learn does).
 */
final class Seeding {

    private final Points points;
    private final float[] weights;
    private final int pieces;
    private final int threads;
    private final double[] squares;
    /** By point its squared distance to the nearest centre so far. */
    private final double[] nearest;

    private Seeding(Points points, float[] weights, int pieces, int threads) {
        this.points = points;
        this.weights = weights;
        this.pieces = pieces;
        this.threads = threads;
        this.squares = new double[points.count()];
        this.nearest = new double[points.count()];
        Parallel.run(threads, pieces, piece -> {
            for (int i = start(piece); i < start(piece + 1); i++) {
                squares[i] = points.square(i);
                nearest[i] = Double.POSITIVE_INFINITY;
            }
        });
    }

    /**
     * Draws centres.
     *
     * @param weights shape [points]; null: each counts once
     * @param pieces the points are summed up in; the result depends on it, and not on the threads
     * @throws TooFewPoints there are fewer distinct points than centres wanted
     */
    static double[][] centers(
            Points points, float[] weights, int count, SplittableRandom random, int pieces, int threads) {
        return new Seeding(points, weights, pieces, threads).draw(count, random);
    }

    private int start(int piece) {
        return (int) ((long) piece * points.count() / pieces);
    }

    private double weight(int point) {
        return weights == null ? 1 : weights[point];
    }

    private double[][] draw(int count, SplittableRandom random) {
        double[][] centers = new double[count][];
        int candidates = 2 + (int) Math.log(count);
        // At first all are as far as each other: the draw is by weight alone.
        double[] far = new double[pieces];
        for (int piece = 0; piece < pieces; piece++) {
            for (int i = start(piece); i < start(piece + 1); i++) {
                far[piece] += weight(i);
            }
        }
        centers[0] = points.coordinates(drawn(far, random.nextDouble(), false));
        far = accept(centers[0]);
        for (int c = 1; c < count; c++) {
            double[][] drawn = new double[candidates][];
            for (int d = 0; d < candidates; d++) {
                int point = drawn(far, random.nextDouble(), true);
                if (point < 0) {
                    throw new TooFewPoints(c);
                }
                drawn[d] = points.coordinates(point);
            }
            centers[c] = drawn[best(drawn)];
            far = accept(centers[c]);
        }
        return centers;
    }

    /**
     * A point by its share of the sum; -1 if the sum is 0.
     *
     * @param sums of the pieces
     * @param distant whether points count by their distance, else by weight alone
     */
    private int drawn(double[] sums, double at, boolean distant) {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        if (!(total > 0)) {
            return -1;
        }
        double left = at * total;
        int last = -1;
        for (int piece = 0; piece < pieces; piece++) {
            if (left >= sums[piece] && piece < pieces - 1) {
                left -= sums[piece];
                continue;
            }
            for (int i = start(piece); i < start(piece + 1); i++) {
                double share = weight(i) * (distant ? nearest[i] : 1);
                if (share > 0) {
                    last = i;
                    if (left < share) {
                        return i;
                    }
                    left -= share;
                }
            }
        }
        return last >= 0 ? last : anyWithShare(distant);
    }

    /** Rounding has eaten up the last piece. */
    private int anyWithShare(boolean distant) {
        for (int i = points.count() - 1; i >= 0; i--) {
            if (weight(i) * (distant ? nearest[i] : 1) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** The candidate that leaves the points nearest to their centres. */
    private int best(double[][] candidates) {
        double[] lengths = Nearest.lengths(candidates);
        double[][] left = new double[pieces][candidates.length];
        Parallel.run(threads, pieces, piece -> {
            for (int i = start(piece); i < start(piece + 1); i++) {
                for (int d = 0; d < candidates.length; d++) {
                    double distance = points.distance(i, squares[i], candidates[d], lengths[d]);
                    left[piece][d] += weight(i) * Math.min(nearest[i], distance);
                }
            }
        });
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int d = 0; d < candidates.length; d++) {
            double sum = 0;
            for (double[] piece : left) {
                sum += piece[d];
            }
            if (sum < least) {
                least = sum;
                best = d;
            }
        }
        return best;
    }

    /** Takes a centre in; the sums of the pieces thereafter. */
    private double[] accept(double[] center) {
        double length = Nearest.lengths(new double[][] {center})[0];
        double[] sums = new double[pieces];
        Parallel.run(threads, pieces, piece -> {
            double sum = 0;
            for (int i = start(piece); i < start(piece + 1); i++) {
                nearest[i] = Math.min(nearest[i], points.distance(i, squares[i], center, length));
                sum += weight(i) * nearest[i];
            }
            sums[piece] = sum;
        });
        return sums;
    }
}
