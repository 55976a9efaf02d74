package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Calibration;
import io.jenkins.plugins.modeldelivery.model.Isotonic;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceBasedTest {

    private static final List<String> CLASSES = List.of("no", "yes");

    private static Map<String, Estimate> binary(double... p) {
        return ConfidenceBased.estimate(new Predictions(Task.BINARY, CLASSES, p), null);
    }

    @Test
    void expectedCountsGiveTheMetrics() {
        // By hand: TP 1.7, FP 0.3, FN 0.4, TN 1.6. AUC: sum over pairs i != j of p_i (1 - p_j) [p_i > p_j] over that of
        // p_i (1 - p_j), summed by a double loop in Python: 0.9215116279069768.
        Map<String, Estimate> estimate = binary(0.3, 0.9, 0.1, 0.8);
        assertThat(estimate.get("accuracy").value()).isCloseTo(3.3 / 4, within(1e-12));
        assertThat(estimate.get("precision").value()).isCloseTo(1.7 / 2, within(1e-12));
        assertThat(estimate.get("recall").value()).isCloseTo(1.7 / 2.1, within(1e-12));
        assertThat(estimate.get("f1").value()).isCloseTo(3.4 / 4.1, within(1e-12));
        assertThat(estimate.get("auc").value()).isCloseTo(0.9215116279069768, within(1e-12));
    }

    /**
     * Calibrated by the curve of {@code CalibrationTest}, so 0, 0, 0, 0, 0.4, 0.5, 0.5, 1; the classes and their order stay
     * those of the model. Expected: numpy with scikit-learn 1.9.1's IsotonicRegression, AUC by a double loop.
     */
    @Test
    void calibratedProbabilitiesAreTheChancesThatCount() {
        Isotonic curve = new Isotonic(
                new double[] {0.08, 0.41, 0.44, 0.58, 0.6, 0.74, 0.77, 0.88},
                new double[] {0, 0, 0.4, 0.4, 0.5, 0.5, 1, 1});
        Map<String, Estimate> estimate = ConfidenceBased.estimate(
                new Predictions(Task.BINARY, CLASSES, new double[] {.1, .2, .3, .4, .55, .6, .7, .9}),
                new Calibration(List.of(curve), 500, 0.1, 0.01));
        assertThat(estimate.get("accuracy").value()).isCloseTo(0.8, within(1e-9));
        assertThat(estimate.get("precision").value()).isCloseTo(0.6, within(1e-9));
        assertThat(estimate.get("recall").value()).isCloseTo(1, within(1e-9));
        assertThat(estimate.get("f1").value()).isCloseTo(0.75, within(1e-9));
        assertThat(estimate.get("auc").value()).isCloseTo(0.9488188976377953, within(1e-9));
    }

    /** A model that is far too sure of itself: what it achieves is far below what its probabilities say. */
    @Test
    void withCalibrationAnOverconfidentModelIsEstimatedAsItIs() {
        Random random = new Random(6);
        int rows = 6000;
        double[] sure = new double[rows];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            double z = random.nextGaussian();
            codes[i] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
            sure[i] = 1 / (1 + Math.exp(-4 * z));
        }
        int half = rows / 2;
        Calibration calibration =
                Calibration.fit(java.util.Arrays.copyOf(sure, half), java.util.Arrays.copyOf(codes, half), 2);
        Predictions now = new Predictions(Task.BINARY, CLASSES, java.util.Arrays.copyOfRange(sure, half, rows));
        Map<String, Double> realised = Evaluator.evaluate(
                        now,
                        new Column.Categorical("y", CLASSES, java.util.Arrays.copyOfRange(codes, half, rows), 2, 0))
                .metrics();
        Map<String, Estimate> trusting = ConfidenceBased.estimate(now, null);
        Map<String, Estimate> estimated = ConfidenceBased.estimate(now, calibration);
        for (String metric : List.of("accuracy", "precision", "recall", "f1", "auc")) {
            assertThat(trusting.get(metric).low()).as(metric).isGreaterThan(realised.get(metric));
            assertThat(estimated.get(metric).value()).as(metric).isCloseTo(realised.get(metric), within(0.03));
        }
    }

    @Test
    void tiesMissingProbabilitiesAndCertaintyAreNoTrouble() {
        assertThat(binary(0.3, 0.3, 0.3, Double.NaN).get("auc").value()).isEqualTo(0.5);
        assertThat(binary(0.3, 0.3, 0.3)).doesNotContainKey("precision");
        assertThat(binary()).isEmpty();
        assertThat(binary(Double.NaN)).isEmpty();
        assertThat(binary(0, 1, 1).get("auc")).isEqualTo(new Estimate(1, 1, 1));
        assertThat(binary(0, 0)).containsOnlyKeys("accuracy");
        assertThat(ConfidenceBased.estimate(new Predictions(Task.REGRESSION, null, new double[] {1, 2}), null))
                .isEmpty();
    }

    @Test
    void ofSeveralClassesTheMostProbableCounts() {
        Predictions predictions =
                new Predictions(Task.MULTICLASS, List.of("a", "b", "c"), new double[] {0.5, 0.3, 0.2, 0.1, 0.1, 0.8});
        Estimate accuracy = ConfidenceBased.estimate(predictions, null).get("accuracy");
        assertThat(accuracy.value()).isCloseTo(0.65, within(1e-12));
        // Standard error sqrt(0.25 + 0.16) / 2 = 0.32: the band is cut off at 1.
        assertThat(accuracy.low()).isEqualTo(0);
        assertThat(accuracy.high()).isEqualTo(1);
    }

    @Test
    void whatCalibratedModelsReallyAchieveLiesInTheBand() {
        int inside = 0;
        int all = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            // More rows than truths are drawn for, in a quarter of the cases.
            int rows = seed % 4 == 0 ? 30_000 : 2000;
            double[] p = new double[rows];
            int[] codes = new int[rows];
            for (int i = 0; i < rows; i++) {
                p[i] = 1 / (1 + Math.exp(1 - 1.5 * random.nextGaussian()));
                codes[i] = random.nextDouble() < p[i] ? 1 : 0;
            }
            Predictions predictions = new Predictions(Task.BINARY, CLASSES, p);
            Map<String, Double> realised = Evaluator.evaluate(
                            predictions, new Column.Categorical("y", CLASSES, codes, 2, 0))
                    .metrics();
            Map<String, Estimate> estimated = ConfidenceBased.estimate(predictions, null);
            assertThat(estimated.get("auc").high() - estimated.get("auc").low())
                    .as("useful, not just wide")
                    .isLessThan(rows > 2000 ? 0.02 : 0.08);
            for (Map.Entry<String, Estimate> e : estimated.entrySet()) {
                double value = realised.get(e.getKey());
                all++;
                inside += value >= e.getValue().low() && value <= e.getValue().high() ? 1 : 0;
            }
        }
        assertThat(all).isEqualTo(200);
        // Three errors leave out 0.3 %.
        assertThat(inside).isGreaterThanOrEqualTo(197);
    }

    @Test
    void whatOverconfidentModelsAchieveDoesNot() {
        Random random = new Random(1);
        double[] p = new double[5000];
        int[] codes = new int[5000];
        for (int i = 0; i < p.length; i++) {
            double z = random.nextGaussian();
            codes[i] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
            p[i] = 1 / (1 + Math.exp(-4 * z));
        }
        Predictions predictions = new Predictions(Task.BINARY, CLASSES, p);
        double accuracy = Evaluator.evaluate(predictions, new Column.Categorical("y", CLASSES, codes, 2, 0))
                .metrics()
                .get("accuracy");
        assertThat(accuracy)
                .isLessThan(ConfidenceBased.estimate(predictions, null)
                        .get("accuracy")
                        .low());
    }
}
