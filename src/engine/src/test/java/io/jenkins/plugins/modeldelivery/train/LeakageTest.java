package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which features nearly are the target, and which are only good. */
class LeakageTest {

    private static boolean warns(float[] feature, float[] labels, int classes) {
        int missing = 0;
        for (float value : feature) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        Frame frame = new Frame(
                new DataFacts("f", null, 0, feature.length, 1), List.of(new Column.Numeric("f", feature, missing)));
        List<String> warnings = new ArrayList<>();
        Leakage.warn(frame, List.of("f"), labels, classes, warnings);
        return !warnings.isEmpty();
    }

    private static float[] map(float[] values, DoubleUnaryOperator function) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            mapped[i] = (float) function.applyAsDouble(values[i]);
        }
        return mapped;
    }

    private static float[] gaussian(int rows, long seed) {
        Random random = new Random(seed);
        return map(new float[rows], z -> random.nextGaussian());
    }

    /** A number that explains so much of the variance of standard normal ones. */
    private static float[] explaining(float[] target, double share, long seed) {
        Random random = new Random(seed);
        return map(target, y -> Math.sqrt(share) * y + Math.sqrt(1 - share) * random.nextGaussian());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 400, 5000})
    void aCopyOfANumberIsALeakHoweverSkewedItIs(int rows) {
        float[] target = map(gaussian(rows, 1), Math::exp);
        assertThat(warns(target, target, 0)).isTrue();
        assertThat(warns(map(target, y -> 3 - 2 * y), target, 0)).isTrue();
        assertThat(warns(map(target, Math::log), target, 0)).isTrue();
        Random random = new Random(2);
        assertThat(warns(map(target, y -> y * (1 + 0.01 * random.nextGaussian())), target, 0))
                .isTrue();
        assertThat(warns(map(target, y -> random.nextInt(5) == 0 ? Float.NaN : y), target, 0))
                .as("known of four rows in five")
                .isTrue();
    }

    @Test
    void aCopyWithNoiseOfATargetThatIsMostlyZeroIsALeak() {
        Random random = new Random(3);
        float[] target = map(new float[1000], z -> random.nextInt(10) == 0 ? 100 * random.nextDouble() : 0);
        assertThat(warns(map(target, y -> y + 0.1 * random.nextGaussian()), target, 0))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 400, 5000})
    void anHonestFeatureOfANumberIsNone(int rows) {
        for (int seed = 10; seed < 60; seed++) {
            float[] target = gaussian(rows, seed);
            float[] feature = explaining(target, 0.95, seed + 1000);
            assertThat(warns(feature, target, 0))
                    .as("%d rows, seed %d", rows, seed)
                    .isFalse();
            assertThat(warns(map(feature, Math::exp), map(target, Math::exp), 0))
                    .as("skewed, %d rows, seed %d", rows, seed)
                    .isFalse();
        }
    }

    @Test
    void aFewOutliersThatBothHaveAreNoLeak() {
        float[] target = gaussian(500, 4);
        float[] feature = explaining(target, 0.5, 5);
        target[7] = 10_000;
        feature[7] = 10_000;
        assertThat(warns(feature, target, 0)).isFalse();
    }

    @Test
    void fewKnownRowsAreNoLeak() {
        float[] target = gaussian(1000, 6);
        float[] feature = map(target, y -> Float.NaN);
        System.arraycopy(target, 0, feature, 0, 100);
        assertThat(warns(feature, target, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 500, 5000})
    void numbersThatTellTheClassAreALeak(int rows) {
        // A quarter of the rows are of the rarer class; ranges of equal counts would cut one of them in two.
        float[] score = gaussian(rows, 7);
        float[] classes = map(score, s -> s > 0.7 ? 1 : 0);
        assertThat(warns(score, classes, 2)).isTrue();
        assertThat(warns(map(score, s -> -s), classes, 2)).isTrue();
        assertThat(warns(map(score, s -> s > 0.7 ? Float.NaN : s), classes, 2))
                .as("a value that only one of the classes has")
                .isTrue();
        assertThat(warns(score, map(score, s -> Math.abs(s) > 0.67 ? 1 : 0), 2))
                .as("both ends are of one class")
                .isTrue();
        assertThat(warns(score, map(score, s -> s < -0.5 ? 0 : s < 0.5 ? 1 : 2), 3))
                .isTrue();
    }

    @Test
    void aRareClassIsTold() {
        float[] score = gaussian(5000, 8);
        assertThat(warns(score, map(score, s -> s > 2 ? 1 : 0), 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 500, 5000})
    void aStrongHonestFeatureOfAClassIsNone(int rows) {
        for (int seed = 10; seed < 60; seed++) {
            // An area under the ROC curve of 0.98.
            float[] score = gaussian(rows, seed);
            float[] feature = explaining(score, 0.93, seed + 1000);
            assertThat(warns(feature, map(score, s -> s > 0.7 ? 1 : 0), 2))
                    .as("%d rows, seed %d", rows, seed)
                    .isFalse();
        }
    }

    @Test
    void noiseIsNoLeakHoweverRareTheClassIs() {
        for (int seed = 0; seed < 200; seed++) {
            float[] noise = gaussian(200, seed);
            float[] classes = new float[200];
            for (int i = 0; i < 3; i++) {
                classes[(seed * 7 + i * 31) % 200] = 1;
            }
            assertThat(warns(noise, classes, 2)).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void manyClassesAreTold() {
        float[] score = map(gaussian(2000, 9), s -> Math.floor(4 * s));
        float[] classes = map(score, s -> Math.max(0, Math.min(9, Math.floor(s) + 5)));
        assertThat(warns(map(score, Math::floor), classes, 10)).isTrue();
        assertThat(warns(gaussian(2000, 11), classes, 10)).isFalse();
    }
}
