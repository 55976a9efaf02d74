package io.jenkins.plugins.modeldelivery.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsolationForestTest {

    private static IsolationForest.Rows rows(float[][] dense) {
        return new IsolationForest.Rows() {
            @Override
            public int count() {
                return dense.length;
            }

            @Override
            public int width() {
                return dense[0].length;
            }

            @Override
            public void read(int row, float[] buffer) {
                System.arraycopy(dense[row], 0, buffer, 0, buffer.length);
            }
        };
    }

    /** The last twenty lie outside of the cloud, in one of three columns each. */
    private static float[][] cloud(int n) {
        Random random = new Random(5);
        float[][] rows = new float[n][4];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < 3; d++) {
                rows[i][d] = (float) random.nextGaussian();
            }
            if (i >= n - 20) {
                rows[i][i % 3] = (i % 2 == 0 ? 7 : -7) + rows[i][i % 3];
            }
        }
        return rows;
    }

    @Test
    void rowsOutsideOfTheCloudScoreHighest() {
        float[][] dense = cloud(3_000);
        IsolationForest forest = IsolationForest.grow(rows(dense), new int[] {0, 1, 2, 3}, 100, 256, 1, 2);
        double[] scores = forest.scores(rows(dense), 2);
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double pairs = 0;
        for (int odd = dense.length - 20; odd < dense.length; odd++) {
            for (int usual = 0; usual < dense.length - 20; usual++) {
                pairs += scores[odd] > scores[usual] ? 1 : 0;
            }
        }
        assertThat(pairs / 20 / (dense.length - 20)).isGreaterThan(0.99);
        assertThat(sorted[sorted.length / 2]).isBetween(0.4, 0.5);
    }

    @Test
    void reasonsAddUpToWhatTheDepthSavesAndNameTheColumn() {
        float[][] dense = cloud(1_000);
        IsolationForest forest = IsolationForest.grow(rows(dense), new int[] {0, 1, 2, 3}, 60, 200, 1, 2);
        double[] scores = forest.scores(rows(dense), 1);
        double[][] reasons = forest.reasons(rows(dense));
        double expected = IsolationTree.path(200);
        for (int i = 0; i < dense.length; i++) {
            double depth = -Math.log(scores[i]) / Math.log(2) * expected;
            assertThat(Arrays.stream(reasons[i]).sum()).isCloseTo(expected - depth, within(1e-9));
            // The fourth column is constant.
            assertThat(reasons[i][3]).isZero();
        }
        for (int i = dense.length - 20; i < dense.length; i++) {
            assertThat(reasons[i][i % 3])
                    .isEqualTo(Arrays.stream(reasons[i]).max().orElseThrow());
        }
    }

    @Test
    void theThreadsDoNotMatter() {
        float[][] dense = cloud(2_500);
        double[] one = IsolationForest.grow(rows(dense), new int[] {0, 1, 2, 3}, 30, 256, 9, 1)
                .scores(rows(dense), 1);
        double[] five = IsolationForest.grow(rows(dense), new int[] {0, 1, 2, 3}, 30, 256, 9, 5)
                .scores(rows(dense), 5);
        assertThat(five).isEqualTo(one);
        assertThat(IsolationForest.grow(rows(dense), new int[] {0, 1, 2, 3}, 30, 256, 10, 2)
                        .scores(rows(dense), 2))
                .isNotEqualTo(one);
    }

    /** A category of many columns is chosen no more often than a number. */
    @Test
    void featuresAreDrawnAndNotColumns() {
        Random random = new Random(2);
        float[][] dense = new float[2_000][31];
        for (float[] row : dense) {
            row[0] = (float) random.nextGaussian();
            row[1 + random.nextInt(30)] = 1;
        }
        int[] owners = new int[31];
        Arrays.fill(owners, 1, 31, 1);
        IsolationForest forest = IsolationForest.grow(rows(dense), owners, 200, 64, 3, 2);
        long numbers = forest.trees().stream().filter(t -> t.columns()[0] == 0).count();
        // Half of 200, within four standard deviations.
        assertThat(numbers).isBetween(72L, 128L);
    }

    // scikit-learn 1.9.1: sklearn.ensemble._iforest._average_path_length([1, 2, 3, 10, 256])
    @Test
    void pathLengthsEqualScikitLearns() {
        assertThat(IsolationTree.path(1)).isZero();
        assertThat(IsolationTree.path(2)).isEqualTo(1);
        assertThat(IsolationTree.path(3)).isCloseTo(1.207392357589623, within(1e-12));
        assertThat(IsolationTree.path(10)).isCloseTo(3.748880484475505, within(1e-12));
        assertThat(IsolationTree.path(256)).isCloseTo(10.244770920119917, within(1e-12));
    }

    @Test
    void aScoreIsTheMeanDepthOverTheExpectedOne() {
        // Below 5: a leaf of one row at depth 1; else two more at depth 2 by the second column.
        IsolationTree tree = new IsolationTree(
                new int[] {0, -1, 1, -1, -1}, new float[] {5, 0, 2, 0, 0}, new int[] {2, 0, 4, 0, 0}, new int[] {
                    4, 1, 3, 1, 2
                });
        IsolationForest forest = new IsolationForest(4, List.of(tree));
        double[] scores = forest.scores(rows(new float[][] {{1, 0}, {9, 1}, {9, 3}}), 1);
        double expected = IsolationTree.path(4);
        assertThat(scores)
                .containsExactly(
                        new double[] {Math.pow(2, -1 / expected), Math.pow(2, -2 / expected), Math.pow(2, -3 / expected)
                        },
                        within(1e-12));
    }

    @Test
    void treesThatLeadNowhereAreRefused() {
        assertThatThrownBy(() -> new IsolationTree(new int[] {0}, new float[1], new int[1], new int[] {2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IsolationTree(
                        new int[] {0, -1, -1}, new float[3], new int[] {0, 0, 0}, new int[] {2, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IsolationTree(new int[] {-1}, new float[2], new int[1], new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IsolationForest(2, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
