package io.jenkins.plugins.modeldelivery.tree;

import java.util.Arrays;

/** The nodes of a tree that grows. */
final class Nodes {

    private final int width;
    private int count;
    private int[] left = new int[64];
    private int[] right = new int[64];
    private int[] features = new int[64];
    private int[] ends = new int[64];
    private boolean[] missingLeft = new boolean[64];
    private float[] gains = new float[64];
    private float[] covers = new float[64];
    private float[] values;

    Nodes(int width) {
        this.width = width;
        values = new float[64 * width];
    }

    /** A leaf more. */
    int add() {
        if (count == left.length) {
            int more = 2 * count;
            left = Arrays.copyOf(left, more);
            right = Arrays.copyOf(right, more);
            features = Arrays.copyOf(features, more);
            ends = Arrays.copyOf(ends, more);
            missingLeft = Arrays.copyOf(missingLeft, more);
            gains = Arrays.copyOf(gains, more);
            covers = Arrays.copyOf(covers, more);
            values = Arrays.copyOf(values, Math.multiplyExact(more, width));
        }
        left[count] = -1;
        right[count] = -1;
        return count++;
    }

    void weigh(int node, Grower grower, double[] total, double low, double high) {
        grower.leaf(total, low, high, values, node * width);
        covers[node] = (float) grower.cover(total);
    }

    void split(int node, int leftNode, int rightNode, Grower.Found found) {
        left[node] = leftNode;
        right[node] = rightNode;
        features[node] = found.feature;
        ends[node] = found.bin;
        missingLeft[node] = found.missingLeft;
        gains[node] = (float) found.gain;
    }

    float value(Bins bins, int row) {
        byte[] cells = bins.cells();
        int at = row * bins.features();
        int node = 0;
        while (left[node] >= 0) {
            int f = features[node];
            int bin = cells[at + f] & 0xff;
            boolean goesLeft =
                    bins.numeric(f) ? bin == bins.count(f) ? missingLeft[node] : bin <= ends[node] : bin != ends[node];
            node = goesLeft ? left[node] : right[node];
        }
        return values[node];
    }

    Tree tree(Bins bins) {
        int[] columns = new int[count];
        float[] conditions = new float[count];
        boolean[] missing = new boolean[count];
        for (int n = 0; n < count; n++) {
            if (left[n] < 0) {
                continue;
            }
            boolean numeric = bins.numeric(features[n]);
            columns[n] = bins.column(features[n]) + (numeric ? 0 : ends[n]);
            // A slot's column is 1 or missing: 1 goes right.
            conditions[n] = numeric ? bins.condition(features[n], ends[n]) : 1;
            missing[n] = !numeric || missingLeft[n];
        }
        return new Tree(
                Arrays.copyOf(left, count),
                Arrays.copyOf(right, count),
                columns,
                conditions,
                missing,
                width,
                Arrays.copyOf(values, count * width),
                Arrays.copyOf(gains, count),
                Arrays.copyOf(covers, count));
    }
}
