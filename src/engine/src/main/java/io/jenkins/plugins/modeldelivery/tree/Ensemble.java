package io.jenkins.plugins.modeldelivery.tree;

import java.util.List;
import java.util.Objects;

/**
 * Trees whose leaves add up, boosted or a forest.
 *
 * @param trees in the order in which they are added
 * @param groups shape [trees]; the output that each adds to; unused by trees as wide as the outputs
 * @param outputs how many sums there are
 * @param columns how many columns a row has
 * @param start what every sum starts from
 * @param link what makes predictions of the sums
 */
public record Ensemble(List<Tree> trees, int[] groups, int outputs, int columns, float start, Link link) {

    /** What makes predictions of sums. */
    public enum Link {
        /** Nothing. */
        IDENTITY,
        /** {@code 1 / (1 + exp(-sum))}. */
        LOGISTIC,
        /** Shares of {@code exp(sum)} among the outputs. */
        SOFTMAX
    }

    /** IllegalArgumentException if a tree does not fit the rest. */
    public Ensemble {
        trees = List.copyOf(trees);
        Objects.requireNonNull(link, "link");
        if (groups.length != trees.size() || outputs < 1 || !Float.isFinite(start)) {
            throw new IllegalArgumentException("The trees are not told completely");
        }
        for (int t = 0; t < groups.length; t++) {
            Tree tree = trees.get(t);
            if (groups[t] < 0 || groups[t] >= outputs || tree.width() != 1 && tree.width() != outputs) {
                throw new IllegalArgumentException("A tree adds to an output that does not exist");
            }
            for (int n = 0; n < tree.nodes(); n++) {
                if (tree.left()[n] >= 0 && (tree.columns()[n] < 0 || tree.columns()[n] >= columns)) {
                    throw new IllegalArgumentException("A tree asks for a column that does not exist");
                }
            }
        }
    }

    /** The same with the first trees only. */
    public Ensemble first(int count) {
        return new Ensemble(
                trees.subList(0, count), java.util.Arrays.copyOf(groups, count), outputs, columns, start, link);
    }

    /**
     * Predicts rows.
     *
     * @param rows shape [count * columns], NaN is missing
     * @param values receives the predictions from that index on, shape [count * outputs]; single precision, as XGBoost has it
     */
    public void predict(float[] rows, int count, double[] values, int from) {
        float[] sums = new float[count * outputs];
        java.util.Arrays.fill(sums, start);
        for (int t = 0; t < groups.length; t++) {
            Tree tree = trees.get(t);
            for (int row = 0; row < count; row++) {
                int leaf = tree.leaf(rows, row * columns);
                if (tree.width() == 1) {
                    sums[row * outputs + groups[t]] += tree.values()[leaf];
                } else {
                    for (int o = 0; o < outputs; o++) {
                        sums[row * outputs + o] += tree.values()[leaf * outputs + o];
                    }
                }
            }
        }
        for (int row = 0; row < count; row++) {
            link(sums, row * outputs, values, from + row * outputs);
        }
    }

    private void link(float[] sums, int at, double[] values, int to) {
        double all = 0;
        float largest = Float.NEGATIVE_INFINITY;
        for (int o = 0; o < outputs; o++) {
            largest = Math.max(largest, sums[at + o]);
        }
        for (int o = 0; o < outputs; o++) {
            double sum = sums[at + o];
            values[to + o] = switch (link) {
                case IDENTITY -> sum;
                case LOGISTIC -> (float) (1 / (1 + Math.exp(-sum)));
                case SOFTMAX -> Math.exp(sum - largest);
            };
            all += values[to + o];
        }
        for (int o = 0; o < outputs && link == Link.SOFTMAX; o++) {
            values[to + o] = (float) (values[to + o] / all);
        }
    }

    /** Sum of the gains of the splits on each column, shape [columns]. */
    public double[] gains() {
        double[] gains = new double[columns];
        for (Tree tree : trees) {
            for (int n = 0; n < tree.nodes(); n++) {
                if (tree.left()[n] >= 0) {
                    gains[tree.columns()[n]] += tree.gains()[n];
                }
            }
        }
        return gains;
    }
}
