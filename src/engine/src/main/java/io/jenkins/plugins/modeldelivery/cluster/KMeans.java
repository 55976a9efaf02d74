package io.jenkins.plugins.modeldelivery.cluster;

import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Clusters of the smallest sum of squared distances of points to their cluster's mean, by Lloyd's iterations from several
 * first centres ({@link Seeding}). Most distances are not computed: bounds tell that a point stays where it is (Hamerly,
 * "Making k-means even faster", 2010). An iteration ends, and a cluster that has lost all its points begins anew, as in
 * scikit-learn. The sums are made in pieces that depend on the data alone, so that the result is the same on any number of
 * threads.
 *
 * @param clusters how many
 * @param starts how often to begin
 * @param iterations most of each start
 * @param seed of the first centres
 * @param threads at most this many
 */
public record KMeans(int clusters, int starts, int iterations, long seed, int threads) {

    /** Sum of squared shifts of the centres, relative to the variance, that counts as none: scikit-learn's default. */
    private static final double TOLERANCE = 1e-4;

    /** Bounds that differ by less are rounding. */
    private static final double SLACK = 1 + 1e-9;

    private static final int MOST_PIECES = 64;
    /** Cells of sums that the pieces have together. */
    private static final int MOST_CELLS = 1 << 22;

    /**
     * What was found.
     *
     * @param centers shape [clusters][width]
     * @param labels shape [points]; index of the nearest centre
     * @param squares shape [points]; squared distance to it
     * @param inertia weighted sum of them
     * @param steps iterations that it took
     */
    public record Outcome(double[][] centers, int[] labels, double[] squares, double inertia, int steps) {}

    /**
     * Finds them.
     *
     * @param weights shape [points], how much each counts; null: all the same
     * @param log receives a line a start
     * @throws TooFewPoints there are fewer distinct points than clusters
     */
    public Outcome fit(Points points, float[] weights, Consumer<String> log) {
        Outcome best = null;
        for (int start = 0; start < starts; start++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + start);
            double[][] first = Seeding.centers(points, weights, clusters, random, pieces(points.width()), threads);
            Outcome found = from(points, weights, first);
            best = best == null || found.inertia < best.inertia ? found : best;
            log.accept(String.format(
                    java.util.Locale.ROOT,
                    "  start %d of %d: inertia %.6g after %d steps%s",
                    start + 1,
                    starts,
                    found.inertia,
                    found.steps,
                    best == found && starts > 1 ? ", the tightest so far" : ""));
        }
        return best;
    }

    /**
     * From given centres.
     *
     * @param first shape [clusters][width]
     */
    public Outcome from(Points points, float[] weights, double[][] first) {
        return new Run(points, weights, first).run();
    }

    private int pieces(int width) {
        return Math.max(4, Math.min(MOST_PIECES, MOST_CELLS / Math.max(1, clusters * width)));
    }

    /** One start. */
    private final class Run {
        private final Points points;
        private final float[] weights;
        private final int pieces;
        private final int n;
        private final double[][] centers;
        private final int[] labels;
        private final double[] squares;
        /** By point: at least its distance to its own centre; at most its distance to any other. */
        private final double[] upper;

        private final double[] lower;

        private Run(Points points, float[] weights, double[][] first) {
            this.points = points;
            this.weights = weights;
            this.pieces = pieces(points.width());
            this.n = points.count();
            this.centers = Arrays.stream(first).map(double[]::clone).toArray(double[][]::new);
            this.labels = new int[n];
            this.squares = new double[n];
            this.upper = new double[n];
            this.lower = new double[n];
            Arrays.fill(upper, Double.POSITIVE_INFINITY);
            Parallel.run(threads, pieces, piece -> {
                for (int i = start(piece); i < start(piece + 1); i++) {
                    squares[i] = points.square(i);
                }
            });
        }

        private int start(int piece) {
            return (int) ((long) piece * n / pieces);
        }

        private double weight(int point) {
            return weights == null ? 1 : weights[point];
        }

        Outcome run() {
            double tolerance = TOLERANCE * points.variance();
            int step = 0;
            while (step < iterations) {
                long moved = assign();
                if (step > 0 && moved == 0) {
                    break;
                }
                step++;
                if (update() <= tolerance) {
                    break;
                }
            }
            Nearest nearest = Nearest.of(points, centers, threads);
            double inertia = 0;
            for (int i = 0; i < n; i++) {
                inertia += weight(i) * nearest.squares()[i];
            }
            return new Outcome(centers, nearest.labels(), nearest.squares(), inertia, step);
        }

        /** Gives each point to its nearest centre; how many got another one. */
        private long assign() {
            double[] lengths = Nearest.lengths(centers);
            double[] half = halfToNext();
            long[] moved = new long[pieces];
            Parallel.run(threads, pieces, piece -> {
                for (int i = start(piece); i < start(piece + 1); i++) {
                    int own = labels[i];
                    double safe = Math.max(half[own], lower[i]);
                    if (upper[i] * SLACK < safe) {
                        continue;
                    }
                    upper[i] = Math.sqrt(points.distance(i, squares[i], centers[own], lengths[own]));
                    if (upper[i] * SLACK < safe) {
                        continue;
                    }
                    moved[piece] += search(i, lengths) ? 1 : 0;
                }
            });
            return Arrays.stream(moved).sum();
        }

        /** Looks at all centres; whether the nearest is another one than before. */
        private boolean search(int i, double[] lengths) {
            double best = Double.POSITIVE_INFINITY;
            double second = Double.POSITIVE_INFINITY;
            int nearest = 0;
            for (int c = 0; c < centers.length; c++) {
                double distance = points.distance(i, squares[i], centers[c], lengths[c]);
                if (distance < best) {
                    second = best;
                    best = distance;
                    nearest = c;
                } else if (distance < second) {
                    second = distance;
                }
            }
            boolean other = nearest != labels[i];
            labels[i] = nearest;
            upper[i] = Math.sqrt(best);
            lower[i] = Math.sqrt(second);
            return other;
        }

        /** By centre half its distance to the next: what is nearer than that is nearest to it. */
        private double[] halfToNext() {
            double[] half = new double[centers.length];
            Parallel.run(threads, centers.length, c -> {
                double least = Double.POSITIVE_INFINITY;
                for (int other = 0; other < centers.length; other++) {
                    if (other != c) {
                        least = Math.min(least, apart(centers[c], centers[other]));
                    }
                }
                half[c] = Math.sqrt(least) / 2;
            });
            return half;
        }

        /** Moves each centre to the mean of its points; the sum of the squared shifts. */
        private double update() {
            double[][][] sums = new double[pieces][][];
            double[][] counts = new double[pieces][centers.length];
            Parallel.run(threads, pieces, piece -> {
                sums[piece] = new double[centers.length][points.width()];
                for (int i = start(piece); i < start(piece + 1); i++) {
                    points.add(i, weight(i), sums[piece][labels[i]]);
                    counts[piece][labels[i]] += weight(i);
                }
            });
            double[][] sum = sums[0];
            double[] count = counts[0];
            for (int piece = 1; piece < pieces; piece++) {
                for (int c = 0; c < centers.length; c++) {
                    for (int d = 0; d < points.width(); d++) {
                        sum[c][d] += sums[piece][c][d];
                    }
                    count[c] += counts[piece][c];
                }
            }
            refill(sum, count);
            double[] shifts = new double[centers.length];
            double total = 0;
            int farthest = 0;
            for (int c = 0; c < centers.length; c++) {
                for (int d = 0; d < points.width() && count[c] > 0; d++) {
                    double mean = sum[c][d] / count[c];
                    shifts[c] += (mean - centers[c][d]) * (mean - centers[c][d]);
                    centers[c][d] = mean;
                }
                total += shifts[c];
                shifts[c] = Math.sqrt(shifts[c]);
                farthest = shifts[c] > shifts[farthest] ? c : farthest;
            }
            double most = shifts[farthest];
            double next = 0;
            for (int c = 0; c < centers.length; c++) {
                next = c == farthest ? next : Math.max(next, shifts[c]);
            }
            for (int i = 0; i < n; i++) {
                upper[i] += shifts[labels[i]];
                lower[i] -= labels[i] == farthest ? next : most;
            }
            return total;
        }

        /** A cluster without points takes the one that is farthest from its centre. */
        private void refill(double[][] sum, double[] count) {
            double[] lengths = null;
            boolean[] taken = null;
            for (int c = 0; c < centers.length; c++) {
                if (count[c] > 0) {
                    continue;
                }
                lengths = lengths == null ? Nearest.lengths(centers) : lengths;
                taken = taken == null ? new boolean[n] : taken;
                int farthest = -1;
                double most = 0;
                for (int i = 0; i < n; i++) {
                    double distance = points.distance(i, squares[i], centers[labels[i]], lengths[labels[i]]);
                    if (!taken[i] && weight(i) > 0 && distance > most) {
                        most = distance;
                        farthest = i;
                    }
                }
                if (farthest < 0) {
                    continue;
                }
                taken[farthest] = true;
                points.add(farthest, -weight(farthest), sum[labels[farthest]]);
                count[labels[farthest]] -= weight(farthest);
                Arrays.fill(sum[c], 0);
                points.add(farthest, weight(farthest), sum[c]);
                count[c] = weight(farthest);
            }
        }
    }

    /** Squared distance of two centres. */
    static double apart(double[] one, double[] other) {
        double sum = 0;
        for (int d = 0; d < one.length; d++) {
            sum += (one[d] - other[d]) * (one[d] - other[d]);
        }
        return sum;
    }
}
