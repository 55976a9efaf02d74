package io.jenkins.plugins.modeldelivery.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An isolation forest (Liu, Ting and Zhou, "Isolation forest", 2008): trees that split a few rows at random until each is
 * alone. Rows that are soon alone are unusual. A split chooses among the features, then among the columns of the one chosen,
 * so that a category of many values counts no more than a number. Each tree has random numbers of its own: the forest is the
 * same on any number of threads.
 *
 * @param sample rows that each tree saw
 * @param trees the trees
 */
public record IsolationForest(int sample, List<IsolationTree> trees) {

    private static final int PIECE = 2_048;

    public IsolationForest {
        trees = List.copyOf(trees);
        if (sample < 2 || trees.isEmpty()) {
            throw new IllegalArgumentException("A forest of " + trees.size() + " trees of " + sample + " rows");
        }
    }

    /** Rows that are wanted in full. */
    public interface Rows {
        /** How many. */
        int count();

        /** Columns of each. */
        int width();

        /** Writes a row into a buffer of shape [width]; what was in it may be anything. */
        void read(int row, float[] buffer);
    }

    /**
     * Grows one.
     *
     * @param owners shape [columns]; the feature of each column, ascending from 0
     * @param sample rows a tree, at most as many as there are
     */
    public static IsolationForest grow(Rows rows, int[] owners, int trees, int sample, long seed, int threads) {
        int taken = Math.min(sample, rows.count());
        int[][] columns = columns(owners);
        IsolationTree[] grown = new IsolationTree[trees];
        Parallel.run(threads, trees, tree -> {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + tree);
            int[] drawn = draw(rows.count(), taken, random);
            float[][] seen = new float[taken][rows.width()];
            for (int i = 0; i < taken; i++) {
                rows.read(drawn[i], seen[i]);
            }
            grown[tree] = new Grower(seen, columns, random).grow();
        });
        return new IsolationForest(taken, Arrays.asList(grown));
    }

    private static int[][] columns(int[] owners) {
        List<List<Integer>> all = new ArrayList<>();
        for (int c = 0; c < owners.length; c++) {
            while (all.size() <= owners[c]) {
                all.add(new ArrayList<>());
            }
            all.get(owners[c]).add(c);
        }
        return all.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Different rows, each set as likely as any other: Floyd's algorithm (Bentley, CACM 30, 1987). */
    private static int[] draw(int rows, int count, SplittableRandom random) {
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int i = rows - count; i < rows; i++) {
            int one = random.nextInt(i + 1);
            if (!chosen.add(one)) {
                chosen.add(i);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * How unusual rows are: 2 to the power of minus the mean depth over the expected one; near 1 alone, 0.5 as expected.
     *
     * @return shape [rows]
     */
    public double[] scores(Rows rows, int threads) {
        double[] scores = new double[rows.count()];
        double expected = trees.size() * IsolationTree.path(sample);
        Parallel.run(threads, (scores.length + PIECE - 1) / PIECE, piece -> {
            float[] row = new float[rows.width()];
            int end = Math.min(scores.length, (piece + 1) * PIECE);
            for (int i = piece * PIECE; i < end; i++) {
                rows.read(i, row);
                double depth = 0;
                for (IsolationTree tree : trees) {
                    depth += tree.depth(row);
                }
                scores[i] = Math.pow(2, -depth / expected);
            }
        });
        return scores;
    }

    /**
     * What makes rows unusual.
     *
     * @return shape [rows][columns]; mean steps that splits by a column save a row; negative: it is usual in that
     */
    public double[][] reasons(Rows rows) {
        double[][] saved = new double[rows.count()][rows.width()];
        float[] row = new float[rows.width()];
        for (int i = 0; i < saved.length; i++) {
            rows.read(i, row);
            for (IsolationTree tree : trees) {
                tree.explain(row, saved[i]);
            }
            for (int c = 0; c < saved[i].length; c++) {
                saved[i][c] /= trees.size();
            }
        }
        return saved;
    }

    /** Grows one tree, to the depth at which half of a balanced tree's rows are alone. */
    private static final class Grower {
        private final float[][] rows;
        private final int[][] features;
        private final SplittableRandom random;
        private final int deepest;
        private final int[] order;
        private int[] columns = new int[64];
        private float[] limits = new float[64];
        private int[] right = new int[64];
        private int[] counts = new int[64];
        private int nodes;

        Grower(float[][] rows, int[][] features, SplittableRandom random) {
            this.rows = rows;
            this.features = Arrays.stream(features).map(int[]::clone).toArray(int[][]::new);
            this.random = random;
            this.deepest = Math.max(1, 32 - Integer.numberOfLeadingZeros(rows.length - 1));
            this.order = new int[rows.length];
            Arrays.setAll(order, i -> i);
        }

        IsolationTree grow() {
            grow(0, rows.length, 0);
            return new IsolationTree(
                    Arrays.copyOf(columns, nodes),
                    Arrays.copyOf(limits, nodes),
                    Arrays.copyOf(right, nodes),
                    Arrays.copyOf(counts, nodes));
        }

        private void grow(int from, int to, int depth) {
            int node = nodes++;
            if (node == columns.length) {
                columns = Arrays.copyOf(columns, 2 * node);
                limits = Arrays.copyOf(limits, 2 * node);
                right = Arrays.copyOf(right, 2 * node);
                counts = Arrays.copyOf(counts, 2 * node);
            }
            counts[node] = to - from;
            columns[node] = -1;
            if (to - from < 2 || depth == deepest || !split(node, from, to)) {
                return;
            }
            int middle = partition(from, to, columns[node], limits[node]);
            grow(from, middle, depth + 1);
            right[node] = nodes;
            grow(middle, to, depth + 1);
        }

        /** Chooses a column whose values differ, and a limit between them; false where no column's do. */
        private boolean split(int node, int from, int to) {
            for (int left = features.length; left > 0; left--) {
                int[] feature = drawn(features, left);
                for (int open = feature.length; open > 0; open--) {
                    int column = drawn(feature, open);
                    float min = Float.POSITIVE_INFINITY;
                    float max = Float.NEGATIVE_INFINITY;
                    for (int i = from; i < to; i++) {
                        min = Math.min(min, rows[order[i]][column]);
                        max = Math.max(max, rows[order[i]][column]);
                    }
                    if (min < max) {
                        float limit = (float) (min + random.nextDouble() * ((double) max - min));
                        columns[node] = column;
                        // Both sides get a row, whatever rounding does.
                        limits[node] = limit > min ? Math.min(limit, max) : max;
                        return true;
                    }
                }
            }
            return false;
        }

        /** One of the first, which changes places with the last of them. */
        private int[] drawn(int[][] all, int first) {
            int at = random.nextInt(first);
            int[] one = all[at];
            all[at] = all[first - 1];
            all[first - 1] = one;
            return one;
        }

        private int drawn(int[] all, int first) {
            int at = random.nextInt(first);
            int one = all[at];
            all[at] = all[first - 1];
            all[first - 1] = one;
            return one;
        }

        private int partition(int from, int to, int column, float limit) {
            int middle = from;
            for (int i = from; i < to; i++) {
                if (rows[order[i]][column] < limit) {
                    int swap = order[i];
                    order[i] = order[middle];
                    order[middle++] = swap;
                }
            }
            return middle;
        }
    }
}
