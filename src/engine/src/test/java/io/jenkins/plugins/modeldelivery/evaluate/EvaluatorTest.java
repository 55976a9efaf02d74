package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Expected numbers: scikit-learn 1.9.1 on the same arrays (seed 7 of numpy's RandomState made them). */
class EvaluatorTest {

    private static final String LABELS = "1000000110000110100100100100001000000101";
    private static final double[] PROBABILITIES = {
        0.59, 0.22, 0.41, 0.23, 0.29, 0.45, 0.26, 0.87, 0.41, 0.47, 0.27, 0.27, 0.4, 0.63, 0.56, 0.0, 0.36, 0.45, 0.33,
        0.74, 0.6, 0.43, 0.33, 0.19, 0.37, 0.45, 0.61, 0.6, 0.53, 0.3, 0.83, 0.08, 0.19, 0.29, 0.47, 0.31, 0.09, 0.52,
        0.2, 0.49
    };

    private static Column.Categorical labels(String digits, String... classes) {
        int[] codes = digits.chars().map(c -> c - '0').toArray();
        return new Column.Categorical("label", List.of(classes), codes, classes.length, 0);
    }

    private static void equal(Evaluation evaluation, Map<String, Double> expected) {
        expected.forEach((name, value) ->
                assertThat(evaluation.metrics().get(name)).as(name).isCloseTo(value, within(1e-12)));
    }

    @Test
    void binaryMetricsEqualScikitLearns() {
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.BINARY, List.of("no", "yes"), PROBABILITIES), labels(LABELS, "no", "yes"));
        Map<String, Double> expected = Map.of(
                "accuracy", 0.775,
                "balancedAccuracy", 0.7202380952380952,
                "precision", 0.6363636363636364,
                "recall", 0.5833333333333334,
                "f1", 0.6086956521739131,
                "auc", 0.8363095238095238,
                "prAuc", 0.7151974669973392,
                "logLoss", 0.4879240693504695,
                "brier", 0.1596475,
                "mcc", 0.45206068124895943);
        equal(evaluation, expected);
        equal(
                evaluation,
                Map.ofEntries(
                        Map.entry("kappa", 0.4512195121951219),
                        Map.entry("precisionMacro", 0.731974921630094),
                        Map.entry("recallMacro", 0.7202380952380952),
                        Map.entry("f1Macro", 0.7254004576659039),
                        Map.entry("precisionWeighted", 0.7702194357366772),
                        Map.entry("recallWeighted", 0.775),
                        Map.entry("f1Weighted", 0.7720823798627002),
                        // recall_score(pos_label=0): 24 / 28; the mean of the predictions: 11 / 40
                        Map.entry("specificity", 0.8571428571428571),
                        Map.entry("selectionRate", 0.275),
                        // numpy: the sum over ten bins of |sum of p - positives|, and y[argsort(-p)][:4].mean() /
                        // y.mean()
                        Map.entry("ece", 0.17025),
                        Map.entry("lift", 3.3333333333333335)));
        assertThat(evaluation.perClass().get(0).precision()).isCloseTo(24 / 29.0, within(1e-12));
        assertThat(evaluation.perClass().get(1).recall()).isCloseTo(7 / 12.0, within(1e-12));
        assertThat(evaluation.confusion()).isDeepEqualTo(new long[][] {{24, 4}, {5, 7}});
        assertThat(evaluation.positive()).isEqualTo("yes");
        assertThat(evaluation.rows()).isEqualTo(40);
        assertThat(evaluation.roc()[0]).containsExactly(0, 0);
        assertThat(evaluation.roc()[evaluation.roc().length - 1]).containsExactly(1, 1);
    }

    @Test
    void multiclassMetricsEqualScikitLearns() {
        double[] probabilities = {
            0.717, 0.251, 0.032, 0.406, 0.427, 0.167, 0.532, 0.177, 0.291, 0.292, 0.387, 0.321, 0.004, 0.279, 0.717,
            0.419, 0.264, 0.317, 0.623, 0.36, 0.017, 0.106, 0.436, 0.458, 0.118, 0.396, 0.486, 0.261, 0.333, 0.406,
            0.126, 0.264, 0.61, 0.074, 0.043, 0.883, 0.85, 0.041, 0.109, 0.229, 0.337, 0.434, 0.309, 0.466, 0.225,
            0.197, 0.04, 0.763, 0.968, 0.027, 0.005, 0.663, 0.097, 0.24, 0.007, 0.628, 0.365, 0.303, 0.079, 0.618,
            0.062, 0.197, 0.741, 0.134, 0.005, 0.861, 0.333, 0.478, 0.189, 0.241, 0.513, 0.246, 0.036, 0.476, 0.488,
            0.05, 0.938, 0.012, 0.409, 0.427, 0.164, 0.62, 0.081, 0.299, 0.585, 0.092, 0.323, 0.211, 0.259, 0.53
        };
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.MULTICLASS, List.of("a", "b", "c"), probabilities),
                labels("011120022202022201122111201002", "a", "b", "c"));
        Map<String, Double> expected = Map.of(
                "accuracy", 0.8,
                "balancedAccuracy", 0.7870370370370371,
                "precision", 0.7913105413105413,
                "recall", 0.7870370370370371,
                "f1", 0.7878867102396514,
                "auc", 0.7799823633156967,
                "logLoss", 0.980947528568407,
                "mcc", 0.6966261794699121);
        equal(evaluation, expected);
        equal(
                evaluation,
                Map.of(
                        "kappa", 0.6954314720812182,
                        "precisionWeighted", 0.7967948717948717,
                        "recallWeighted", 0.8,
                        "f1Weighted", 0.7970980392156863,
                        "brier", 0.5183198,
                        "prAuc", 0.6889296917074695,
                        // numpy, over ten bins of the largest probability
                        "ece", 0.2921333333333333));
        // precision_recall_fscore_support
        assertThat(evaluation.perClass().get(2).rows()).isEqualTo(12);
        assertThat(evaluation.perClass().get(1).precision()).isCloseTo(0.75, within(1e-12));
        assertThat(evaluation.perClass().get(0).recall()).isCloseTo(0.7777777777777778, within(1e-12));
        assertThat(evaluation.perClass().get(1).f1()).isCloseTo(0.7058823529411765, within(1e-12));
        // roc_auc_score and average_precision_score of each class against the others
        double[] areas = {0.8042328042328043, 0.656084656084656, 0.8796296296296297};
        double[] precisions = {0.7739137405804073, 0.5078002244668911, 0.7850751100751101};
        for (int c = 0; c < 3; c++) {
            Evaluation.Curves curves = evaluation.perClass().get(c).curves();
            assertThat(curves.auc()).isCloseTo(areas[c], within(1e-12));
            assertThat(curves.prAuc()).isCloseTo(precisions[c], within(1e-12));
            assertThat(curves.roc()[0]).containsExactly(0, 0);
            assertThat(curves.roc()[curves.roc().length - 1]).containsExactly(1, 1);
            double found = curves.precisionRecall()[curves.precisionRecall().length - 1][0];
            assertThat(found).isEqualTo(1);
        }
        // numpy.histogram of the first class's probabilities; none of its bins is empty
        assertThat(java.util.Arrays.stream(evaluation.perClass().get(0).curves().calibration())
                        .mapToDouble(bin -> bin[2]))
                .containsExactly(6.0, 5.0, 5.0, 3.0, 3.0, 2.0, 3.0, 1.0, 1.0, 1.0);
    }

    /** A class that does not occur, or is alone, has no curve; of many classes the largest have points. */
    @Test
    void curvesOfClassesAreThoseOfTheLargest() {
        int k = 20;
        int n = 4_000;
        Random random = new Random(5);
        double[] probabilities = new double[n * k];
        int[] codes = new int[n];
        java.util.List<String> names = new java.util.ArrayList<>();
        for (int c = 0; c < k; c++) {
            names.add("class " + c);
        }
        for (int i = 0; i < n; i++) {
            // The later the class the more rows; the first has none.
            codes[i] = Math.max(1, (int) (k * Math.sqrt(random.nextDouble())));
            double sum = 0;
            for (int c = 0; c < k; c++) {
                probabilities[i * k + c] = random.nextDouble() + (c == codes[i] ? 0.7 : 0);
                sum += probabilities[i * k + c];
            }
            for (int c = 0; c < k; c++) {
                probabilities[i * k + c] /= sum;
            }
        }
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.MULTICLASS, names, probabilities),
                new Column.Categorical("label", names, codes, k, 0));
        assertThat(evaluation.perClass().get(0).curves()).isNull();
        for (int c = 1; c < k; c++) {
            Evaluation.Curves curves = evaluation.perClass().get(c).curves();
            assertThat(curves.auc()).isBetween(0.8, 1.0);
            if (c < 8) {
                assertThat(curves.roc()).isNull();
                assertThat(curves.calibration()).isNull();
            } else {
                assertThat(curves.roc().length).isEqualTo(60);
                assertThat(curves.precisionRecall().length).isEqualTo(60);
            }
        }
    }

    @Test
    void regressionMetricsEqualScikitLearns() {
        float[] truth = {
            11.4f, 13.3f, 7.9f, 11.7f, 6.8f, 7.6f, 7.5f, 10.6f, 9.7f, 12.9f, 7.2f, 9.6f, 12.9f, 11.7f, 6.0f, 12.0f,
            8.6f, 11.2f, 10.9f, 13.7f
        };
        double[] predicted = {
            11.52, 11.45, 6.53, 12.43, 6.54, 8.74, 7.77, 9.85, 10.78, 12.09, 5.15, 11.66, 10.99, 12.34, 6.94, 12.15,
            6.92, 12.22, 9.46, 12.36
        };
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.REGRESSION, null, predicted), new Column.Numeric("y", truth, 0));
        assertThat(evaluation.metrics().get("rmse")).isCloseTo(1.2412432983540482, within(1e-12));
        assertThat(evaluation.metrics().get("mae")).isCloseTo(1.080500028610229, within(1e-12));
        assertThat(evaluation.metrics().get("r2")).isCloseTo(0.7145505153035805, within(1e-12));
        equal(
                evaluation,
                Map.of(
                        "mape", 0.11210658032616458,
                        "medianError", 1.0500001907348633,
                        // numpy.quantile(|error|, .9)
                        "p90Error", 1.9239996376037598,
                        "pinball10", 0.4340500371932984,
                        "pinball90", 0.646449991416931));
        assertThat(evaluation.residuals()).hasDimensions(20, 2);
    }

    @Test
    void whatIsNotDefinedIsLeftOutRatherThanZero() {
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.BINARY, List.of("no", "yes"), new double[] {0.1, 0.2, 0.3}),
                labels("000", "no", "yes"));
        assertThat(evaluation.metrics()).doesNotContainKeys("auc", "prAuc", "precision", "recall", "mcc");
        assertThat(evaluation.metrics()).containsEntry("accuracy", 1.0);
        assertThat(evaluation.roc()).isNull();
    }

    @Test
    void rowsWithoutTruthAreLeftOut() {
        Column.Categorical truth =
                new Column.Categorical("label", List.of("no", "yes"), new int[] {0, -1, 1, -1}, 2, 2);
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.BINARY, List.of("no", "yes"), new double[] {0.1, 0.9, 0.8, 0.1}), truth);
        assertThat(evaluation.rows()).isEqualTo(2);
        assertThat(evaluation.metrics()).containsEntry("accuracy", 1.0).containsEntry("auc", 1.0);
    }

    @Test
    void numericTruthIsMatchedByValue() {
        Column.Numeric truth = new Column.Numeric("label", new float[] {0, 1, 1}, 0);
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.BINARY, List.of("0", "1.0"), new double[] {0.1, 0.9, 0.4}), truth);
        assertThat(evaluation.confusion()).isDeepEqualTo(new long[][] {{1, 0}, {1, 1}});
    }

    @Test
    void anUnknownClassIsNamedWithItsCount() {
        Column.Categorical truth = new Column.Categorical("label", List.of("yes", "maybe"), new int[] {0, 1, 1}, 2, 0);
        assertThatThrownBy(() -> Evaluator.evaluate(
                        new Predictions(Task.BINARY, List.of("no", "yes"), new double[] {0.1, 0.9, 0.4}), truth))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'maybe' in 2 rows")
                .hasMessageContaining("column 'label'");
    }

    @Test
    void noTruthAtAllIsAnError() {
        Column.Categorical truth = new Column.Categorical("label", List.of("yes"), new int[] {-1, -1}, 1, 2);
        assertThatThrownBy(() -> Evaluator.evaluate(
                        new Predictions(Task.BINARY, List.of("no", "yes"), new double[] {0.1, 0.9}), truth))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("No row has a value of the target");
    }

    /** AUC by its definition: the share of positive-negative pairs in the right order, ties half. */
    @Property(tries = 200)
    void aucIsTheShareOfOrderedPairs(@ForAll @Size(min = 2, max = 60) List<Boolean> truth, @ForAll long seed) {
        int n = truth.size();
        double[] scores =
                new Random(seed).doubles(n).map(x -> Math.round(x * 8) / 8.0).toArray();
        int[] codes = truth.stream().mapToInt(t -> t ? 1 : 0).toArray();
        double pairs = 0;
        double ordered = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (truth.get(i) && !truth.get(j)) {
                    pairs++;
                    ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        Evaluation evaluation = Evaluator.evaluate(
                new Predictions(Task.BINARY, List.of("no", "yes"), scores),
                new Column.Categorical("label", List.of("no", "yes"), codes, 2, 0));
        if (pairs == 0) {
            assertThat(evaluation.metrics()).doesNotContainKey("auc");
        } else {
            assertThat(evaluation.metrics().get("auc")).isCloseTo(ordered / pairs, within(1e-12));
        }
    }
}
