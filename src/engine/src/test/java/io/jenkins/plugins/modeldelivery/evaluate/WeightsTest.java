package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows that count several times or not at all are measured like rows that are there several times or not at all. */
class WeightsTest {

    /**
     * Expected: scikit-learn 1.9.1 with {@code sample_weight}; numpy RandomState(11) made the rows: {@code s = round(rand(60), 1)},
     * {@code y = rand < s}, {@code w = randint(0, 4)}. Eleven distinct scores: nearly everything is a tie.
     */
    @Test
    void weightedBinaryMetricsEqualScikitLearns() {
        String tenths = "205745059971992601328833117615487669A32814131389866424710837";
        double[] scores = new double[60];
        Arrays.setAll(scores, i -> (tenths.charAt(i) == 'A' ? 10 : tenths.charAt(i) - '0') / 10.0);
        Scores prepared = binary(scores, "001100001010010101101100000000011011100101000111100000100001");
        byte[] weights = digits("022122201222331133013013120111011203100321221302231323020130");
        expect(
                prepared,
                weights,
                Map.of(
                        "auc", 0.8030303030303031,
                        "prAuc", 0.668179150226121,
                        "logLoss", 0.5432344580423509,
                        "brier", 0.17855555555555555,
                        "accuracy", 0.7444444444444445,
                        "mcc", 0.4899014366533299,
                        "kappa", 0.47963800904977383,
                        "f1Weighted", 0.7488253968253968));
    }

    private static Scores binary(double[] scores, String truth) {
        List<String> classes = List.of("no", "yes");
        int[] codes = truth.chars().map(c -> c - '0').toArray();
        return Evaluator.scores(
                new Predictions(Task.BINARY, classes, scores),
                new Column.Categorical("label", classes, codes, 2, 0),
                null);
    }

    private static byte[] digits(String text) {
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) (text.charAt(i) - '0');
        }
        return digits;
    }

    private static void expect(Scores scores, byte[] weights, Map<String, Double> expected) {
        double[] out = new double[scores.metrics().size()];
        scores.measure(weights, out);
        for (int m = 0; m < out.length; m++) {
            String name = scores.metrics().get(m).id();
            if (expected.containsKey(name)) {
                assertThat(out[m]).as(name).isCloseTo(expected.get(name), within(1e-9));
            }
        }
    }

    @Provide
    Arbitrary<Task> supervised() {
        return Arbitraries.of(
                Arrays.stream(Task.values()).filter(Task::supervised).toList());
    }

    /** By definition: the metrics of the rows, each written as often as its weight. */
    @Property(tries = 150)
    void aWeightIsARepetition(
            @ForAll @IntRange(min = 1, max = 40) int rows, @ForAll("supervised") Task task, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] weights = new byte[rows];
        boolean[] kept = new boolean[rows];
        int drawn = 0;
        for (int i = 0; i < rows; i++) {
            kept[i] = random.nextInt(4) > 0;
            weights[i] = (byte) random.nextInt(4);
            drawn += kept[i] ? weights[i] : 0;
        }
        if (drawn == 0) {
            return;
        }
        int k = task == Task.MULTICLASS ? 3 : 1;
        double[] predictions = new double[rows * k];
        int[] codes = new int[rows];
        float[] numbers = new float[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = random.nextInt(Math.max(2, k));
            numbers[i] = random.nextInt(20);
            double rest = 10;
            for (int c = 0; c < k; c++) {
                double part = k > 1 && c == k - 1 ? rest : random.nextInt((int) rest + 1);
                predictions[i * k + c] = task == Task.REGRESSION ? part * 2 : part / 10;
                rest -= k > 1 ? part : 0;
            }
        }
        int[] repeated = new int[drawn];
        int at = 0;
        for (int i = 0; i < rows; i++) {
            for (int w = 0; w < weights[i] && kept[i]; w++) {
                repeated[at++] = i;
            }
        }
        double[] written = new double[drawn * k];
        for (int i = 0; i < drawn; i++) {
            System.arraycopy(predictions, repeated[i] * k, written, i * k, k);
        }
        List<String> classes =
                task == Task.REGRESSION ? null : task == Task.BINARY ? List.of("a", "b") : List.of("a", "b", "c");
        Column truth = task == Task.REGRESSION
                ? new Column.Numeric("y", numbers, 0)
                : new Column.Categorical("y", classes, codes, classes.size(), 0);
        Scores scores = Evaluator.scores(new Predictions(task, classes, predictions), truth, null)
                .select(kept);
        Scores plain = Evaluator.scores(new Predictions(task, classes, written), truth.rows(repeated), null);
        double[] expected = new double[plain.metrics().size()];
        double[] actual = new double[expected.length];
        plain.measure(null, expected);
        scores.measure(weights, actual);
        for (int m = 0; m < expected.length; m++) {
            String name = plain.metrics().get(m).id();
            if (Double.isNaN(expected[m])) {
                assertThat(actual[m]).as(name).isNaN();
            } else {
                assertThat(actual[m])
                        .as(name)
                        .isCloseTo(expected[m], within(1e-9 * Math.max(1, Math.abs(expected[m]))));
            }
        }
    }

    @Property(tries = 200)
    void sortingIsStableAndComplete(@ForAll double[] values) {
        double[] numbers = Arrays.stream(values)
                .map(v -> Double.isNaN(v) ? 0 : Math.rint(v))
                .toArray();
        int[] order = Sorting.ascending(numbers);
        Integer[] expected = new Integer[numbers.length];
        Arrays.setAll(expected, i -> i);
        Arrays.sort(expected, java.util.Comparator.comparingDouble(i -> numbers[i] + 0.0));
        assertThat(order)
                .containsExactly(Arrays.stream(expected).mapToInt(i -> i).toArray());
    }
}
