package io.jenkins.plugins.modeldelivery.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoostingTest {

    private static Ensemble boost(
            float[][] table, int[] directions, float[] labels, float[] weights, int classes, int rounds, int threads) {
        return boost(
                table,
                directions,
                labels,
                weights,
                classes,
                rounds,
                new Boosting.Settings(4, .3, 1, 1, .8, .8, 9, threads));
    }

    private static Ensemble boost(
            float[][] table,
            int[] directions,
            float[] labels,
            float[] weights,
            int classes,
            int rounds,
            Boosting.Settings settings) {
        List<Feature> features = new ArrayList<>();
        for (int c = 0; c < table.length; c++) {
            features.add(new Feature.Numbers(table[c], c, directions == null ? 0 : directions[c]));
        }
        Bins bins = Bins.of(features, IntStream.range(0, labels.length).toArray(), table.length, settings.threads());
        Boosting boosting = new Boosting(bins, labels, weights, classes, settings);
        for (int round = 0; round < rounds; round++) {
            boosting.round();
        }
        return boosting.ensemble();
    }

    private static double[] predict(Ensemble ensemble, float... rows) {
        return AllColumns.predict(ensemble, rows);
    }

    /** Log odds start at 0; slopes are +-1/2, second derivatives 1/4: a leaf of two is 0.5 * (+-1) / (0.5 + 1). */
    @Test
    void oneNewtonStep() {
        Boosting.Settings settings = new Boosting.Settings(3, .5, 0, 1, 1, 1, 1, 1);
        Ensemble one = boost(new float[][] {{1, 2, 3, 4}}, null, new float[] {0, 0, 1, 1}, null, 2, 1, settings);
        Tree tree = one.trees().get(0);
        assertThat(tree.conditions()[0]).isEqualTo(2.5f);
        // 1 / 1.5 + 1 / 1.5 - 0
        assertThat(tree.gains()[0]).isCloseTo(4 / 3f, within(1e-6f));
        assertThat(predict(one, 1, 4)[0]).isCloseTo(1 / (1 + Math.exp(1 / 3.0)), within(1e-6));
        assertThat(predict(one, 1, 4)[1]).isCloseTo(1 / (1 + Math.exp(-1 / 3.0)), within(1e-6));
        // The mean, 5, and half of what the trees say: (-4 - 2) / (2 + 1) and (2 + 4) / (2 + 1).
        Boosting.Settings flat = new Boosting.Settings(1, .5, 0, 1, 1, 1, 1, 1);
        Ensemble numbers = boost(new float[][] {{1, 2, 3, 4}}, null, new float[] {1, 3, 7, 9}, null, 0, 1, flat);
        assertThat(predict(numbers, 1, 4)).containsExactly(4, 6);
    }

    private static final int ROWS = 4_000;

    private static float[][] table() {
        Random random = new Random(2);
        float[][] table = new float[4][ROWS];
        for (float[] column : table) {
            for (int i = 0; i < ROWS; i++) {
                column[i] = random.nextInt(15) == 0 ? Float.NaN : (float) random.nextGaussian();
            }
        }
        return table;
    }

    private static float[] labels(float[][] table, int classes) {
        Random random = new Random(3);
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double x = Float.isNaN(table[0][i]) ? 1 : table[0][i];
            double y = Float.isNaN(table[1][i]) ? 0 : table[1][i];
            double score = x + x * y + .3 * random.nextGaussian();
            labels[i] =
                    classes == 0 ? (float) score : classes == 2 ? score > 0 ? 1 : 0 : score > 1 ? 2 : score > 0 ? 1 : 0;
        }
        return labels;
    }

    private static float[] rowMajor(float[][] table) {
        float[] rows = new float[table.length * ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table[i % table.length][i / table.length];
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void learnsAndIsTheSameOnAnyNumberOfThreads(int classes) {
        float[][] table = table();
        float[] labels = labels(table, classes);
        Ensemble ensemble = boost(table, null, labels, null, classes, 60, 1);
        byte[] bytes = XGBoostFormat.write(ensemble);
        for (int threads : new int[] {2, 4, 8}) {
            assertThat(XGBoostFormat.write(boost(table, null, labels, null, classes, 60, threads)))
                    .isEqualTo(bytes);
        }
        double[] predicted = predict(ensemble, rowMajor(table));
        // Read again it predicts the same, to the last bit.
        assertThat(predict(XGBoostFormat.read(bytes), rowMajor(table))).isEqualTo(predicted);
        double wrong = 0;
        for (int i = 0; i < ROWS; i++) {
            if (classes == 0) {
                wrong += Math.abs(predicted[i] - labels[i]) / 5;
            } else if (classes == 2) {
                wrong += predicted[i] > .5 == labels[i] > .5 ? 0 : 1;
            } else {
                double own = predicted[3 * i + (int) labels[i]];
                wrong += own < Math.max(predicted[3 * i], Math.max(predicted[3 * i + 1], predicted[3 * i + 2])) ? 1 : 0;
                assertThat(predicted[3 * i] + predicted[3 * i + 1] + predicted[3 * i + 2])
                        .isCloseTo(1, within(1e-6));
            }
        }
        assertThat(wrong / ROWS).isLessThan(.12);
    }

    @Test
    void predictionsRiseWhereTheyMust() {
        float[][] table = table();
        Ensemble ensemble = boost(table, new int[] {1, -1, 0, 1}, labels(table, 2), null, 2, 40, 2);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            float[] row = new float[4];
            for (int c = 0; c < 4; c++) {
                row[c] = (float) random.nextGaussian();
            }
            float[] moved = row.clone();
            moved[0] += random.nextFloat();
            moved[1] -= random.nextFloat();
            moved[3] += random.nextFloat();
            assertThat(predict(ensemble, moved)[0]).isGreaterThanOrEqualTo(predict(ensemble, row)[0] - 1e-6);
        }
    }

    @Test
    void rowsOfNoWeightTeachNothing() {
        float[][] table = table();
        float[] labels = labels(table, 2);
        float[] weights = new float[ROWS];
        float[] lies = labels.clone();
        for (int i = 0; i < ROWS; i++) {
            weights[i] = i % 3 == 0 ? 3 : 0;
            lies[i] = i % 3 == 0 ? labels[i] : 1 - labels[i];
        }
        double[] predicted = predict(boost(table, null, lies, weights, 2, 40, 2), rowMajor(table));
        int right = 0;
        for (int i = 0; i < ROWS; i++) {
            right += predicted[i] > .5 == labels[i] > .5 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(ROWS * 85 / 100);
    }
}
