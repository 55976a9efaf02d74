package io.jenkins.plugins.modeldelivery.tree;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Grows one tree after another on histograms (Ranka and Singh, "CLOUDS", 1998; Ke et al., "LightGBM", 2017): of each node's rows
 * sums are taken for each bin of each feature, and the best split between bins is kept. Of two children only the smaller one's
 * rows are summed; the other's histogram is the parent's less that. The sums of a node are taken by one thread and in one order, so
 * that a tree does not depend on the threads.
 */
abstract class Grower {

    /** Rows of a node up to which one feature is summed at a time, and only the bins that have rows are looked at. */
    private static final int FEW = 200;

    /** Share of the features below which it is quicker to sum only those that a node may choose from. */
    private static final double CHOSEN = 0.5;

    /** Cells of a node from which on several threads sum. */
    private static final long MANY = 2_000_000;

    final Bins bins;
    final Settings settings;
    final int stride;
    private final double[] small;
    private final double[] some;
    private final boolean direct;
    private final long[] met = new long[(Bins.MOST + 64) / 64];
    private int threads = 1;

    /** The bins of a feature that may have rows, ascending: the first {@link #occupied} of these. */
    final int[] bin = new int[Bins.MOST + 1];

    int occupied;

    private int[] rows;
    private int[] spare = new int[0];
    private double[][] free = new double[0][];
    private int freed;
    private SplittableRandom random;
    private Nodes nodes;
    Found found;

    /**
     * How to grow.
     *
     * @param depth of the deepest leaf
     * @param leaf smallest weight of one
     * @param lambda L2 regularisation of the leaves
     * @param share of the features that each split may choose from
     * @param scale what leaves are multiplied by
     */
    record Settings(int depth, double leaf, double lambda, double share, double scale) {}

    /** The best split of a node so far. */
    static final class Found {
        double gain;
        int feature;
        int bin;
        boolean missingLeft;

        void offer(double gain, int feature, int bin, boolean missingLeft) {
            if (gain > this.gain) {
                this.gain = gain;
                this.feature = feature;
                this.bin = bin;
                this.missingLeft = missingLeft;
            }
        }
    }

    Grower(Bins bins, Settings settings, int stride) {
        this.bins = bins;
        this.settings = settings;
        this.stride = stride;
        this.small = new double[(Bins.MOST + 1) * stride];
        this.direct = settings.share() < CHOSEN;
        this.some = direct ? new double[count(bins.features()) * (Bins.MOST + 1) * stride] : null;
    }

    /** Lets so many threads take part in large nodes. */
    void threads(int count) {
        threads = count;
    }

    /** Adds a row to the sums of a bin that start there. */
    abstract void add(double[] sums, int at, int row);

    /** Adds the rows to the sums of the bins of features from one up to, not including, another. */
    abstract void sum(double[] histogram, int[] rows, int from, int to, int firstFeature, int endFeature);

    /** Adds the rows to the sums of some features, {@value Bins#MOST} bins and one for missing values each. */
    abstract void sum(double[] sums, int[] rows, int from, int to, int[] features, int count);

    /** Offers the splits of a feature whose bins' sums start there, of a node whose values lie between low and high. */
    abstract void splits(double[] histogram, int at, int feature, double[] total, double low, double high);

    /** Whether a node of these sums may be split at all. */
    abstract boolean worth(double[] total);

    /** Numbers that a leaf adds. */
    abstract int width();

    /** What a leaf of these sums adds, from that index on. */
    abstract void leaf(double[] total, double low, double high, float[] values, int at);

    /** Weight of the rows of these sums. */
    abstract double cover(double[] total);

    /** What a node of these sums would say, for directions. */
    double middle(double[] left, double[] right, double low, double high) {
        return 0;
    }

    /**
     * Grows a tree.
     *
     * @param chosen the rows; reordered
     * @param count how many of the first of them to take
     * @param among features to choose from
     */
    Tree grow(int[] chosen, int count, int[] among, SplittableRandom source) {
        rows = chosen;
        random = source;
        if (spare.length < count) {
            spare = new int[count];
        }
        nodes = new Nodes(width());
        double[] total = new double[stride];
        for (int i = 0; i < count; i++) {
            add(total, 0, rows[i]);
        }
        double[] histogram = !direct && count > FEW ? histogram(0, count) : null;
        split(nodes.add(), 0, count, 0, total, histogram, among, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        return nodes.tree(bins);
    }

    /** What the tree that was grown last adds to a row of the bins; of width 1. */
    float value(int row) {
        return nodes.value(bins, row);
    }

    private void split(
            int node,
            int from,
            int to,
            int depth,
            double[] total,
            double[] histogram,
            int[] among,
            double low,
            double high) {
        nodes.weigh(node, this, total, low, high);
        found = new Found();
        if (depth < settings.depth() && to - from > 1 && worth(total)) {
            search(from, to, total, histogram, among, low, high);
        }
        Found best = found;
        if (!(best.gain > 0)) {
            release(histogram);
            return;
        }
        int middle = partition(from, to, best);
        double[] left = new double[stride];
        double[] right = new double[stride];
        boolean leftSmaller = middle - from <= to - middle;
        double[] less = leftSmaller ? left : right;
        double[] more = leftSmaller ? right : left;
        for (int i = leftSmaller ? from : middle; i < (leftSmaller ? middle : to); i++) {
            add(less, 0, rows[i]);
        }
        for (int s = 0; s < stride; s++) {
            more[s] = total[s] - less[s];
        }
        int leftNode = nodes.add();
        int rightNode = nodes.add();
        nodes.split(node, leftNode, rightNode, best);
        double leftLow = low;
        double leftHigh = high;
        double rightLow = low;
        double rightHigh = high;
        int direction = bins.direction(best.feature);
        if (direction != 0) {
            double between = middle(left, right, low, high);
            leftHigh = direction > 0 ? between : high;
            rightLow = direction > 0 ? between : low;
            leftLow = direction < 0 ? between : low;
            rightHigh = direction < 0 ? between : high;
        }
        int larger = Math.max(middle - from, to - middle);
        double[] ofSmaller = null;
        double[] ofLarger = null;
        if (histogram != null && larger > FEW && depth + 1 < settings.depth()) {
            ofSmaller = leftSmaller ? histogram(from, middle) : histogram(middle, to);
            for (int i = 0; i < histogram.length; i++) {
                histogram[i] -= ofSmaller[i];
            }
            ofLarger = histogram;
            if (to - from - larger <= FEW) {
                release(ofSmaller);
                ofSmaller = null;
            }
        } else {
            release(histogram);
        }
        split(leftNode, from, middle, depth + 1, left, leftSmaller ? ofSmaller : ofLarger, among, leftLow, leftHigh);
        split(rightNode, middle, to, depth + 1, right, leftSmaller ? ofLarger : ofSmaller, among, rightLow, rightHigh);
    }

    /** Puts the end of the split that was found in the middle of the empty bins that follow it. */
    final void centre(int count, IntPredicate full) {
        int next = found.bin + 1;
        while (next < count && !full.test(next)) {
            next++;
        }
        if (next < count) {
            found.bin = (found.bin + next - 1) / 2;
        }
    }

    /** Features that each split may choose from. */
    private int count(int among) {
        return Math.max(1, (int) Math.round(settings.share() * among));
    }

    private void search(int from, int to, double[] total, double[] histogram, int[] among, double low, double high) {
        int count = count(among.length);
        int[] drawn = among;
        if (count < among.length) {
            // Drawn anew for each node: the first of a shuffle.
            drawn = among.clone();
            for (int i = 0; i < count; i++) {
                int j = i + random.nextInt(drawn.length - i);
                int kept = drawn[i];
                drawn[i] = drawn[j];
                drawn[j] = kept;
            }
            Arrays.sort(drawn, 0, count);
        }
        boolean few = histogram == null && to - from <= FEW;
        if (histogram == null && !few) {
            Arrays.fill(some, 0);
            sum(some, rows, from, to, drawn, count);
        }
        for (int i = 0; i < count; i++) {
            int f = drawn[i];
            if (few) {
                few(from, to, f);
                splits(small, 0, f, total, low, high);
                for (int b = 0; b < occupied; b++) {
                    Arrays.fill(small, bin[b] * stride, (bin[b] + 1) * stride, 0);
                }
                Arrays.fill(small, bins.count(f) * stride, (bins.count(f) + 1) * stride, 0);
                continue;
            }
            occupied = bins.count(f);
            for (int b = 0; b < occupied; b++) {
                bin[b] = b;
            }
            if (histogram != null) {
                splits(histogram, bins.offsets()[f] * stride, f, total, low, high);
            } else {
                splits(some, i * (Bins.MOST + 1) * stride, f, total, low, high);
            }
        }
    }

    /** Sums one feature of a few rows, and lists the bins that they are in. */
    private void few(int from, int to, int f) {
        int features = bins.features();
        byte[] cells = bins.cells();
        Arrays.fill(met, 0);
        for (int r = from; r < to; r++) {
            int row = rows[r];
            int cell = cells[row * features + f] & 0xff;
            met[cell >> 6] |= 1L << cell;
            add(small, cell * stride, row);
        }
        int missing = bins.count(f);
        met[missing >> 6] &= ~(1L << missing);
        occupied = 0;
        for (int word = 0; word < met.length; word++) {
            for (long left = met[word]; left != 0; left &= left - 1) {
                bin[occupied++] = 64 * word + Long.numberOfTrailingZeros(left);
            }
        }
    }

    private double[] histogram(int from, int to) {
        double[] histogram = freed > 0 ? free[--freed] : new double[bins.offsets()[bins.features()] * stride];
        Arrays.fill(histogram, 0);
        int features = bins.features();
        if (threads == 1 || (long) (to - from) * features < MANY) {
            sum(histogram, rows, from, to, 0, features);
        } else {
            int parts = Math.min(threads, features);
            Parallel.run(
                    parts,
                    parts,
                    p -> sum(histogram, rows, from, to, p * features / parts, (p + 1) * features / parts));
        }
        return histogram;
    }

    private void release(double[] histogram) {
        if (histogram == null) {
            return;
        }
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed + 16);
        }
        free[freed++] = histogram;
    }

    /** Puts the rows that go left in front, both sides in their order; returns where the others start. */
    private int partition(int from, int to, Found split) {
        int features = bins.features();
        byte[] cells = bins.cells();
        int f = split.feature;
        boolean numeric = bins.numeric(f);
        int missing = bins.count(f);
        int left = from;
        int right = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = cells[row * features + f] & 0xff;
            boolean goesLeft = numeric ? bin == missing ? split.missingLeft : bin <= split.bin : bin != split.bin;
            rows[left] = row;
            spare[right] = row;
            left += goesLeft ? 1 : 0;
            right += goesLeft ? 0 : 1;
        }
        System.arraycopy(spare, 0, rows, left, right);
        return left;
    }
}
