package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.tree.Ensemble;
import io.jenkins.plugins.modeldelivery.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DenseRowsTest {

    /** Trees predict the same whether they take the frame's columns or rows encoded cell by cell. */
    @Property(tries = 40)
    void columnsAreTakenAsCellsAre(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = 6_000 + random.nextInt(2_000);
        float[] numbers = new float[rows];
        float[] targets = new float[rows];
        int[] few = new int[rows];
        int[] many = new int[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
            few[row] = random.nextInt(4) - 1;
            many[row] = random.nextInt(10) == 0 ? 55 + random.nextInt(20) : random.nextInt(52);
            targets[row] = random.nextFloat() + many[row] % 3;
        }
        Frame frame = new Frame(
                null,
                List.of(
                        new Column.Numeric("n", numbers, 0),
                        new Column.Categorical("few", names(3), few, 3, 0),
                        new Column.Categorical("many", names(75), many, 75, 0)));
        Preprocessing preprocessing = Preprocessing.fit(
                frame, List.of("n", "few", "many"), false, random.nextBoolean() ? targets : null, null);
        Trees trees = new Trees(Task.REGRESSION, ensemble(random, preprocessing.width()));
        Encoded direct = preprocessing.encoded(frame);
        assertThat(trees.predict(direct, 2)).containsExactly(trees.predict(preprocessing.encode(frame), 1));
        int[] some = IntStream.range(0, 100).map(i -> random.nextInt(rows)).toArray();
        assertThat(trees.predict(direct.subset(some), 1))
                .containsExactly(trees.predict(direct.subset(some).cells(), 2));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "v" + i).toList();
    }

    /** Trees of seven nodes that split by any of the columns, or by the first few only. */
    private static Ensemble ensemble(Random random, int columns) {
        int asked = random.nextBoolean() ? columns : 3;
        List<Tree> trees = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int[] of = random.ints(7, 0, asked).toArray();
            float[] conditions = new float[7];
            boolean[] missing = new boolean[7];
            float[] values = new float[7];
            for (int n = 0; n < 7; n++) {
                conditions[n] = (float) random.nextGaussian();
                missing[n] = random.nextBoolean();
                values[n] = random.nextFloat();
            }
            trees.add(new Tree(
                    new int[] {1, 3, 5, -1, -1, -1, -1},
                    new int[] {2, 4, 6, -1, -1, -1, -1},
                    of,
                    conditions,
                    missing,
                    1,
                    values,
                    new float[7],
                    new float[7]));
        }
        return new Ensemble(trees, new int[8], 1, columns, 0.5f, Ensemble.Link.IDENTITY);
    }
}
