package io.jenkins.plugins.modeldelivery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How a classifier's probabilities become the shares that were observed on rows it did not learn from. The model's predictions
 * stay as they are: it serves to estimate how good they are. Each class has a curve of its own, against all others; of more
 * than two the results are divided by their sum, as scikit-learn's {@code CalibratedClassifierCV} does.
 *
 * @param curves two classes: one, of the positive class; more: one each; null: the probabilities are calibrated as they are
 * @param rows that it was found out on
 * @param before expected calibration error of the model's probabilities, over ten bins of equal width, on those rows
 * @param after the same of calibrated ones, on thirds of the rows that the curves did not learn from
 */
public record Calibration(List<Isotonic> curves, long rows, double before, double after) {

    /** A curve of fewer rows says more of them than of the model. */
    public static final int FEWEST_ROWS = 200;

    private static final int FOLDS = 3;
    private static final int BINS = 10;

    public Calibration {
        curves = curves == null ? null : List.copyOf(curves);
    }

    /**
     * Learns curves, and keeps them only if they make the calibration error smaller on rows they did not learn from, as
     * NannyML does.
     *
     * @param values probabilities: two classes, of the positive one, shape [rows]; more, shape [rows x classes]
     * @param truth index of the class, shape [rows]
     * @param classes how many
     * @return null if there are fewer rows than {@link #FEWEST_ROWS} or some class does not occur in each part of them
     */
    public static Calibration fit(double[] values, int[] truth, int classes) {
        if (truth.length < FEWEST_ROWS) {
            return null;
        }
        double before = 0;
        double after = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            int[] learn = rows(truth.length, i -> i % FOLDS != held);
            int[] test = rows(truth.length, i -> i % FOLDS == held);
            if (!complete(truth, learn, classes)) {
                return null;
            }
            List<Isotonic> curves = curves(values, truth, learn, classes);
            before += error(values, truth, test, classes) / FOLDS;
            after += error(apply(curves, values), truth, test, classes) / FOLDS;
        }
        int[] all = rows(truth.length, i -> true);
        return new Calibration(
                after < before ? curves(values, truth, all, classes) : null, truth.length, before, after);
    }

    private static int[] rows(int count, IntPredicate which) {
        return IntStream.range(0, count).filter(which).toArray();
    }

    private static boolean complete(int[] truth, int[] rows, int classes) {
        boolean[] seen = new boolean[classes];
        for (int row : rows) {
            seen[truth[row]] = true;
        }
        return IntStream.range(0, classes).allMatch(c -> seen[c]);
    }

    private static List<Isotonic> curves(double[] values, int[] truth, int[] rows, int classes) {
        List<Isotonic> curves = new ArrayList<>();
        int width = classes == 2 ? 1 : classes;
        for (int c = 0; c < width; c++) {
            int positive = classes == 2 ? 1 : c;
            double[] scores = new double[rows.length];
            double[] is = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                scores[i] = values[rows[i] * width + c];
                is[i] = truth[rows[i]] == positive ? 1 : 0;
            }
            curves.add(Isotonic.fit(scores, is));
        }
        return curves;
    }

    /** The probabilities as calibrated, in the same shape; the given ones where they are calibrated as they are. */
    public double[] apply(double[] values) {
        return curves == null ? values : apply(curves, values);
    }

    private static double[] apply(List<Isotonic> curves, double[] values) {
        int width = curves.size();
        if (width == 1) {
            return curves.get(0).at(values);
        }
        double[] calibrated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            calibrated[i] = curves.get(i % width).at(values[i]);
        }
        for (int row = 0; row < values.length; row += width) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += calibrated[row + c];
            }
            for (int c = 0; c < width; c++) {
                calibrated[row + c] = sum == 0 ? 1.0 / width : calibrated[row + c] / sum;
            }
        }
        return calibrated;
    }

    /** Expected calibration error: two classes, of the positive one; more, of the most probable one. */
    private static double error(double[] values, int[] truth, int[] rows, int classes) {
        double[] gap = new double[BINS];
        for (int row : rows) {
            double p = classes == 2 ? values[row] : 0;
            boolean is = classes == 2 && truth[row] == 1;
            for (int c = 0; classes > 2 && c < classes; c++) {
                if (values[row * classes + c] > p) {
                    p = values[row * classes + c];
                    is = truth[row] == c;
                }
            }
            gap[Math.min(BINS - 1, (int) (p * BINS))] += p - (is ? 1 : 0);
        }
        double sum = 0;
        for (double g : gap) {
            sum += Math.abs(g);
        }
        return sum / rows.length;
    }
}
