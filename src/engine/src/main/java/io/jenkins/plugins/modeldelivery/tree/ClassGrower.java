package io.jenkins.plugins.modeldelivery.tree;

/** Trees whose leaves are the shares of several classes; the gain is the reduction of Gini's impurity, times the rows' weight. */
final class ClassGrower extends Grower {

    private static final double ROUNDING = 1e-11;

    private final int[] labels;
    private final float[] weights;
    private final double[] left;

    /**
     * @param labels shape [rows]; index of the class
     * @param weights shape [rows]; null: all 1
     */
    ClassGrower(Bins bins, Settings settings, int[] labels, float[] weights, int classes) {
        super(bins, settings, classes);
        this.labels = labels;
        this.weights = weights;
        this.left = new double[classes];
    }

    @Override
    void add(double[] sums, int at, int row) {
        sums[at + labels[row]] += weights == null ? 1 : weights[row];
    }

    @Override
    void sum(double[] histogram, int[] rows, int from, int to, int firstFeature, int endFeature) {
        int features = bins.features();
        byte[] cells = bins.cells();
        int[] offsets = bins.offsets();
        for (int i = from; i < to; i++) {
            int row = rows[i];
            double weight = weights == null ? 1 : weights[row];
            int label = labels[row];
            int at = row * features;
            for (int f = firstFeature; f < endFeature; f++) {
                histogram[stride * (offsets[f] + (cells[at + f] & 0xff)) + label] += weight;
            }
        }
    }

    @Override
    void sum(double[] sums, int[] rows, int from, int to, int[] chosen, int count) {
        int features = bins.features();
        byte[] cells = bins.cells();
        for (int i = from; i < to; i++) {
            int row = rows[i];
            double weight = weights == null ? 1 : weights[row];
            int label = labels[row];
            int at = row * features;
            for (int c = 0; c < count; c++) {
                sums[stride * (c * (Bins.MOST + 1) + (cells[at + chosen[c]] & 0xff)) + label] += weight;
            }
        }
    }

    @Override
    boolean worth(double[] total) {
        double all = cover(total);
        double largest = 0;
        for (double some : total) {
            largest = Math.max(largest, some);
        }
        return all >= 2 * settings.leaf() && largest < all * (1 - 1e-12);
    }

    @Override
    void splits(double[] histogram, int at, int feature, double[] total, double low, double high) {
        int count = bins.count(feature);
        double all = cover(total);
        double least = Math.max(settings.leaf(), 1e-9 * all);
        double squares = 0;
        for (double some : total) {
            squares += some * some;
        }
        if (!bins.numeric(feature)) {
            for (int b = 0; b < occupied; b++) {
                int bin = this.bin[b];
                start(histogram, at + bin * stride, total, false);
                offer(total, all, squares, least, feature, bin, true);
            }
            return;
        }
        double absent = 0;
        for (int c = 0; c < stride; c++) {
            absent += histogram[at + count * stride + c];
        }
        boolean missing = absent > 1e-9 * all;
        for (int way = 0; way < (missing ? 2 : 1); way++) {
            boolean toLeft = way == 1;
            start(toLeft ? histogram : null, at + count * stride, total, true);
            for (int b = 0; b < (missing && !toLeft ? occupied : occupied - 1); b++) {
                int bin = this.bin[b];
                if (more(histogram, at + bin * stride, total)) {
                    double weight = weight();
                    if (all - weight < least) {
                        break;
                    }
                    int end = b == occupied - 1 ? count - 1 : bin;
                    offer(total, all, squares, least, feature, end, missing ? toLeft : 2 * weight > all);
                }
            }
        }
        if (found.feature == feature && found.gain > 0) {
            centre(count, next -> !empty(histogram, at + next * stride));
        }
    }

    private boolean empty(double[] histogram, int at) {
        for (int c = 0; c < stride; c++) {
            if (histogram[at + c] > 0) {
                return false;
            }
        }
        return true;
    }

    /** Starts with those sums on the left, or with all but those. */
    private void start(double[] sums, int at, double[] total, boolean those) {
        for (int c = 0; c < stride; c++) {
            double some = sums == null ? 0 : sums[at + c];
            left[c] = those ? some : total[c] - some;
        }
    }

    private boolean more(double[] histogram, int at, double[] total) {
        boolean any = false;
        for (int c = 0; c < stride; c++) {
            double some = histogram[at + c];
            any |= some > 0;
            left[c] += some;
        }
        return any;
    }

    private double weight() {
        double weight = 0;
        for (int c = 0; c < stride; c++) {
            weight += left[c];
        }
        return weight;
    }

    private void offer(
            double[] total, double all, double squares, double least, int feature, int bin, boolean missingLeft) {
        double weight = 0;
        double ofLeft = 0;
        double ofRight = 0;
        for (int c = 0; c < stride; c++) {
            double right = total[c] - left[c];
            weight += left[c];
            ofLeft += left[c] * left[c];
            ofRight += right * right;
        }
        if (weight < least || all - weight < least) {
            return;
        }
        double sides = ofLeft / weight + ofRight / (all - weight);
        double gain = sides - squares / all;
        if (gain > ROUNDING * sides) {
            found.offer(gain, feature, bin, missingLeft);
        }
    }

    @Override
    int width() {
        return stride;
    }

    @Override
    void leaf(double[] total, double low, double high, float[] values, int at) {
        double all = cover(total);
        for (int c = 0; c < stride; c++) {
            values[at + c] = (float) (settings.scale() * (all > 0 ? total[c] / all : 1.0 / stride));
        }
    }

    @Override
    double cover(double[] total) {
        double all = 0;
        for (double some : total) {
            all += some;
        }
        return all;
    }
}
