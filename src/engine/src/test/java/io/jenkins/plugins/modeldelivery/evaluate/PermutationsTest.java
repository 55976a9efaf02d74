package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance.Feature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermutationsTest {

    private static final int ROWS = 1500;

    private final Frame frame = frame();
    private final Column truth = frame.column("y").orElseThrow();

    /** y = 3 a + b + noise, c is noise that nobody uses. */
    private static Frame frame() {
        Random random = new Random(8);
        float[][] columns = new float[4][ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < 3; c++) {
                columns[c][i] = (float) random.nextGaussian();
            }
            columns[3][i] = (float) (3 * columns[0][i] + columns[1][i] + random.nextGaussian());
        }
        return new Frame(
                null,
                List.of(
                        new Column.Numeric("a", columns[0], 0),
                        new Column.Numeric("b", columns[1], 0),
                        new Column.Numeric("c", columns[2], 0),
                        new Column.Numeric("y", columns[3], 0)));
    }

    private static float[] values(Frame rows, String name) {
        return ((Column.Numeric) rows.column(name).orElseThrow()).values();
    }

    private static final Function<Frame, Predictions> LINEAR = rows -> {
        float[] a = values(rows, "a");
        float[] b = values(rows, "b");
        double[] predicted = new double[a.length];
        Arrays.setAll(predicted, i -> 3 * a[i] + b[i]);
        return new Predictions(Task.REGRESSION, null, predicted);
    };

    private static Map<String, Feature> byName(PermutationImportance measured) {
        return measured.features().stream().collect(Collectors.toMap(Feature::feature, f -> f));
    }

    /**
     * Shuffling a column with the weight w and variance v adds 2 w^2 v to the mean squared error: RMSE rises from 1 to
     * about sqrt(1 + 2 * 9) = 4.36 and to sqrt(1 + 2) = 1.73. What the model does not use changes nothing at all.
     */
    @Test
    void tellsHowMuchWorseTheModelIsWithoutAColumn() {
        PermutationImportance measured =
                new Permutations(ROWS, 10).measure(LINEAR, List.of("a", "b", "c"), frame, truth, 42);
        assertThat(measured.metric()).isEqualTo("rmse");
        assertThat(measured.value()).isCloseTo(1, within(0.05));
        assertThat(measured.features()).extracting(Feature::feature).containsExactly("a", "b", "c");
        Map<String, Feature> found = byName(measured);
        assertThat(found.get("a").worse()).isCloseTo(expected(3, "a"), within(0.05));
        assertThat(found.get("b").worse()).isCloseTo(expected(1, "b"), within(0.05));
        assertThat(found.get("c").worse()).isZero();
        assertThat(found.get("c").deviation()).isZero();
        assertThat(found.get("a").deviation()).isBetween(0.005, 0.2);
    }

    private double expected(double weight, String column) {
        float[] x = values(frame, column);
        double mean = mean(x);
        double variance = 0;
        double error = 0;
        for (int i = 0; i < ROWS; i++) {
            variance += (x[i] - mean) * (x[i] - mean) / ROWS;
            double e = 3 * values(frame, "a")[i] + values(frame, "b")[i] - values(frame, "y")[i];
            error += e * e / ROWS;
        }
        return Math.sqrt(error + 2 * weight * weight * variance) - Math.sqrt(error);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void theSameSeedGivesTheSameFiguresWhateverColumnsAreBesides() {
        Permutations quick = Permutations.QUICK;
        PermutationImportance once = quick.measure(LINEAR, List.of("a", "b", "c"), frame, truth, 7);
        assertThat(quick.measure(LINEAR, List.of("a", "b", "c"), frame, truth, 7))
                .isEqualTo(once);
        PermutationImportance less = quick.measure(LINEAR, List.of("b"), frame, truth, 7);
        assertThat(less.features()).containsExactly(byName(once).get("b"));
        assertThat(quick.measure(LINEAR, List.of("a", "b", "c"), frame, truth, 8))
                .isNotEqualTo(once);
    }

    @Test
    void onlyASampleOfTheRowsIsPredicted() {
        List<Integer> sizes = new ArrayList<>();
        Function<Frame, Predictions> counting = rows -> {
            sizes.add(rows.rows());
            return LINEAR.apply(rows);
        };
        PermutationImportance measured =
                new Permutations(300, 4).measure(counting, List.of("a", "b", "c"), frame, truth, 42);
        assertThat(measured.rows()).isEqualTo(300);
        assertThat(sizes).hasSize(1 + 3 * 4).containsOnly(300);
        // Two hundred columns are affordable on fewer rows, and more than that are not shuffled.
        List<String> wide = new ArrayList<>(List.of("a", "b", "c"));
        for (int i = 0; i < 400; i++) {
            wide.add("x" + i);
        }
        sizes.clear();
        assertThat(new Permutations(2000, 5)
                        .measure(counting, wide, frame, truth, 42)
                        .features())
                .hasSize(200);
        assertThat(sizes).containsOnly(200_000_000 / (403 * 200 * 5));
    }

    @Test
    void rowsWithoutTruthAreLeftOut() {
        float[] some = values(frame, "y").clone();
        Arrays.fill(some, 0, ROWS - 50, Float.NaN);
        Column partly = new Column.Numeric("y", some, ROWS - 50);
        assertThat(Permutations.QUICK
                        .measure(LINEAR, List.of("a"), frame, partly, 1)
                        .rows())
                .isEqualTo(50);
        Column none = new Column.Numeric("y", filled(Float.NaN), ROWS);
        assertThat(Permutations.QUICK.measure(LINEAR, List.of("a"), frame, none, 1))
                .isNull();
    }

    private static float[] filled(float value) {
        float[] values = new float[ROWS];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void classesAreMeasuredByAucAndWhereThereIsOneOnlyByLogLoss() {
        Function<Frame, Predictions> classifier = rows -> {
            float[] a = values(rows, "a");
            double[] p = new double[a.length];
            Arrays.setAll(p, i -> 1 / (1 + Math.exp(-3 * a[i])));
            return new Predictions(Task.BINARY, List.of("no", "yes"), p);
        };
        float[] y = values(frame, "y");
        int[] codes = new int[ROWS];
        Arrays.setAll(codes, i -> y[i] > 0 ? 1 : 0);
        PermutationImportance auc = Permutations.QUICK.measure(
                classifier,
                List.of("b", "a"),
                frame,
                new Column.Categorical("y", List.of("no", "yes"), codes, 2, 0),
                1);
        assertThat(auc.metric()).isEqualTo("auc");
        // Shuffled, the score is chance.
        assertThat(auc.value() - byName(auc).get("a").worse()).isCloseTo(0.5, within(0.03));
        assertThat(byName(auc).get("b").worse()).isZero();
        Arrays.fill(codes, 1);
        assertThat(Permutations.QUICK
                        .measure(
                                classifier,
                                List.of("a"),
                                frame,
                                new Column.Categorical("y", List.of("no", "yes"), codes, 2, 0),
                                1)
                        .metric())
                .isEqualTo("logLoss");
    }
}
