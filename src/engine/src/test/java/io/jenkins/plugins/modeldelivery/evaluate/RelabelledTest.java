package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.LabelChanges;
import io.jenkins.plugins.modeldelivery.document.LabelChanges.Change;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RelabelledTest {

    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void labelChangesMatchStatsmodels() {
        labels(
                new long[][] {{50, 8, 3}, {15, 40, 10}, {9, 4, 30}},
                7.7018633540372665,
                0.05259238859462869,
                3,
                5.736292428198429,
                0.056804131734317975,
                2);
        labels(
                new long[][] {{20, 10, 5}, {3, 30, 15}, {0, 5, 40}},
                13.76923076923077,
                0.003236706503235448,
                3,
                13.76470588235294,
                0.0010257277265580678,
                2);
        // Stuart's (1953) eyes of 7477 women, in many textbooks.
        labels(
                new long[][] {{1520, 266, 124, 66}, {234, 1512, 432, 78}, {117, 362, 1772, 205}, {36, 82, 179, 492}},
                19.106550215266772,
                0.003987419840428568,
                6,
                11.95656962298254,
                0.007533425054800591,
                3);
        labels(new long[][] {{5, 0}, {0, 7}}, 0, 1, 0, 0, 1, 0);
        // A third label that nothing changes to or from is no label: McNemar's chi-squared.
        labels(
                new long[][] {{50, 9, 0}, {21, 40, 0}, {0, 0, 3}},
                144 / 30.0,
                0.028459736916310602,
                1,
                144 / 30.0,
                0.028459736916310602,
                1);
    }

    private static void labels(
            long[][] table, double bowker, double p, int freedom, double stuart, double stuartP, int stuartFreedom) {
        Symmetry changes = Symmetry.of(table);
        assertThat(changes.bowker()).isCloseTo(bowker, EXACT);
        assertThat(changes.bowkerPValue()).isCloseTo(p, EXACT);
        assertThat(changes.bowkerFreedom()).isEqualTo(freedom);
        assertThat(changes.stuartMaxwell()).isCloseTo(stuart, EXACT);
        assertThat(changes.stuartMaxwellPValue()).isCloseTo(stuartP, EXACT);
        assertThat(changes.stuartMaxwellFreedom()).isEqualTo(stuartFreedom);
    }

    /** Labels by row whose table is the given one: the first index from, the second to. */
    private static LabelChanges changes(long[][] table, List<String> labels) {
        int rows = 0;
        for (long[] line : table) {
            for (long n : line) {
                rows += (int) n;
            }
        }
        int[] from = new int[rows];
        int[] to = new int[rows];
        int at = 0;
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                for (long n = 0; n < table[i][j]; n++) {
                    from[at] = i;
                    to[at++] = j;
                }
            }
        }
        return Relabelled.of(to, labels, from, labels);
    }

    @Test
    void saysWhichRowsChangeAndWhetherTheyTendOneWay() {
        LabelChanges two = changes(new long[][] {{900, 30}, {12, 58}}, List.of("no", "yes"));
        assertThat(two.rows()).isEqualTo(1000);
        assertThat(two.changed()).isEqualTo(42);
        assertThat(two.changes()).containsExactly(new Change("no", "yes", 30), new Change("yes", "no", 12));
        // scipy.stats.binomtest(12, 42, 0.5).pvalue
        assertThat(two.symmetry().p()).isCloseTo(0.007915897334896727, EXACT);
        assertThat(two.symmetry().statistic()).isCloseTo(18 * 18 / 42.0, EXACT);
        assertThat(two.shares()).isNull();
        assertThat(two.sentence("v3"))
                .isEqualTo(
                        "42 of 1,000 rows (4.2 %) get another label than from v3: 'no' -> 'yes' 30, 'yes' -> 'no' 12;"
                                + " more to 'yes' than back (exact p 0.0079)");
        LabelChanges three =
                changes(new long[][] {{20, 10, 5}, {3, 30, 15}, {0, 5, 40}}, List.of("low", "middle", "high"));
        assertThat(three.sentence("v3"))
                .isEqualTo("38 of 128 rows (29.7 %) get another label than from v3: 'middle' -> 'high' 15, 'low' ->"
                        + " 'middle' 10, 'low' -> 'high' 5, 'high' -> 'middle' 5, others 3; more one way than back"
                        + " (Bowker's p 0.0032), so that labels have other shares (Stuart and Maxwell's p 0.0010)");
        assertThat(three.shares().freedom()).isEqualTo(2);
        assertThat(changes(new long[][] {{900, 7}, {9, 58}}, List.of("no", "yes"))
                        .sentence("v3"))
                .endsWith("; as many one way as back, but for chance (exact p 0.8036)");
        assertThat(changes(new long[][] {{900, 0}, {0, 58}}, List.of("no", "yes"))
                        .sentence("v3"))
                .isEqualTo("None of 958 rows gets another label than from v3");
        assertThat(changes(new long[][] {{900, 1}, {0, 58}}, List.of("no", "yes"))
                        .sentence("v3"))
                .startsWith("1 of 959 rows (0.1 %) gets another label");
    }

    @Test
    void labelsAreMatchedByNameWhereTheModelsKnowOthers() {
        LabelChanges found = Relabelled.of(
                new int[] {0, 0, 1, 2, 2}, List.of("a", "b", "new"), new int[] {1, 0, 0, 0, 0}, List.of("b", "a"));
        assertThat(found.changed()).isEqualTo(3);
        assertThat(found.changes()).containsExactly(new Change("b", "new", 2), new Change("b", "a", 1));
        assertThat(Relabelled.of(null, null, null, null)).isNull();
    }

    @Test
    void everyKindOfScoresKnowsItsLabels() {
        Column.Categorical truth = new Column.Categorical("y", List.of("no", "yes"), new int[] {1, 0, -1, 1, 0}, 2, 1);
        assertThat(Evaluator.scores(
                                new Predictions(
                                        Task.BINARY, List.of("no", "yes"), new double[] {0.4, 0.7, 0.9, 0.8, 0.5}),
                                truth,
                                null)
                        .predicted())
                .as("the row without a truth is left out")
                .containsExactly(0, 1, 1, 1);
        assertThat(Evaluator.labels(new int[] {0, 1, 1, 0, 1}, truth, List.of("no", "yes"), null)
                        .predicted())
                .containsExactly(0, 1, 0, 1);
        assertThat(Evaluator.scores(
                                new Predictions(Task.MULTICLASS, List.of("no", "yes", "?"), new double[] {
                                    .1, .2, .7, .5, .3, .2, 0, 0, 1, .2, .6, .2, 1, 0, 0
                                }),
                                truth,
                                null)
                        .predicted())
                .containsExactly(2, 0, 1, 0);
        assertThat(Evaluator.scores(
                                new Predictions(Task.REGRESSION, List.of(), new double[] {1, 2}),
                                new Column.Numeric("y", new float[] {1, 2}, 0),
                                null)
                        .predicted())
                .isNull();
    }
}
