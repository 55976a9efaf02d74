package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.LinearModel;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The coefficients are scikit-learn 1.9.1's, LogisticRegression, Ridge and Lasso with a tolerance of 1e-12, on the same rows. */
class LinearRegularisedTest {

    private static final int ROWS = 40;
    private static final Offset<Double> NEAR = Offset.offset(1e-4);

    private final float[] weights = new float[ROWS];
    private final double[] scores = new double[ROWS];
    private final Rows rows = rows();

    private Rows rows() {
        long[] starts = new long[ROWS + 1];
        int[] columns = new int[3 * ROWS];
        float[] values = new float[3 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            starts[i + 1] = 3L * (i + 1);
            values[3 * i] = (float) ((i * 7 + 3) % 11 / 5.0 - 1);
            values[3 * i + 1] = (float) ((i * 5 + 1) % 13 / 6.0 - 1);
            values[3 * i + 2] = (float) ((i * 3 + 2) % 7 / 3.0 - 1);
            for (int c = 0; c < 3; c++) {
                columns[3 * i + c] = c;
            }
            weights[i] = (1 + i % 4) / 2.5f;
            scores[i] = values[3 * i] * 2.0 - values[3 * i + 1] + i * 17 % 19 / 9.0 - 1;
        }
        return new Rows(starts, columns, values, 3);
    }

    private LinearModel.Parameters fit(Task task, int classes, boolean weighted, double l1, double l2) {
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = switch (task) {
                case BINARY -> scores[i] > 0 ? 1 : 0;
                case MULTICLASS -> scores[i] >= .8 ? 2 : scores[i] >= -.8 ? 1 : 0;
                default -> (float) (3 * scores[i] + 10);
            };
        }
        Algorithm.Examples examples =
                new Algorithm.Examples(rows, labels, weighted ? weights : null, null, null, task, classes, new int[3]);
        Algorithm trainer =
                task == Task.REGRESSION ? LinearRegularised.linear() : LinearRegularised.logisticRegression();
        Map<String, Object> parameters = Map.of("l1", l1, "l2", l2, "iterations", 1000);
        return ((LinearModel) trainer.fit(examples, new Algorithm.Settings(parameters, 1, 2), Progress.SILENT)
                        .scorer())
                .parameters();
    }

    @Test
    void twoClasses() {
        LinearModel.Parameters plain = fit(Task.BINARY, 2, false, 0, 1);
        assertThat(plain.weights()[0]).containsExactly(new double[] {2.3655112, -0.5774766, -0.9288998}, NEAR);
        assertThat(plain.bias()[0]).isCloseTo(0.2451707, NEAR);
        LinearModel.Parameters weighed = fit(Task.BINARY, 2, true, 0, 1);
        assertThat(weighed.weights()[0]).containsExactly(new double[] {2.2207413, -0.4949971, -1.1042785}, NEAR);
        assertThat(weighed.bias()[0]).isCloseTo(0.2233516, NEAR);
    }

    /** Of scikit-learn C = 1/3 and l1_ratio = 2/3. */
    @Test
    void elasticNet() {
        LinearModel.Parameters net = fit(Task.BINARY, 2, false, 2, 1);
        assertThat(net.weights()[0]).containsExactly(new double[] {1.6411715, 0, -0.3411791}, NEAR);
        assertThat(net.weights()[0][1]).isZero();
        assertThat(net.bias()[0]).isCloseTo(0.2389543, NEAR);
    }

    /** The intercepts are the same but for a number added to all, which changes no probability. */
    @Test
    void threeClasses() {
        LinearModel.Parameters three = fit(Task.MULTICLASS, 3, false, 0, 1);
        double[][] peer = {
            {-1.7520155, 0.9038826, 0.1258962},
            {-0.2677682, -0.1011997, -0.0045108},
            {2.0197837, -0.8026829, -0.1213854}
        };
        for (int c = 0; c < 3; c++) {
            assertThat(three.weights()[c]).containsExactly(peer[c], NEAR);
        }
        assertThat(three.bias()[1] - three.bias()[0]).isCloseTo(0.4141955 + 0.2254852, NEAR);
        assertThat(three.bias()[2] - three.bias()[0]).isCloseTo(-0.1887103 + 0.2254852, NEAR);
    }

    @Test
    void numbers() {
        LinearModel.Parameters ridge = fit(Task.REGRESSION, 0, false, 0, 1);
        assertThat(ridge.weights()[0]).containsExactly(new double[] {5.9531406, -2.729718, 0.1053107}, NEAR);
        assertThat(ridge.bias()[0]).isCloseTo(10.0001646, NEAR);
        LinearModel.Parameters weighed = fit(Task.REGRESSION, 0, true, 0, 1);
        assertThat(weighed.weights()[0]).containsExactly(new double[] {5.43588, -2.7883315, -0.1895471}, NEAR);
        assertThat(weighed.bias()[0]).isCloseTo(10.0773593, NEAR);
        // Lasso(alpha=5/40) of the standardised target.
        LinearModel.Parameters lasso = fit(Task.REGRESSION, 0, false, 5, 0);
        assertThat(lasso.weights()[0]).containsExactly(new double[] {4.8264283, -1.391151, 0}, NEAR);
        assertThat(lasso.weights()[0][2]).isZero();
        assertThat(lasso.bias()[0]).isCloseTo(10.0310522, NEAR);
    }
}
