package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance.Feature;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Shuffles one column after the other and looks how much worse the model does, as scikit-learn's {@code
 * permutation_importance}: mean and standard deviation over the repeats. What is measured is AUC, or log-loss where the sample
 * has one class only, and of numbers RMSE.
 *
 * @param rows at most so many are sampled
 * @param repeats shuffles of each column
 */
public record Permutations(int rows, int repeats) {

    /** Of a validation. */
    public static final Permutations THOROUGH = new Permutations(2000, 5);

    /** Of a training, which has something else to do. */
    public static final Permutations QUICK = new Permutations(1000, 3);

    /** Cells that are encoded in all, if the fewest rows allow: bounds what wide data cost. */
    private static final long CELLS = 200_000_000;

    private static final int FEWEST = 200;

    /** More columns are not shuffled: the first that are named are those that matter. */
    private static final int MOST_FEATURES = 200;

    /**
     * Measures the columns.
     *
     * @param predictor the model
     * @param features its inputs, those that matter most first as far as that is known
     * @param frame the rows
     * @param truth their target; rows without it are left out
     * @param seed of sample and shuffles: each column has its own, so that one more changes nothing for the others
     * @return null where nothing can be measured
     */
    public PermutationImportance measure(
            Function<Frame, Predictions> predictor, List<String> features, Frame frame, Column truth, long seed) {
        int[] known =
                IntStream.range(0, truth.size()).filter(r -> !truth.missing(r)).toArray();
        List<String> shuffled = features.subList(0, Math.min(MOST_FEATURES, features.size()));
        int[] sample = sample(known, size(features.size(), shuffled.size()), new SplittableRandom(seed));
        if (sample.length < 2 || shuffled.isEmpty()) {
            return null;
        }
        Frame rows = frame.rows(sample);
        Column known1 = truth.rows(sample);
        Map<String, Double> before = metrics(predictor, rows, known1);
        Metric metric = java.util.stream.Stream.of(Metric.AUC, Metric.LOG_LOSS, Metric.RMSE)
                .filter(m -> before.containsKey(m.id()))
                .findFirst()
                .orElse(null);
        if (metric == null) {
            return null;
        }
        double base = before.get(metric.id());
        List<Feature> measured = new ArrayList<>();
        for (String feature : shuffled) {
            SplittableRandom random = new SplittableRandom(seed * 31 + feature.hashCode());
            double[] worse = new double[repeats];
            for (int r = 0; r < repeats; r++) {
                Frame changed = with(rows, feature, shuffle(sample.length, random));
                double value = metrics(predictor, changed, known1).get(metric.id());
                worse[r] = metric.higherIsBetter() ? base - value : value - base;
            }
            double mean = Arrays.stream(worse).average().orElse(0);
            double variance = Arrays.stream(worse)
                    .map(w -> (w - mean) * (w - mean))
                    .average()
                    .orElse(0);
            measured.add(new Feature(feature, mean, Math.sqrt(variance)));
        }
        measured.sort(Comparator.comparingDouble((Feature f) -> -f.worse()).thenComparing(Feature::feature));
        return new PermutationImportance(metric.id(), base, sample.length, repeats, seed, measured);
    }

    private int size(int width, int shuffled) {
        long affordable = CELLS / Math.max(1L, (long) width * shuffled * repeats);
        return (int) Math.min(rows, Math.max(FEWEST, affordable));
    }

    /** So many of them, in their order, each set equally likely. */
    private static int[] sample(int[] known, int size, SplittableRandom random) {
        if (known.length <= size) {
            return known;
        }
        int[] some = new int[size];
        int taken = 0;
        for (int i = 0; i < known.length && taken < size; i++) {
            // Selection sampling: Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S.
            if (random.nextDouble() * (known.length - i) < size - taken) {
                some[taken++] = known[i];
            }
        }
        return some;
    }

    private static int[] shuffle(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    private static Frame with(Frame rows, String feature, int[] order) {
        return new Frame(
                rows.facts(),
                rows.columns().stream()
                        .map(c -> c.name().equals(feature) ? c.rows(order) : c)
                        .toList());
    }

    private static Map<String, Double> metrics(Function<Frame, Predictions> predictor, Frame rows, Column truth) {
        return Evaluator.scores(predictor.apply(rows), truth, null).measured();
    }
}
