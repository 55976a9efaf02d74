package io.jenkins.plugins.modeldelivery.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gradient boosting (Friedman, "Greedy function approximation", 2001) with Newton steps, as XGBoost has it: the logistic loss for two
 * classes, softmax for more, half the squared error for numbers. For machines where XGBoost's library does not load.
 */
public final class Boosting {

    /** Rows that a thread takes at a time. */
    private static final int BLOCK_ROWS = 16_384;

    private final Bins bins;
    private final float[] labels;
    private final float[] weights;
    private final int classes;
    private final Settings settings;
    private final int groups;
    private final float start;
    private final Ensemble.Link link;
    private final List<Tree> trees = new ArrayList<>();
    private final List<Integer> ofGroup = new ArrayList<>();

    /** Shape [rows * groups]; what the trees add up to. */
    private final float[] sums;

    private final float[] slopes;
    private final int[] chosen;
    private final SlopeGrower grower;

    /**
     * How to grow.
     *
     * @param depth of the deepest leaf
     * @param rate how much each tree counts
     * @param leaf smallest sum of second derivatives of one
     * @param lambda L2 regularisation of the leaves
     * @param rowShare of the rows that each tree sees
     * @param featureShare of the features that each tree sees
     * @param seed of every random choice
     * @param threads at most this many
     */
    public record Settings(
            int depth,
            double rate,
            double leaf,
            double lambda,
            double rowShare,
            double featureShare,
            long seed,
            int threads) {}

    /**
     * @param labels shape [rows]; index of the class, or the number
     * @param weights shape [rows]; null: all the same
     * @param classes how many; 0 for numbers
     */
    public Boosting(Bins bins, float[] labels, float[] weights, int classes, Settings settings) {
        this.bins = bins;
        this.labels = labels;
        this.weights = weights;
        this.classes = classes;
        this.settings = settings;
        this.groups = classes > 2 ? classes : 1;
        this.link =
                classes > 2 ? Ensemble.Link.SOFTMAX : classes == 2 ? Ensemble.Link.LOGISTIC : Ensemble.Link.IDENTITY;
        this.start = start();
        this.sums = new float[Math.multiplyExact(labels.length, groups)];
        Arrays.fill(sums, start);
        this.slopes = new float[Math.multiplyExact(2, labels.length)];
        this.chosen = new int[labels.length];
        this.grower = new SlopeGrower(
                bins,
                new Grower.Settings(settings.depth(), settings.leaf(), settings.lambda(), 1, settings.rate()),
                slopes,
                false);
        grower.threads(settings.threads());
    }

    /** Bytes of heap that growing takes beside the bins. */
    public static long bytes(long rows, int features, int classes, int depth) {
        return rows * (16 + 8L * (classes > 2 ? classes : 1)) + (depth + 2) * 16L * features * (Bins.MOST + 1);
    }

    /** One tree more; for three and more classes one for each. */
    public void round() {
        int number = trees.size() / groups;
        float[] shares = groups > 1 ? shares() : null;
        for (int group = 0; group < groups; group++) {
            derive(group, shares);
            SplittableRandom random =
                    new SplittableRandom(settings.seed() * 1_000_003 + (long) number * groups + group);
            int count = Forest.choose(chosen, weights, settings.rowShare(), random);
            trees.add(grower.grow(chosen, count, features(random), random));
            ofGroup.add(group);
            int mine = group;
            pieces((from, to) -> {
                for (int row = from; row < to; row++) {
                    sums[row * groups + mine] += grower.value(row);
                }
            });
        }
    }

    /** The share of each class, before any tree of the round is added; shape [rows * groups]. */
    private float[] shares() {
        float[] shares = new float[sums.length];
        pieces((from, to) -> {
            for (int row = from; row < to; row++) {
                int at = row * groups;
                double largest = Double.NEGATIVE_INFINITY;
                for (int g = 0; g < groups; g++) {
                    largest = Math.max(largest, sums[at + g]);
                }
                double all = 0;
                for (int g = 0; g < groups; g++) {
                    all += Math.exp(sums[at + g] - largest);
                }
                for (int g = 0; g < groups; g++) {
                    shares[at + g] = (float) (Math.exp(sums[at + g] - largest) / all);
                }
            }
        });
        return shares;
    }

    /** First and second derivatives of the loss; softmax's second one is doubled, as XGBoost's is. */
    private void derive(int group, float[] shares) {
        pieces((from, to) -> {
            for (int row = from; row < to; row++) {
                double weight = weights == null ? 1 : weights[row];
                double first;
                double second;
                if (classes == 0) {
                    first = labels[row] - sums[row];
                    second = 1;
                } else {
                    double share = classes == 2 ? 1 / (1 + Math.exp(-sums[row])) : shares[row * groups + group];
                    double truth = classes == 2 ? labels[row] : (int) labels[row] == group ? 1 : 0;
                    first = truth - share;
                    second = Math.max(share * (1 - share) * (classes == 2 ? 1 : 2), 1e-16);
                }
                slopes[2 * row] = (float) (weight * first);
                slopes[2 * row + 1] = (float) (weight * second);
            }
        });
    }

    private int[] features(SplittableRandom random) {
        int[] all = new int[bins.features()];
        Arrays.setAll(all, f -> f);
        int count = Math.max(1, (int) Math.round(settings.featureShare() * all.length));
        for (int i = 0; i < count && count < all.length; i++) {
            int j = i + random.nextInt(all.length - i);
            int kept = all[i];
            all[i] = all[j];
            all[j] = kept;
        }
        int[] some = Arrays.copyOf(all, count);
        Arrays.sort(some);
        return some;
    }

    private interface Piece {
        void take(int from, int to);
    }

    private void pieces(Piece piece) {
        int count = (labels.length + BLOCK_ROWS - 1) / BLOCK_ROWS;
        Parallel.run(
                settings.threads(),
                count,
                i -> piece.take(i * BLOCK_ROWS, Math.min(labels.length, (i + 1) * BLOCK_ROWS)));
    }

    /** The mean, or for two classes the log odds of it: what a tree of one leaf would come to. */
    private float start() {
        if (classes > 2) {
            return 0.5f;
        }
        double sum = 0;
        double all = 0;
        for (int i = 0; i < labels.length; i++) {
            double weight = weights == null ? 1 : weights[i];
            sum += weight * labels[i];
            all += weight;
        }
        double mean = all > 0 ? sum / all : 0;
        if (classes == 0) {
            return (float) mean;
        }
        double inside = Math.max(1e-6, Math.min(1 - 1e-6, mean));
        return XGBoostFormat.logOdds((float) inside);
    }

    /** What the last round added to the sums, before the link. */
    public Ensemble newest() {
        int first = trees.size() - groups;
        return new Ensemble(
                trees.subList(first, trees.size()),
                ofGroup.subList(first, trees.size()).stream()
                        .mapToInt(Integer::intValue)
                        .toArray(),
                groups,
                bins.width(),
                0,
                Ensemble.Link.IDENTITY);
    }

    /** What has grown so far. */
    public Ensemble ensemble() {
        return new Ensemble(
                trees, ofGroup.stream().mapToInt(Integer::intValue).toArray(), groups, bins.width(), start, link);
    }
}
