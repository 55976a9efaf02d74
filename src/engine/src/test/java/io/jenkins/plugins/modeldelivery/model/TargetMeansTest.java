package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetMeansTest {

    /** Value v of {@code values} in {@code each} rows, one after the other; the last value in one row less. */
    private static Column.Categorical column(int values, int each) {
        int[] codes = IntStream.range(0, values * each - 1).map(i -> i % values).toArray();
        List<String> names = IntStream.range(0, values).mapToObj(i -> "v" + i).toList();
        return new Column.Categorical("c", names, codes, values, 0);
    }

    @Test
    void meansAreDrawnTowardsTheMeanOfAllRows() {
        Column.Categorical column = column(4, 150);
        float[] targets = new float[column.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = column.codes()[i];
        }
        TargetMeans means = TargetMeans.fit(column, 3, targets, null);
        double all = (0 * 150 + 150 + 2 * 150 + 3 * 149) / 599.0;
        assertThat(means.values()).containsExactly("v0", "v1", "v2", "v3");
        assertThat(means.means().get(0)).isCloseTo((float) (100 * all / 250), within(1e-6f));
        assertThat(means.means().get(3)).isCloseTo((float) ((3 * 149 + 100 * all) / 249), within(1e-6f));
        assertThat(means.of(List.of("v2", "unknown")))
                .containsExactly((float) ((2 * 150 + 100 * all) / 250), Float.NaN);
    }

    @Test
    void weightsCount() {
        Column.Categorical column = column(2, 200);
        float[] targets = new float[column.size()];
        float[] weights = new float[column.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = i < 200 ? 1 : 0;
            weights[i] = i < 200 ? 3 : 1;
        }
        TargetMeans means = TargetMeans.fit(column, 1, targets, weights);
        double all = 600.0 / 799;
        assertThat(means.means().get(0)).isCloseTo((float) ((300 + 100 * all) / 500), within(1e-6f));
    }

    @Test
    void fewRowsHaveNoMean() {
        assertThat(TargetMeans.fit(column(60, 100), 59, new float[5_999], null)).isNull();
        assertThat(TargetMeans.fit(column(60, 100), 58, new float[5_999], null).values())
                .hasSize(59)
                .doesNotContain("v59");
    }

    @Test
    void boostingLearnsFromAllOfManyValues(@TempDir Path dir) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("c,n,y\n");
        for (int i = 0; i < 48_000; i++) {
            int value = random.nextInt(300);
            boolean yes = random.nextDouble() < (value % 2 == 0 ? 0.9 : 0.1);
            text.append('v')
                    .append(value)
                    .append(',')
                    .append(random.nextInt(1_000))
                    .append(',')
                    .append(yes)
                    .append('\n');
        }
        // The best that can be is 0.9: one learned value by value reaches 0.6 in so few trees.
        assertThat(new Requests(dir)
                        .data(text.toString())
                        .trainer("gradientBoosting")
                        .parameters(Map.of("rounds", 20))
                        .run()
                        .evaluation()
                        .metrics()
                        .get("auc"))
                .isGreaterThan(0.86);
    }
}
