package io.jenkins.plugins.modeldelivery.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Trees are read as they were written; other bytes are refused. */
class XGBoostFormatTest {

    /** {@code x0 < 1.5 or missing ? 1 : (x1 < -2 ? 2 : 3)}, leaves as wide as that, tenfold in each further output. */
    static Tree tree(int width) {
        float[] values = new float[5 * width];
        for (int n = 0; n < 5; n++) {
            for (int o = 0; o < width; o++) {
                values[n * width + o] = (float) (new int[] {0, 1, 0, 2, 3}[n] * Math.pow(10, o));
            }
        }
        return new Tree(
                new int[] {1, -1, 3, -1, -1},
                new int[] {2, -1, 4, -1, -1},
                new int[] {0, 0, 1, 0, 0},
                new float[] {1.5f, 0, -2, 0, 0},
                new boolean[] {true, false, false, false, false},
                width,
                values,
                new float[] {7, 0, 5, 0, 0},
                new float[] {10, 4, 6, 3, 3});
    }

    private static Ensemble one(Ensemble.Link link) {
        return new Ensemble(List.of(tree(1), tree(1)), new int[] {0, 0}, 1, 2, 0.5f, link);
    }

    private static double[] predict(Ensemble ensemble, float... rows) {
        return AllColumns.predict(ensemble, rows);
    }

    @Test
    void sumsLeaves() {
        float missing = Float.NaN;
        assertThat(predict(one(Ensemble.Link.IDENTITY), 1, 0, 1.5f, -3, 2, -2, missing, missing, 9, missing))
                .containsExactly(2.5, 4.5, 6.5, 2.5, 6.5);
        // 1 / (1 + e^-2.5)
        assertThat(predict(one(Ensemble.Link.LOGISTIC), 1, 0)[0]).isEqualTo((float) 0.9241418199787566);
        Ensemble shares = new Ensemble(List.of(tree(1), tree(1)), new int[] {0, 2}, 3, 2, 0, Ensemble.Link.SOFTMAX);
        // e^2 / (2 e^2 + 1)
        assertThat(predict(shares, 5, -3))
                .containsExactly((float) 0.4683105308334812, (float) 0.0633789383330376, (float) 0.4683105308334812);
        Ensemble wide = new Ensemble(List.of(tree(2)), new int[] {0}, 2, 2, 0, Ensemble.Link.IDENTITY);
        assertThat(predict(wide, 5, -3, 0, 0)).containsExactly(2, 20, 1, 10);
        assertThat(one(Ensemble.Link.IDENTITY).gains()).containsExactly(14, 10);
    }

    @Test
    void readsWhatItWrote() {
        for (Ensemble ensemble : List.of(
                one(Ensemble.Link.IDENTITY),
                one(Ensemble.Link.LOGISTIC),
                new Ensemble(List.of(tree(1), tree(1)), new int[] {0, 1}, 2, 2, 0.5f, Ensemble.Link.SOFTMAX),
                new Ensemble(List.of(tree(3), tree(3)), new int[] {0, 0}, 3, 2, 0, Ensemble.Link.IDENTITY))) {
            byte[] bytes = XGBoostFormat.write(ensemble);
            assertThat(XGBoostFormat.write(ensemble)).isEqualTo(bytes);
            Ensemble read = XGBoostFormat.read(bytes);
            float[] rows = {1, 0, 1.5f, -3, 2, -2, Float.NaN, Float.NaN};
            assertThat(predict(read, rows)).isEqualTo(predict(ensemble, rows));
            assertThat(read.gains()).isEqualTo(ensemble.gains());
            Map<String, Object> portable = XGBoostFormat.portable(bytes, Map.of("columns", "[]"));
            Ensemble narrow = XGBoostFormat.read(XGBoostFormat.bytes(portable));
            assertThat(narrow.trees()).allMatch(t -> t.width() == 1);
            assertThat(predict(narrow, rows)).isEqualTo(predict(ensemble, rows));
        }
    }

    @Test
    void refusesWhatIsNoTree() {
        Tree t = tree(1);
        for (int[] left : List.of(
                new int[] {0, -1, 3, -1, -1}, new int[] {1, 2, 3, -1, -1}, new int[] {9, -1, 3, -1, -1}, new int[] {
                    1, 2, 3, -1
                })) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Tree(
                            left,
                            t.right(),
                            t.columns(),
                            t.conditions(),
                            t.missingLeft(),
                            1,
                            t.values(),
                            t.gains(),
                            t.covers()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ensemble(List.of(t), new int[] {1}, 1, 2, 0, Ensemble.Link.IDENTITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ensemble(List.of(t), new int[] {0}, 1, 1, 0, Ensemble.Link.IDENTITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ensemble(List.of(tree(2)), new int[] {0}, 3, 2, 0, Ensemble.Link.IDENTITY));
    }

    /** Flipped and cut bytes: trees, or an IllegalArgumentException; never another error, a loop or a large allocation. */
    @Test
    void damagedBytes() {
        byte[] good = XGBoostFormat.write(one(Ensemble.Link.LOGISTIC));
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            try {
                Ensemble read = XGBoostFormat.read(bytes);
                if (read.columns() < 100 && read.outputs() < 100) {
                    predict(read, new float[2 * read.columns()]);
                }
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5_000);
    }
}
