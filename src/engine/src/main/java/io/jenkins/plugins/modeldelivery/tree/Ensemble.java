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
