package io.jenkins.plugins.modeldelivery.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestTest {

    private static final float NONE = Float.NaN;

    private static int[] all(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    private static Forest.Settings one(int depth) {
        return new Forest.Settings(1, depth, 1, 1, 1, 1, 2);
    }

    private static Ensemble grow(
            List<Feature> features, int width, float[] labels, float[] weights, int classes, Forest.Settings settings) {
        Bins bins = Bins.of(features, all(labels.length), width, settings.threads());
        return Forest.grow(bins, labels, weights, classes, settings, grown -> {});
    }

    private static List<Feature> number(float... values) {
        return List.of(new Feature.Numbers(values, 0, 0));
    }

    private static double[] predict(Ensemble ensemble, float... rows) {
        return AllColumns.predict(ensemble, rows);
    }

    /** The best cut is in the middle of 2 and 3; of targets 0, 0, 1, 1 it takes all of the variance, 4 * 1/4. */
    @Test
    void splitsWhereTheVarianceFallsMost() {
        for (int classes : new int[] {0, 2}) {
            Ensemble forest = grow(number(1, 2, 3, 4), 1, new float[] {0, 0, 1, 1}, null, classes, one(5));
            Tree tree = forest.trees().get(0);
            assertThat(tree.nodes()).isEqualTo(3);
            assertThat(tree.conditions()[0]).isEqualTo(2.5f);
            assertThat(tree.gains()[0]).isEqualTo(1);
            assertThat(tree.covers()).containsExactly(4, 2, 2);
            assertThat(predict(forest, -9, 2.4f, 2.5f, 9)).containsExactly(0, 0, 1, 1);
        }
    }

    /** Gini: 6 - 14/6 before, 0 after two splits; a leaf of one kind is not split on. */
    @Test
    void sharesOfThreeClasses() {
        Ensemble forest = grow(number(1, 2, 3, 4, 5, 6), 1, new float[] {0, 1, 1, 2, 2, 2}, null, 3, one(9));
        Tree tree = forest.trees().get(0);
        assertThat(tree.nodes()).isEqualTo(5);
        // (9 / 3 + 5 / 3) - 14 / 6 at 3.5.
        assertThat(tree.conditions()[0]).isEqualTo(3.5f);
        assertThat(tree.gains()[0]).isCloseTo(14 / 6f, within(1e-6f));
        assertThat(predict(forest, 1, 2, 3, 4)).containsExactly(1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1);
        Ensemble shallow = grow(number(1, 2, 3, 4, 5, 6), 1, new float[] {0, 1, 1, 2, 2, 2}, null, 3, one(1));
        assertThat(predict(shallow, 1)).containsExactly((float) (1 / 3.0), (float) (2 / 3.0), 0);
    }

    @Test
    void missingValuesGoWhereTheyFit() {
        float[] values = {1, 2, NONE, 4, 5, NONE};
        Ensemble right = grow(number(values), 1, new float[] {0, 0, 1, 1, 1, 1}, null, 2, one(5));
        assertThat(predict(right, 0, 9, NONE)).containsExactly(0, 1, 1);
        Ensemble left = grow(number(values), 1, new float[] {0, 0, 0, 1, 1, 0}, null, 2, one(5));
        assertThat(predict(left, 0, 9, NONE)).containsExactly(0, 1, 0);
        // Being missing is all that matters.
        Ensemble alone = grow(number(values), 1, new float[] {0, 0, 1, 0, 0, 1}, null, 2, one(5));
        assertThat(alone.trees().get(0).nodes()).isEqualTo(3);
        assertThat(predict(alone, 0, 9, 1e30f, NONE)).containsExactly(0, 0, 0, 1);
        // None was: what is missing later goes with most.
        Ensemble never = grow(number(1, 2, 3, 4, 5), 1, new float[] {0, 1, 1, 1, 1}, null, 2, one(1));
        assertThat(predict(never, NONE)).containsExactly(1);
    }

    @Test
    void aCategoryIsAskedForOneSlot() {
        // Slots b, a, other; codes a, b, c, none.
        Feature category = new Feature.Codes(new int[] {0, 1, 2, -1, 0, 1, 2, -1}, new int[] {1, 0, 2}, 3, 0);
        Ensemble forest = grow(List.of(category), 3, new float[] {1, 0, 0, 0, 1, 0, 0, 0}, null, 2, one(5));
        assertThat(forest.trees().get(0).nodes()).isEqualTo(3);
        assertThat(forest.trees().get(0).columns()[0]).isEqualTo(1);
        assertThat(predict(forest, 1, NONE, NONE, NONE, 1, NONE, NONE, NONE, 1, NONE, NONE, NONE))
                .containsExactly(0, 1, 0, 0);
    }

    @Test
    void constantColumnsOneRowAndOneClass() {
        assertThat(predict(grow(number(3, 3, 3), 1, new float[] {1, 2, 6}, null, 0, one(5)), 3))
                .containsExactly(3);
        assertThat(predict(grow(number(NONE, NONE), 1, new float[] {1, 2}, null, 0, one(5)), 3))
                .containsExactly(1.5);
        assertThat(predict(grow(number(3), 1, new float[] {7}, null, 0, one(5)), 1, NONE))
                .containsExactly(7, 7);
        assertThat(predict(grow(number(1, 2), 1, new float[] {1, 1}, null, 2, one(5)), 1))
                .containsExactly(1);
        assertThat(predict(grow(number(1, 2), 1, new float[] {2, 2}, null, 3, one(5)), 1))
                .containsExactly(0, 0, 1);
    }

    /** A table with few values in each column, so that ranges are the same however often a row occurs. */
    private static float[][] table(Random random, int rows, int columns, int values) {
        float[][] table = new float[columns][rows];
        for (float[] column : table) {
            for (int i = 0; i < rows; i++) {
                column[i] = random.nextInt(12) == 0 ? NONE : random.nextInt(values);
            }
        }
        return table;
    }

    private static List<Feature> features(float[][] table, int[] directions) {
        List<Feature> features = new ArrayList<>();
        for (int c = 0; c < table.length; c++) {
            features.add(new Feature.Numbers(table[c], c, directions == null ? 0 : directions[c]));
        }
        return features;
    }

    private static float[] rowMajor(float[][] table) {
        float[] rows = new float[table.length * table[0].length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table[i % table.length][i / table.length];
        }
        return rows;
    }

    private static float[] labels(float[][] table, int classes, Random random) {
        float[] labels = new float[table[0].length];
        for (int i = 0; i < labels.length; i++) {
            double score = (Float.isNaN(table[0][i]) ? 3 : table[0][i])
                    - table[1 % table.length][i] / 2
                    + 2 * random.nextGaussian();
            score = Double.isNaN(score) ? 0 : score;
            labels[i] = classes == 0 ? (float) score : (int) Math.max(0, Math.min(classes - 1, score + 1));
        }
        return labels;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void weightsAreRepeatedRows(int classes) {
        Random random = new Random(classes);
        float[][] table = table(random, 900, 3, 9);
        float[] labels = labels(table, classes, random);
        float[] weights = new float[900];
        int[] repeated = new int[2_000];
        int n = 0;
        for (int i = 0; i < 900; i++) {
            weights[i] = random.nextInt(4);
            for (int r = 0; r < weights[i]; r++) {
                repeated[n++] = i;
            }
        }
        int[] indices = Arrays.copyOf(repeated, n);
        float[] more = new float[n];
        for (int i = 0; i < n; i++) {
            more[i] = labels[indices[i]];
        }
        Forest.Settings settings = new Forest.Settings(1, 6, 5, 1, 1, 1, 1);
        Ensemble weighed = grow(features(table, null), 3, labels, weights, classes, settings);
        Ensemble often =
                Forest.grow(Bins.of(features(table, null), indices, 3, 1), more, null, classes, settings, g -> {});
        assertThat(weighed.trees().get(0).nodes()).isGreaterThan(20);
        double[] expected = predict(often, rowMajor(table));
        double[] actual = predict(weighed, rowMajor(table));
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void theSameOnAnyNumberOfThreads(int classes) {
        Random random = new Random(4);
        float[][] table = table(random, 3_000, 6, 5_000);
        float[] labels = labels(table, classes, random);
        byte[] expected = null;
        for (int threads : new int[] {1, 2, 4, 8}) {
            Forest.Settings settings = new Forest.Settings(12, 9, 2, .63, .5, 17, threads);
            byte[] bytes = XGBoostFormat.write(grow(features(table, null), 6, labels, null, classes, settings));
            expected = expected == null ? bytes : expected;
            assertThat(bytes).isEqualTo(expected);
        }
        Forest.Settings other = new Forest.Settings(12, 9, 2, .63, .5, 18, 2);
        assertThat(XGBoostFormat.write(grow(features(table, null), 6, labels, null, classes, other)))
                .isNotEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void predictionsRiseWhereTheyMust(int classes) {
        Random random = new Random(6);
        float[][] table = table(random, 2_000, 3, 40);
        float[] labels = labels(table, classes, random);
        Forest.Settings settings = new Forest.Settings(20, 8, 1, .63, .7, 3, 2);
        Ensemble directed = grow(features(table, new int[] {1, -1, 1}), 3, labels, null, classes, settings);
        Ensemble free = grow(features(table, null), 3, labels, null, classes, settings);
        int falls = 0;
        for (int i = 0; i < 300; i++) {
            float[] row = {random.nextInt(40), random.nextInt(40), random.nextInt(40)};
            int c = random.nextInt(3);
            float[] moved = row.clone();
            moved[c] += (c == 1 ? -1 : 1) * random.nextInt(20);
            assertThat(predict(directed, moved)[0]).isGreaterThanOrEqualTo(predict(directed, row)[0] - 1e-5);
            falls += predict(free, moved)[0] < predict(free, row)[0] - 1e-5 ? 1 : 0;
        }
        assertThat(falls).isPositive();
    }

    /** Where a node has more rows than are summed feature by feature, its histogram is the parent's less its sibling's. */
    @Test
    void findsWhatIsThere() {
        Random random = new Random(8);
        float[][] table = table(random, 20_000, 5, 1_000);
        float[] labels = new float[20_000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (table[2][i] > 300) ^ (table[4][i] > 700) ? 1 : 0;
        }
        Ensemble forest = grow(features(table, null), 5, labels, null, 2, new Forest.Settings(30, 8, 1, .63, .8, 3, 2));
        double[] predicted = predict(forest, rowMajor(table));
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += predicted[i] > .5 == labels[i] > .5 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(19_700);
        double[] gains = forest.gains();
        assertThat(gains[2] + gains[4]).isGreaterThan(10 * (gains[0] + gains[1] + gains[3]));
    }

    @Test
    void rangesHaveAboutTheSameRows() {
        float[] sorted = new float[100_000];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = i < 50_000 ? 0 : i;
        }
        float[] cuts = Bins.cuts(sorted);
        assertThat(cuts).hasSize(Bins.MOST - 1).isSorted();
        assertThat(cuts[0]).isEqualTo(25_000);
        int[] rows = new int[cuts.length];
        for (int i = 50_000; i < sorted.length; i++) {
            int bin = Arrays.binarySearch(cuts, sorted[i]);
            int at = bin >= 0 ? bin : -bin - 2;
            rows[Math.max(0, at)]++;
        }
        assertThat(Arrays.stream(rows).max().orElseThrow()).isLessThan(250);
        assertThat(Bins.cuts(new float[] {1, Math.nextUp(1f)})).containsExactly(Math.nextUp(1f));
        assertThat(Bins.cuts(new float[] {-0f, 0f, 1})).containsExactly(.5f);
        assertThat(Bins.cuts(new float[0])).isEmpty();
    }

    @Test
    void whatAWatcherThrowsEndsIt() {
        Bins bins = Bins.of(number(1, 2, 3, 4), all(4), 1, 2);
        assertThatThrownBy(() -> Forest.grow(
                        bins, new float[] {0, 0, 1, 1}, null, 2, new Forest.Settings(500, 3, 1, 1, 1, 1, 2), grown -> {
                            throw new IllegalStateException("late");
                        }))
                .hasMessage("late");
    }
}
