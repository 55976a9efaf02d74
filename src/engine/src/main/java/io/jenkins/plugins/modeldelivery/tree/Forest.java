package io.jenkins.plugins.modeldelivery.tree;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A forest (Breiman, "Random forests", 2001): deep trees on samples of the rows, each split among a sample of the features,
 * averaged. For two classes the leaves are the share of the second (Malley et al., "Probability machines", 2012), for more the share
 * of each, for numbers the mean. Every tree has its own random numbers, so that the forest does not depend on the threads.
 */
public final class Forest {

    private Forest() {}

    /**
     * How to grow.
     *
     * @param trees how many
     * @param depth of the deepest leaf
     * @param leaf smallest weight of one
     * @param rowShare of the rows that each tree sees, drawn without putting back
     * @param featureShare of the features that each split may choose from; 0: as usual, few for classes, so that the trees
     *     differ, as many as the root of their number, and half of them for numbers
     * @param seed of every random choice
     * @param threads at most this many
     */
    public record Settings(
            int trees, int depth, double leaf, double rowShare, double featureShare, long seed, int threads) {}

    /**
     * Grows a forest.
     *
     * @param labels shape [rows]; index of the class, or the number
     * @param weights shape [rows]; null: all the same
     * @param classes how many; 0 for numbers
     * @param grown is told how many trees there are, from any thread; what it throws ends the forest
     */
    public static Ensemble grow(
            Bins bins, float[] labels, float[] weights, int classes, Settings settings, IntConsumer grown) {
        int rows = bins.rows();
        boolean wide = classes > 2;
        double mean = classes == 0 ? mean(labels, weights) : 0;
        float[] slopes = wide ? null : slopes(labels, weights, mean);
        int[] kinds = wide ? kinds(labels) : null;
        Grower.Settings how = new Grower.Settings(
                settings.depth(), settings.leaf(), 0, share(bins, classes, settings), 1.0 / settings.trees());
        int[] features = new int[bins.features()];
        Arrays.setAll(features, f -> f);
        Tree[] trees = new Tree[settings.trees()];
        AtomicInteger done = new AtomicInteger();
        Parallel.run(settings.threads(), trees.length, () -> {
            Grower grower = wide
                    ? new ClassGrower(bins, how, kinds, weights, classes)
                    : new SlopeGrower(bins, how, slopes, classes == 2);
            int[] chosen = new int[rows];
            return t -> {
                SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + t);
                int count = choose(chosen, weights, settings.rowShare(), random);
                trees[t] = grower.grow(chosen, count, features, random);
                // Counted and told in one go: of two threads the one that is behind would else tell the smaller number
                // last.
                synchronized (done) {
                    grown.accept(done.incrementAndGet());
                }
            };
        });
        return new Ensemble(
                List.of(trees),
                new int[trees.length],
                wide ? classes : 1,
                bins.width(),
                (float) mean,
                Ensemble.Link.IDENTITY);
    }

    private static double share(Bins bins, int classes, Settings settings) {
        double usual = classes == 0 ? 0.5 : 1 / Math.sqrt(bins.features());
        return settings.featureShare() > 0 ? settings.featureShare() : usual;
    }

    /** Bytes of heap that growing takes beside the bins: rows of each thread's tree, and its histograms down to the leaves. */
    public static long bytes(long rows, int features, int classes, int depth, int threads) {
        int stride = classes > 2 ? classes : 2;
        long histogram = 8L * stride * features * (Bins.MOST + 1);
        return 12 * rows + threads * (8 * rows + (depth + 2) * histogram);
    }

    /** Rows for a tree, ascending: such a share of those that weigh anything, at least one. */
    static int choose(int[] chosen, float[] weights, double share, SplittableRandom random) {
        int count = 0;
        int last = -1;
        for (int row = 0; row < chosen.length; row++) {
            if (weights != null && !(weights[row] > 0)) {
                continue;
            }
            last = row;
            if (share >= 1 || random.nextDouble() < share) {
                chosen[count++] = row;
            }
        }
        if (count == 0 && last >= 0) {
            chosen[count++] = last;
        }
        return count;
    }

    private static double mean(float[] labels, float[] weights) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < labels.length; i++) {
            double weight = weights == null ? 1 : weights[i];
            sum += weight * labels[i];
            all += weight;
        }
        // As single precision keeps it: the trees correct the rest.
        return all > 0 ? (float) (sum / all) : 0;
    }

    private static float[] slopes(float[] labels, float[] weights, double mean) {
        float[] slopes = new float[Math.multiplyExact(2, labels.length)];
        for (int i = 0; i < labels.length; i++) {
            float weight = weights == null ? 1 : weights[i];
            slopes[2 * i] = (float) (weight * (labels[i] - mean));
            slopes[2 * i + 1] = weight;
        }
        return slopes;
    }

    private static int[] kinds(float[] labels) {
        int[] kinds = new int[labels.length];
        Arrays.setAll(kinds, i -> (int) labels[i]);
        return kinds;
    }
}
