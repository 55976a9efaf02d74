package io.jenkins.plugins.modeldelivery.tree;

/**
 * A binary tree. Nodes are numbered from 0, the root. A row goes left where its value of the node's column is less than the
 * condition, and where the value is missing (NaN) as the node says.
 *
 * @param left shape [nodes]; left child, -1 for a leaf
 * @param right shape [nodes]; right child, -1 for a leaf
 * @param columns shape [nodes]; column that is compared; unused at leaves
 * @param conditions shape [nodes]; what it is compared with; unused at leaves
 * @param missingLeft shape [nodes]; where a missing value goes
 * @param width numbers that a leaf adds: 1, or as many as the ensemble has outputs
 * @param values shape [nodes * width]; what a leaf adds, and an inner node would were it one
 * @param gains shape [nodes]; how much the split improved the loss, 0 at leaves
 * @param covers shape [nodes]; weight of the rows that came through: the sum of their second derivatives
 */
public record Tree(
        int[] left,
        int[] right,
        int[] columns,
        float[] conditions,
        boolean[] missingLeft,
        int width,
        float[] values,
        float[] gains,
        float[] covers) {

    /** IllegalArgumentException if the arrays do not make a tree. */
    public Tree {
        int nodes = left.length;
        if (nodes == 0
                || right.length != nodes
                || columns.length != nodes
                || conditions.length != nodes
                || missingLeft.length != nodes
                || gains.length != nodes
                || covers.length != nodes
                || width < 1
                || values.length != (long) nodes * width) {
            throw new IllegalArgumentException("A tree's nodes are not told completely");
        }
        int[] stack = new int[nodes];
        int depth = 1;
        int seen = 0;
        while (depth > 0) {
            int node = stack[--depth];
            if (++seen > nodes) {
                throw new IllegalArgumentException("A tree's nodes run in circles");
            }
            if (left[node] < 0 && right[node] < 0) {
                continue;
            }
            if (left[node] <= 0
                    || left[node] >= nodes
                    || right[node] <= 0
                    || right[node] >= nodes
                    || depth + 2 > nodes) {
                throw new IllegalArgumentException("A tree's node has a child that does not exist");
            }
            stack[depth++] = left[node];
            stack[depth++] = right[node];
        }
    }

    /** How many nodes there are, leaves included. */
    public int nodes() {
        return left.length;
    }
}
