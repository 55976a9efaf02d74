package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final double[] SCORES = {
        0.22, 0.87, 0.21, 0.52, 0.49, 0.61, 0.77, 0.52, 0.3, 0.19, 0.08, 0.74, 0.44, 0.16, 0.88, 0.27, 0.41, 0.3, 0.63,
        0.58, 0.6, 0.27, 0.28, 0.25
    };
    private static final double[] TRUTH = {0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0};

    /** Many scores at once, in order or not, have the probabilities that each has by itself. */
    @Property(tries = 200)
    void manyScoresAreEachReadOffTheCurve(@ForAll long seed, @ForAll boolean sorted) {
        Random random = new Random(seed);
        int points = 1 + random.nextInt(40);
        double[] x = random.doubles(points).distinct().sorted().toArray();
        double[] y = random.doubles(x.length).sorted().toArray();
        Isotonic curve = new Isotonic(x, y);
        double[] scores = new double[300];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = switch (random.nextInt(4)) {
                case 0 -> x[random.nextInt(x.length)];
                case 1 -> random.nextDouble() * 2 - 0.5;
                case 2 -> i == 0 || random.nextInt(9) == 0 ? Double.NaN : scores[i - 1];
                default -> random.nextDouble();
            };
        }
        if (sorted) {
            Arrays.sort(scores);
        }
        assertThat(curve.at(scores))
                .containsExactly(Arrays.stream(scores).map(curve::at).toArray());
    }

    /** scikit-learn 1.9.1: IsotonicRegression(out_of_bounds='clip', y_min=0, y_max=1), thresholds and predictions. */
    @Test
    void isotonicRegressionEqualsScikitLearns() {
        Isotonic curve = Isotonic.fit(SCORES, TRUTH);
        assertThat(curve.x()).containsExactly(0.08, 0.41, 0.44, 0.58, 0.6, 0.74, 0.77, 0.88);
        assertThat(curve.y()).containsExactly(new double[] {0, 0, 0.4, 0.4, 0.5, 0.5, 1, 1}, within(1e-9));
        double[] asked = {-1, 0, 0.2, 0.41, 0.425, 0.5, 0.59, 0.7, 0.755, 0.9, 2};
        double[] expected = {0, 0, 0, 0, 0.2, 0.4, 0.45, 0.5, 0.75, 1, 1};
        for (int i = 0; i < asked.length; i++) {
            assertThat(curve.at(asked[i])).as("at " + asked[i]).isCloseTo(expected[i], within(1e-9));
        }
        assertThat(curve.at(Double.NaN)).isNaN();
    }

    @Property(tries = 300)
    void theCurveRisesAndKeepsTheMean(@ForAll @Size(min = 1, max = 60) byte[] bytes) {
        double[] scores = new double[bytes.length];
        double[] truth = new double[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            scores[i] = (bytes[i] & 15) / 15.0;
            truth[i] = (bytes[i] >> 4) & 1;
        }
        // The record itself refuses what does not rise.
        Isotonic curve = Isotonic.fit(scores, truth);
        assertThat(Arrays.stream(scores).map(curve::at).sum())
                .isCloseTo(Arrays.stream(truth).sum(), within(1e-9));
    }

    @Test
    void curvesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Isotonic(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Isotonic(new double[] {1, 0}, new double[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Isotonic(new double[] {0, 1}, new double[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Isotonic(new double[] {0, 1}, new double[] {0, 1.5}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Calibration binary(int rows, double power) {
        Random random = new Random(3);
        double[] values = new double[rows];
        int[] truth = new int[rows];
        for (int i = 0; i < rows; i++) {
            double p = random.nextDouble();
            truth[i] = random.nextDouble() < p ? 1 : 0;
            values[i] = Math.pow(p, power);
        }
        return Calibration.fit(values, truth, 2);
    }

    @Test
    void probabilitiesThatAreOffAreCalibratedAndGoodOnesAreLeftAlone() {
        Calibration off = binary(3000, 3);
        assertThat(off.curves()).hasSize(1);
        assertThat(off.before()).isGreaterThan(0.2);
        assertThat(off.after()).isLessThan(0.06);
        // A probability of 0.125 was 0.5.
        assertThat(off.apply(new double[] {0.125})[0]).isCloseTo(0.5, within(0.06));
        assertThat(off.rows()).isEqualTo(3000);
        assertThat(binary(Calibration.FEWEST_ROWS - 1, 3)).isNull();
        int[] none = new int[500];
        assertThat(Calibration.fit(new double[500], none, 2)).isNull();
        Calibration asTheyAre = new Calibration(null, 500, 0.01, 0.02);
        assertThat(asTheyAre.apply(new double[] {0.3})).containsExactly(0.3);
    }

    @Test
    void ofSeveralClassesTheSumStaysOne() {
        Random random = new Random(4);
        int rows = 3000;
        double[] values = new double[rows * 3];
        int[] truth = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] p = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
            double sum = Arrays.stream(p).sum();
            double u = random.nextDouble() * sum;
            truth[i] = u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
            double squares = Arrays.stream(p).map(v -> Math.pow(v, 4)).sum();
            for (int c = 0; c < 3; c++) {
                values[i * 3 + c] = Math.pow(p[c], 4) / squares;
            }
        }
        Calibration calibration = Calibration.fit(values, truth, 3);
        assertThat(calibration.curves()).hasSize(3);
        assertThat(calibration.after()).isLessThan(calibration.before() / 2);
        double[] calibrated = calibration.apply(values);
        for (int row = 0; row < rows; row++) {
            assertThat(calibrated[row * 3] + calibrated[row * 3 + 1] + calibrated[row * 3 + 2])
                    .isCloseTo(1, within(1e-9));
        }
        assertThat(calibration.apply(new double[] {Double.NaN, Double.NaN, Double.NaN}))
                .containsOnly(Double.NaN);
    }
}
