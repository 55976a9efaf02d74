package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceBasedTest {

    private static final List<String> CLASSES = List.of("no", "yes");

    private static Map<String, Estimate> binary(double... p) {
        return ConfidenceBased.estimate(new Predictions(Task.BINARY, CLASSES, p));
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

    @Test
    void tiesMissingProbabilitiesAndCertaintyAreNoTrouble() {
        assertThat(binary(0.3, 0.3, 0.3, Double.NaN).get("auc").value()).isEqualTo(0.5);
        assertThat(binary(0.3, 0.3, 0.3)).doesNotContainKey("precision");
        assertThat(binary()).isEmpty();
        assertThat(binary(Double.NaN)).isEmpty();
        assertThat(binary(0, 1, 1).get("auc")).isEqualTo(new Estimate(1, 1, 1));
        assertThat(binary(0, 0)).containsOnlyKeys("accuracy");
        assertThat(ConfidenceBased.estimate(new Predictions(Task.REGRESSION, null, new double[] {1, 2})))
                .isEmpty();
    }

    @Test
    void ofSeveralClassesTheMostProbableCounts() {
        Predictions predictions =
                new Predictions(Task.MULTICLASS, List.of("a", "b", "c"), new double[] {0.5, 0.3, 0.2, 0.1, 0.1, 0.8});
        Estimate accuracy = ConfidenceBased.estimate(predictions).get("accuracy");
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
            Map<String, Estimate> estimated = ConfidenceBased.estimate(predictions);
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
                .isLessThan(
                        ConfidenceBased.estimate(predictions).get("accuracy").low());
    }
}
