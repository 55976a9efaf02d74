package io.jenkins.plugins.modeldelivery.tree;

/**
 * A tree of random splits. Node 0 is the root; the left child of a node, of rows whose value is below the limit, is the next
 * node.
 *
 * @param columns shape [nodes]; the column that a node splits by, -1: a leaf
 * @param limits shape [nodes]
 * @param right shape [nodes]; the right child
 * @param rows shape [nodes]; how many of the sample came there
 */
public record IsolationTree(int[] columns, float[] limits, int[] right, int[] rows) {

    private static final double EULER = 0.5772156649015329;

    public IsolationTree {
        if (columns == null || limits == null || right == null || rows == null) {
            throw new IllegalArgumentException("A tree lacks a part");
        }
        int n = columns.length;
        if (n == 0 || limits.length != n || right.length != n || rows.length != n) {
            throw new IllegalArgumentException("The parts of a tree do not fit each other");
        }
        for (int node = 0; node < n; node++) {
            // Children come after their parent, so that every path ends.
            if (rows[node] < 1 || columns[node] >= 0 && (right[node] <= node + 1 || right[node] >= n)) {
                throw new IllegalArgumentException("Node " + node + " of a tree leads nowhere");
            }
        }
    }

    /** How deep a row ends, with what the rows that end beside it would take on average to be told apart. */
    double depth(float[] row) {
        int node = 0;
        int depth = 0;
        while (columns[node] >= 0) {
            node = row[columns[node]] < limits[node] ? node + 1 : right[node];
            depth++;
        }
        return depth + path(rows[node]);
    }

    /**
     * Credits each split on the way of a row with the steps that it saves: the expected path length before it, less one step,
     * less that after it. All together are the expected length of the root less the depth of the row.
     *
     * @param saved shape [columns], added to
     */
    void explain(float[] row, double[] saved) {
        int node = 0;
        while (columns[node] >= 0) {
            int next = row[columns[node]] < limits[node] ? node + 1 : right[node];
            saved[columns[node]] += path(rows[node]) - 1 - path(rows[next]);
            node = next;
        }
    }

    /**
     * Average path length of an unsuccessful search in a binary search tree of so many rows (Liu, Ting and Zhou 2008, equation
     * 1, with the harmonic number by its logarithm as in scikit-learn).
     */
    static double path(int rows) {
        if (rows <= 1) {
            return 0;
        }
        return rows == 2 ? 1 : 2 * (Math.log(rows - 1.0) + EULER) - 2 * (rows - 1.0) / rows;
    }
}
