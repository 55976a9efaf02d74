package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows feature by feature say the same as the cells of the rows, which {@link Rows} keeps one by one. */
class DesignTest {

    private static final int ROWS = 3_000;
    private static final List<String> FEATURES = List.of("plain", "holes", "two", "many", "rare");

    private static Frame frame(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] plain = new float[rows];
        float[] holes = new float[rows];
        int[] two = new int[rows];
        int[] many = new int[rows];
        int[] rare = new int[rows];
        int absent = 0;
        int lost = 0;
        for (int i = 0; i < rows; i++) {
            // Some far outside, where scaled numbers are cut off.
            plain[i] = (float) (random.nextInt(500) == 0 ? 1e6 : random.nextDouble(-3, 7));
            boolean hole = random.nextInt(5) == 0;
            holes[i] = hole ? Float.NaN : random.nextInt(9);
            absent += hole ? 1 : 0;
            two[i] = random.nextInt(2);
            many[i] = Math.min(random.nextInt(90), random.nextInt(90));
            boolean none = random.nextInt(7) == 0;
            rare[i] = none ? -1 : random.nextInt(4);
            lost += none ? 1 : 0;
        }
        return new Frame(
                null,
                List.of(
                        new Column.Numeric("plain", plain, 0),
                        new Column.Numeric("holes", holes, absent),
                        categories("two", 2, two, 0),
                        categories("many", 90, many, 0),
                        categories("rare", 4, rare, lost)));
    }

    private static Column categories(String name, int count, int[] codes, int missing) {
        List<String> values = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            values.add("v" + c);
        }
        return new Column.Categorical(name, values, codes, count, missing);
    }

    private static double[] numbers(SplittableRandom random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhatTheCellsSay(boolean scaled) {
        // Of other rows than those that are encoded: some categories are unseen, some values were never missing.
        Frame learned = frame(1, scaled ? 200 : 30_000);
        float[] targets = new float[learned.rows()];
        Arrays.fill(targets, 0, 70, 1);
        Preprocessing preprocessing = Preprocessing.fit(learned, FEATURES, scaled, targets, null);
        assertThat(preprocessing.means()).hasSize(scaled ? 0 : 1);
        Encoded rows = preprocessing.encoded(frame(2, ROWS));
        int[] some = new SplittableRandom(3).ints(777, 0, ROWS).toArray();
        for (Encoded encoded : List.of(rows, rows.subset(some), rows.cells().subset(some))) {
            Rows cells = encoded.cells();
            Design design = encoded.design(0, encoded.count(), 3);
            int width = preprocessing.width();
            assertThat(design.width()).isEqualTo(width);
            assertThat(design.rows()).isEqualTo(encoded.count());
            SplittableRandom random = new SplittableRandom(4);
            double[] weights = numbers(random, width + 5);
            double[] slopes = numbers(random, encoded.count() + 2);
            int first = 13;
            int count = encoded.count() - 50;
            double[] scores = new double[count + 1];
            double[] sums = new double[width + 5];
            double[] moments = new double[width];
            double[] squares = new double[width];
            for (Design.Part part : design.parts()) {
                part.score(weights, 5, first, count, scores, 1);
                part.collect(slopes, 2, first, count, sums, 5);
            }
            design.moments(moments, squares);
            double[] expectedScores = new double[count + 1];
            double[] expectedSums = new double[width + 5];
            double[] expectedMoments = new double[width];
            double[] expectedSquares = new double[width];
            for (int row = 0; row < encoded.count(); row++) {
                for (int i = (int) cells.starts()[row]; i < cells.starts()[row + 1]; i++) {
                    int column = cells.columns()[i];
                    double value = cells.values()[i];
                    expectedMoments[column] += value;
                    expectedSquares[column] += value * value;
                    if (row >= first && row < first + count) {
                        expectedScores[1 + row - first] += weights[5 + column] * value;
                        expectedSums[5 + column] += slopes[2 + row - first] * value;
                    }
                }
            }
            close(scores, expectedScores);
            close(sums, expectedSums);
            close(moments, expectedMoments);
            close(squares, expectedSquares);
        }
    }

    private static void close(double[] found, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(found).containsExactly(expected, Offset.offset(1e-9 * Math.max(1, largest)));
    }

    @Test
    void aPartOfTheRowsIsThatPart() {
        Preprocessing preprocessing = Preprocessing.fit(frame(1, 200), FEATURES, true);
        Encoded rows = preprocessing.encoded(frame(2, ROWS));
        Rows all = rows.cells();
        for (Rows part : List.of(rows.cells(100, 400), all.cells(100, 400))) {
            int[] indices = new int[300];
            Arrays.setAll(indices, i -> 100 + i);
            Rows expected = all.subset(indices);
            assertThat(part.starts()).isEqualTo(expected.starts());
            assertThat(part.columns()).isEqualTo(expected.columns());
            assertThat(part.values()).isEqualTo(expected.values());
        }
    }

    /** In whatever pieces and by however many threads: bit for bit. */
    @Test
    void linearModelsPredictTheSameFromBoth() {
        Preprocessing preprocessing = Preprocessing.fit(frame(1, 200), FEATURES, true);
        Encoded rows = preprocessing.encoded(frame(2, ROWS));
        SplittableRandom random = new SplittableRandom(5);
        int width = preprocessing.width();
        LinearModel three = new LinearModel(
                Task.MULTICLASS,
                new LinearModel.Parameters(
                        new double[][] {numbers(random, width), numbers(random, width), numbers(random, width)},
                        numbers(random, 3)),
                3,
                width);
        double[] predicted = three.predict(rows, 3);
        assertThat(three.predict(rows, 1)).isEqualTo(predicted);
        assertThat(three.predict(rows.cells(), 2)).isEqualTo(predicted);
        for (int row = 0; row < ROWS; row++) {
            assertThat(predicted[3 * row] + predicted[3 * row + 1] + predicted[3 * row + 2])
                    .isCloseTo(1, Offset.offset(1e-12));
        }
    }
}
