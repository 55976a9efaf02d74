package io.jenkins.plugins.modeldelivery.tree;

/**
 * Trees whose leaves are one Newton step each (Chen and Guestrin, "XGBoost", 2016, section 2.2): minus the sum of the first
 * derivatives over that of the second and lambda. With the derivatives of the squared error that is the mean of the targets, and the
 * gain the reduction of their variance.
 */
final class SlopeGrower extends Grower {

    /** Smallest gain, as a share of what it is the difference of, that is no rounding error. */
    private static final double ROUNDING = 1e-11;

    private final float[] slopes;

    private final boolean shares;
    private final boolean directed;

    /**
     * @param slopes shape [rows * 2]: minus the first derivative of the loss, and the second
     * @param shares whether targets are 0 and 1: a node of one kind only is then done
     */
    SlopeGrower(Bins bins, Settings settings, float[] slopes, boolean shares) {
        super(bins, settings, 2);
        this.slopes = slopes;
        this.shares = shares;
        this.directed = bins.directed();
    }

    @Override
    void add(double[] sums, int at, int row) {
        sums[at] += slopes[2 * row];
        sums[at + 1] += slopes[2 * row + 1];
    }

    @Override
    void sum(double[] histogram, int[] rows, int from, int to, int firstFeature, int endFeature) {
        int features = bins.features();
        byte[] cells = bins.cells();
        int[] offsets = bins.offsets();
        for (int i = from; i < to; i++) {
            int row = rows[i];
            double first = slopes[2 * row];
            double second = slopes[2 * row + 1];
            int at = row * features;
            for (int f = firstFeature; f < endFeature; f++) {
                int bin = 2 * (offsets[f] + (cells[at + f] & 0xff));
                histogram[bin] += first;
                histogram[bin + 1] += second;
            }
        }
    }

    @Override
    void sum(double[] sums, int[] rows, int from, int to, int[] chosen, int count) {
        int features = bins.features();
        byte[] cells = bins.cells();
        for (int i = from; i < to; i++) {
            int row = rows[i];
            double first = slopes[2 * row];
            double second = slopes[2 * row + 1];
            int at = row * features;
            for (int c = 0; c < count; c++) {
                int bin = 2 * (c * (Bins.MOST + 1) + (cells[at + chosen[c]] & 0xff));
                sums[bin] += first;
                sums[bin + 1] += second;
            }
        }
    }

    @Override
    boolean worth(double[] total) {
        return total[1] >= 2 * settings.leaf() && !(shares && (total[0] <= 0 || total[0] >= total[1]));
    }

    @Override
    void splits(double[] histogram, int at, int feature, double[] total, double low, double high) {
        int count = bins.count(feature);
        double least = Math.max(settings.leaf(), 1e-9 * total[1]);
        if (!bins.numeric(feature)) {
            for (int b = 0; b < occupied; b++) {
                int bin = this.bin[b];
                double second = histogram[at + 2 * bin + 1];
                if (second >= least && total[1] - second >= least) {
                    double first = histogram[at + 2 * bin];
                    offer(total[0] - first, total[1] - second, total, feature, bin, true, low, high);
                }
            }
            return;
        }
        boolean missing = histogram[at + 2 * count + 1] > 1e-9 * total[1];
        // Where nothing is missing, what may be later goes with most rows.
        for (int way = 0; way < (missing ? 2 : 1); way++) {
            boolean left = way == 1;
            double first = left ? histogram[at + 2 * count] : 0;
            double second = left ? histogram[at + 2 * count + 1] : 0;
            // All on the left and what is missing on the right is a split as well.
            for (int b = 0; b < (missing && !left ? occupied : occupied - 1); b++) {
                int bin = this.bin[b];
                double more = histogram[at + 2 * bin + 1];
                first += histogram[at + 2 * bin];
                second += more;
                if (more > 0 && second >= least) {
                    if (total[1] - second < least) {
                        break;
                    }
                    boolean default_ = missing ? left : 2 * second > total[1];
                    // Where all is on the left, whatever number comes later goes there too.
                    int end = b == occupied - 1 ? count - 1 : bin;
                    offer(first, second, total, feature, end, default_, low, high);
                }
            }
        }
        if (found.feature == feature && found.gain > 0) {
            centre(count, next -> histogram[at + 2 * next + 1] > 0);
        }
    }

    private void offer(
            double first,
            double second,
            double[] total,
            int feature,
            int bin,
            boolean missingLeft,
            double low,
            double high) {
        double otherFirst = total[0] - first;
        double otherSecond = total[1] - second;
        double lambda = settings.lambda();
        double gain;
        double parent;
        double sides;
        if (directed) {
            double left = bounded(first, second, low, high);
            double right = bounded(otherFirst, otherSecond, low, high);
            int direction = bins.direction(feature);
            if (direction * (right - left) < 0) {
                return;
            }
            sides = score(first, second, left) + score(otherFirst, otherSecond, right);
            parent = score(total[0], total[1], bounded(total[0], total[1], low, high));
        } else {
            sides = first * first / (second + lambda) + otherFirst * otherFirst / (otherSecond + lambda);
            parent = total[0] * total[0] / (total[1] + lambda);
        }
        gain = sides - parent;
        if (gain > ROUNDING * Math.abs(sides)) {
            found.offer(gain, feature, bin, missingLeft);
        }
    }

    private double score(double first, double second, double value) {
        return 2 * first * value - (second + settings.lambda()) * value * value;
    }

    private double bounded(double first, double second, double low, double high) {
        double weight = second + settings.lambda();
        double value = weight > 0 ? first / weight : 0;
        return Math.max(low, Math.min(high, value));
    }

    @Override
    double middle(double[] left, double[] right, double low, double high) {
        return (bounded(left[0], left[1], low, high) + bounded(right[0], right[1], low, high)) / 2;
    }

    @Override
    int width() {
        return 1;
    }

    @Override
    void leaf(double[] total, double low, double high, float[] values, int at) {
        values[at] = (float) (settings.scale() * bounded(total[0], total[1], low, high));
    }

    @Override
    double cover(double[] total) {
        return total[1];
    }
}
