package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Anomalies;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnlabelledTest {

    private static final List<String> CLASSES = List.of("fine", "broken");

    private static final String LABELS = "0010000010110100100100000000010010010010";

    private static double[] scores() {
        double[] scores = new double[40];
        Arrays.setAll(scores, i -> i * 37 % 101 / 101.0);
        scores[5] = scores[9];
        return scores;
    }

    private static Predictions predictions() {
        return new Predictions(Task.ANOMALY, CLASSES, scores(), 0.8);
    }

    private static Column labels(String text) {
        int[] codes = text.chars().map(c -> c == '?' ? -1 : c - '0').toArray();
        return new Column.Categorical("state", CLASSES, codes, 2, (int)
                text.chars().filter(c -> c == '?').count());
    }

    // scikit-learn 1.9.1 and numpy: s = (i * 37) % 101 / 101 with s[5] = s[9], y as above, p = s > 0.8: roc_auc_score,
    // average_precision_score, precision_score, recall_score, f1_score, p.mean(), np.quantile(s, [.5, .95, .99])
    @Test
    void anomalyMetricsEqualScikitLearns() {
        Map<String, Double> metrics =
                Evaluator.evaluate(predictions(), labels(LABELS)).metrics();
        Map.of(
                        "auc", 0.8369905956112852,
                        "prAuc", 0.6436548300184664,
                        "precision", 0.7142857142857143,
                        "recall", 0.45454545454545453,
                        "f1", 0.5555555555555556,
                        "flaggedShare", 0.175,
                        "scoreP50", 0.4603960396039604,
                        "scoreP95", 0.9321782178217821,
                        "scoreP99", 0.9785148514851485)
                .forEach((name, value) -> assertThat(metrics.get(name)).as(name).isCloseTo(value, within(1e-9)));
        assertThat(metrics).hasSize(9);
        Evaluation evaluation = Evaluator.evaluate(predictions(), labels(LABELS));
        assertThat(evaluation.positive()).isEqualTo("broken");
        assertThat(evaluation.confusion()).isDeepEqualTo(new long[][] {{27, 2}, {6, 5}});
        assertThat(evaluation.roc()).isNotEmpty();
    }

    @Test
    void rowsWithoutALabelCountWhereNoneIsNeeded() {
        String half = LABELS.substring(0, 20) + "?".repeat(20);
        Map<String, Double> some =
                Evaluator.evaluate(predictions(), labels(half)).metrics();
        assertThat(some.get("flaggedShare")).isEqualTo(0.175);
        Predictions first = new Predictions(
                Task.ANOMALY, CLASSES, Arrays.copyOf(predictions().values(), 20), 0.8);
        assertThat(some.get("auc"))
                .isEqualTo(Evaluator.evaluate(first, labels(LABELS.substring(0, 20)))
                        .metrics()
                        .get("auc"));
        assertThat(Unlabelled.scores(predictions(), labels("?".repeat(40))).measured())
                .containsOnlyKeys("flaggedShare", "scoreP50", "scoreP95", "scoreP99");
        assertThat(Unlabelled.scores(predictions(), null).measured())
                .containsOnlyKeys("flaggedShare", "scoreP50", "scoreP95", "scoreP99");
    }

    /** A row that is drawn twice is two rows. */
    @Test
    void weightsCountRowsAgain() {
        byte[] weights = new byte[40];
        double[] longer = new double[60];
        StringBuilder labels = new StringBuilder();
        int n = 0;
        for (int i = 0; i < 40; i++) {
            weights[i] = (byte) (i % 4);
            for (int w = 0; w < i % 4; w++) {
                longer[n++] = scores()[i];
                labels.append(LABELS.charAt(i));
            }
        }
        Scores weighed = Unlabelled.scores(predictions(), labels(LABELS));
        double[] out = new double[weighed.metrics().size()];
        weighed.measure(weights, out);
        double[] again = new double[out.length];
        Unlabelled.scores(new Predictions(Task.ANOMALY, CLASSES, longer, 0.8), labels(labels.toString()))
                .measure(null, again);
        assertThat(out).containsExactly(again, within(1e-9));
        boolean[] kept = new boolean[40];
        Arrays.fill(kept, 0, 20, true);
        assertThat(weighed.select(kept).measured())
                .isEqualTo(Unlabelled.scores(
                                new Predictions(Task.ANOMALY, CLASSES, Arrays.copyOf(scores(), 20), 0.8),
                                labels(LABELS.substring(0, 20)))
                        .measured());
    }

    @Test
    void theMostUnusualRowsAreToldWithTheirReasonsAndWithoutWhatIsSensitive() {
        float[] values = new float[40];
        for (int i = 0; i < 40; i++) {
            values[i] = i / 4f;
        }
        int[] codes = IntStream.range(0, 40).map(i -> i % 3 - 1).toArray();
        Frame frame = new Frame(
                null,
                List.of(
                        new Column.Numeric("speed", values, 0),
                        new Column.Categorical("colour", List.of("red", "blue"), codes, 2, 14)));
        Anomalies told = Unlabelled.told(
                predictions(),
                frame,
                IntStream.range(100, 140).toArray(),
                rows -> {
                    double[][] reasons = new double[rows.rows()][];
                    Arrays.fill(reasons, new double[] {1, 3});
                    return reasons;
                },
                List.of("speed", "colour"),
                List.of("speed"));
        assertThat(told.flagged()).isEqualTo(7);
        assertThat(told.threshold()).isEqualTo(0.8);
        assertThat(Arrays.stream(told.histogram()).mapToDouble(b -> b[2]).sum()).isEqualTo(40);
        assertThat(told.unusual()).hasSize(20);
        Anomalies.Row first = told.unusual().get(0);
        int at = (int) first.row() - 100;
        assertThat(first.score()).isEqualTo(Arrays.stream(scores()).max().orElseThrow());
        assertThat(scores()[at]).isEqualTo(first.score());
        assertThat(first.flagged()).isTrue();
        assertThat(first.reasons())
                .containsExactly(
                        new Anomalies.Reason("colour", at % 3 == 0 ? "" : at % 3 == 1 ? "red" : "blue", 0.75),
                        new Anomalies.Reason("speed", null, 0.25));
    }

    @Test
    void clustersAreMeasuredWithoutATruth() {
        // Two pairs on a line, a cluster without rows, distances to centres at 0.5 and 10.
        Rows rows = new Rows(new long[] {0, 1, 2, 3, 4}, new int[] {0, 0, 0, 0}, new float[] {0.25f, 1, 9, 12}, 1);
        double[] values = {0, 0.25, 0, 0.5, 2, 1, 2, 2};
        List<Cluster> described = List.of(
                new Cluster("1", 0, 0, 0.5, null, null),
                new Cluster("2", 0, 0, 0.25, null, null),
                new Cluster("3", 0, 0, 0.25, null, null));
        Predictions predictions = new Predictions(Task.CLUSTERING, List.of("1", "2", "3"), values);
        Evaluation evaluation = Unlabelled.clusters(predictions, rows, described, 2);
        assertThat(evaluation.metrics().get("inertia")).isCloseTo(5.3125, within(1e-12));
        // scikit-learn 1.9.1 on X = [[.25], [1], [9], [12]], labels [0, 0, 1, 1]
        assertThat(evaluation.metrics().get("silhouette")).isCloseTo(0.8064841702278714, within(1e-9));
        assertThat(evaluation.metrics().get("daviesBouldin")).isCloseTo(0.189873417721519, within(1e-9));
        assertThat(evaluation.metrics().get("calinskiHarabasz")).isCloseTo(40.790849673202615, within(1e-9));
        assertThat(evaluation.clusters()).extracting(Cluster::rows).containsExactly(2L, 0L, 2L);
        assertThat(evaluation.clusters()).extracting(Cluster::distance).containsExactly(0.375, null, 1.5);
        assertThat(evaluation.clusters()).extracting(Cluster::trainedShare).containsExactly(0.5, 0.25, 0.25);
        Scores scores = Unlabelled.scores(predictions, rows, described, true, 1);
        double[] out = new double[4];
        scores.measure(new byte[] {2, 0, 1, 1}, out);
        assertThat(out[3]).isCloseTo(2 * 0.0625 + 1 + 4, within(1e-12));
        assertThat(out[1]).isNaN();
        assertThat(Unlabelled.scores(predictions, rows, described, false, 1).measured())
                .doesNotContainKey("inertia");
        assertThat(scores.select(new boolean[] {true, true, false, false}).measured())
                .containsOnlyKeys("inertia");
    }
}
