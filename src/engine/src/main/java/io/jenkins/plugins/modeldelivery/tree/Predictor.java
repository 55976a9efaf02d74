package io.jenkins.plugins.modeldelivery.tree;

import java.util.Arrays;

/**
 * Predicts with an ensemble. All that a step down a tree asks for lies side by side, and many rows pass through one tree before the
 * next is touched: a forest is larger than the processor's cache.
 */
public final class Predictor {

    private static final int NODE = 4;
    private static final int RIGHT = 1;
    private static final int COLUMN = 2;
    private static final int CONDITION = 3;

    private final Ensemble ensemble;

    /** Shape [trees][nodes * 4]: left child's place or, below 0, -1 less the leaf's number; right's; column and missing; condition. */
    private final int[][] trees;

    /** Shape [columns]; where a column stands in the rows to predict; -1: no tree asks for it. */
    private final int[] places;

    private final int width;

    public Predictor(Ensemble ensemble) {
        this.ensemble = ensemble;
        this.places = new int[ensemble.columns()];
        Arrays.fill(places, -1);
        int used = 0;
        for (Tree tree : ensemble.trees()) {
            for (int n = 0; n < tree.nodes(); n++) {
                if (tree.left()[n] >= 0 && places[tree.columns()[n]] < 0) {
                    places[tree.columns()[n]] = used++;
                }
            }
        }
        this.width = used;
        this.trees = new int[ensemble.trees().size()][];
        for (int t = 0; t < trees.length; t++) {
            Tree tree = ensemble.trees().get(t);
            int[] packed = new int[Math.multiplyExact(NODE, tree.nodes())];
            for (int n = 0; n < tree.nodes(); n++) {
                boolean leaf = tree.left()[n] < 0;
                packed[NODE * n] = leaf ? -1 - n : NODE * tree.left()[n];
                packed[NODE * n + RIGHT] = leaf ? 0 : NODE * tree.right()[n];
                packed[NODE * n + COLUMN] = leaf ? 0 : 2 * places[tree.columns()[n]] + (tree.missingLeft()[n] ? 1 : 0);
                packed[NODE * n + CONDITION] = Float.floatToRawIntBits(tree.conditions()[n]);
            }
            trees[t] = packed;
        }
    }

    /** Where each column stands in the rows to predict, shape [columns]; -1: nowhere, no tree asks for it. */
    public int[] places() {
        return places;
    }

    /** Columns of the rows to predict. */
    public int width() {
        return width;
    }

    /**
     * Predicts rows.
     *
     * @param rows shape [count * {@link #width}], columns at their {@link #places}, NaN is missing
     * @param values receives the predictions from that index on, shape [count * outputs]; single precision, as XGBoost has it
     */
    public void predict(float[] rows, int count, double[] values, int from) {
        int outputs = ensemble.outputs();
        int columns = width;
        float[] sums = new float[count * outputs];
        Arrays.fill(sums, ensemble.start());
        for (int t = 0; t < trees.length; t++) {
            Tree tree = ensemble.trees().get(t);
            int[] packed = trees[t];
            float[] leaves = tree.values();
            if (tree.width() == 1) {
                int group = ensemble.groups()[t];
                for (int row = 0; row < count; row++) {
                    sums[row * outputs + group] += leaves[leaf(packed, rows, row * columns)];
                }
            } else {
                for (int row = 0; row < count; row++) {
                    int leaf = leaf(packed, rows, row * columns) * outputs;
                    for (int o = 0; o < outputs; o++) {
                        sums[row * outputs + o] += leaves[leaf + o];
                    }
                }
            }
        }
        for (int row = 0; row < count; row++) {
            link(sums, row * outputs, values, from + row * outputs);
        }
    }

    private static int leaf(int[] packed, float[] rows, int from) {
        int at = 0;
        int next = packed[0];
        while (next >= 0) {
            int column = packed[at + COLUMN];
            float value = rows[from + (column >> 1)];
            // A comparison with NaN is false: only what does not go left can be missing.
            boolean goesLeft =
                    value < Float.intBitsToFloat(packed[at + CONDITION]) || value != value && (column & 1) != 0;
            at = goesLeft ? next : packed[at + RIGHT];
            next = packed[at];
        }
        return -1 - next;
    }

    private void link(float[] sums, int at, double[] values, int to) {
        int outputs = ensemble.outputs();
        double all = 0;
        float largest = Float.NEGATIVE_INFINITY;
        for (int o = 0; o < outputs; o++) {
            largest = Math.max(largest, sums[at + o]);
        }
        for (int o = 0; o < outputs; o++) {
            double sum = sums[at + o];
            values[to + o] = switch (ensemble.link()) {
                case IDENTITY -> sum;
                case LOGISTIC -> (float) (1 / (1 + Math.exp(-sum)));
                case SOFTMAX -> Math.exp(sum - largest);
            };
            all += values[to + o];
        }
        for (int o = 0; o < outputs && ensemble.link() == Ensemble.Link.SOFTMAX; o++) {
            values[to + o] = (float) (values[to + o] / all);
        }
    }
}
