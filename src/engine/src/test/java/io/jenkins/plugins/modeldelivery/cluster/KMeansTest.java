package io.jenkins.plugins.modeldelivery.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {

    private static final double[][] BASE = {{0, 0, 0}, {4, 2, 1}, {1, 5, 3}};

    /** Points of eighths, which Python makes by the same formula: {@code base[i % 3][d] + (i * (7 + 4 * d)) % 31 / 8}. */
    private static double[][] stored() {
        double[][] points = new double[60][3];
        for (int i = 0; i < 60; i++) {
            for (int d = 0; d < 3; d++) {
                points[i][d] = BASE[i % 3][d] + i * (7 + 4 * d) % 31 / 8.0;
            }
        }
        return points;
    }

    static Points points(double[][] dense) {
        int width = dense[0].length;
        long[] starts = new long[dense.length + 1];
        int[] columns = new int[dense.length * width];
        float[] values = new float[columns.length];
        int n = 0;
        for (int i = 0; i < dense.length; i++) {
            for (int d = 0; d < width; d++) {
                // Zeros are left out, as those of categories are.
                if (dense[i][d] != 0) {
                    columns[n] = d;
                    values[n++] = (float) dense[i][d];
                }
            }
            starts[i + 1] = n;
        }
        return new Points(starts, Arrays.copyOf(columns, n), Arrays.copyOf(values, n), width);
    }

    private static KMeans kMeans(int clusters, int starts, int threads) {
        return new KMeans(clusters, starts, 300, 7, threads);
    }

    private static double[][] blobs(int rows, int count, int width, double spread) {
        Random random = new Random(3);
        double[][] centers = new double[count][width];
        for (double[] center : centers) {
            Arrays.setAll(center, d -> 10 * random.nextGaussian());
        }
        double[][] points = new double[rows][width];
        for (int i = 0; i < rows; i++) {
            double[] center = centers[i % count];
            Arrays.setAll(points[i], d -> center[d] + spread * random.nextGaussian());
        }
        return points;
    }

    private static String text(int[] labels) {
        return Arrays.stream(labels).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    // scikit-learn 1.9.1: KMeans(4, init=X[[0, 3, 6, 9]], n_init=1, algorithm='lloyd').fit(X); silhouette_score,
    // davies_bouldin_score, calinski_harabasz_score; the second with init=X[[0, 1, 2, 5]].
    @Test
    void labelsAndQualityEqualScikitLearnsFromTheSameCentres() {
        double[][] dense = stored();
        KMeans.Outcome found =
                kMeans(4, 1, 2).from(points(dense), null, new double[][] {dense[0], dense[3], dense[6], dense[9]});
        assertThat(text(found.labels())).isEqualTo("012312312012312011312312312012332312312332312312312312012312");
        assertThat(found.inertia()).isCloseTo(190.92946981424143, within(1e-9));
        // Python counts the seventh as well, in which nothing moves.
        assertThat(found.steps()).isEqualTo(6);
        assertThat(found.centers()[1])
                .containsExactly(new double[] {5.8881578947368425, 4.032894736842105, 3.013157894736842}, within(1e-9));
        Quality quality = new Quality(points(dense), found.labels(), 4);
        assertThat(Arrays.stream(quality.silhouettes(2)).average().orElseThrow())
                .isCloseTo(0.37277105791522075, within(1e-9));
        assertThat(quality.daviesBouldin()).isCloseTo(0.9396716956096771, within(1e-9));
        assertThat(quality.calinskiHarabasz()).isCloseTo(60.963025260425596, within(1e-9));

        KMeans.Outcome other =
                kMeans(4, 1, 1).from(points(dense), null, new double[][] {dense[0], dense[1], dense[2], dense[5]});
        assertThat(text(other.labels())).isEqualTo("012013012013013011012013012013003012013112013012013012013013");
        assertThat(other.inertia()).isCloseTo(195.2389492018398, within(1e-9));
    }

    // scikit-learn 1.9.1: labels i % 5 % 4, which no model made; fit(X, sample_weight=1 + i % 4); -score(Y), with Y by
    // base[i % 3][d] + (i * (5 + 2 * d)) % 29 / 8.
    @Test
    void labelsOfAnyOriginWeightsAndOtherRowsAreMeasuredAsScikitLearnDoes() {
        double[][] dense = stored();
        Quality quality = new Quality(
                points(dense), IntStream.range(0, 60).map(i -> i % 5 % 4).toArray(), 4);
        assertThat(Arrays.stream(quality.silhouettes(1)).average().orElseThrow())
                .isCloseTo(-0.07128773656908453, within(1e-9));
        assertThat(quality.daviesBouldin()).isCloseTo(37.399880079775556, within(1e-9));
        assertThat(quality.calinskiHarabasz()).isCloseTo(0.13368068861359525, within(1e-9));

        float[] weights = new float[60];
        for (int i = 0; i < 60; i++) {
            weights[i] = 1 + i % 4;
        }
        double[][] first = {dense[0], dense[1], dense[2], dense[5]};
        KMeans.Outcome weighed = kMeans(4, 1, 2).from(points(dense), weights, first);
        assertThat(text(weighed.labels())).isEqualTo("012013012013013011012013012013003012013112012012013012013013");
        assertThat(weighed.inertia()).isCloseTo(460.68393105158736, within(1e-9));

        double[][] others = new double[20][3];
        for (int i = 0; i < 20; i++) {
            for (int d = 0; d < 3; d++) {
                others[i][d] = BASE[i % 3][d] + i * (5 + 2 * d) % 29 / 8.0;
            }
        }
        KMeans.Outcome found = kMeans(4, 1, 2).from(points(dense), null, first);
        double sum = Arrays.stream(
                        Nearest.of(points(others), found.centers(), 2).squares())
                .sum();
        assertThat(sum).isCloseTo(69.52810515159274, within(1e-9));
    }

    /** What bounds leave out changes nothing: the plain iterations end in the same labels. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12})
    void boundsSkipOnlyWhatCannotMatter(int clusters) {
        double[][] dense = blobs(1_500, 7, 5, 6);
        double[][] first = Arrays.copyOf(dense, clusters);
        KMeans.Outcome found = kMeans(clusters, 1, 2).from(points(dense), null, first);
        double[][] centers = Arrays.stream(first).map(double[]::clone).toArray(double[][]::new);
        for (int step = 0; step < found.steps(); step++) {
            int[] labels = Nearest.of(points(dense), centers, 1).labels();
            double[][] sums = new double[clusters][5];
            int[] counts = new int[clusters];
            for (int i = 0; i < dense.length; i++) {
                counts[labels[i]]++;
                for (int d = 0; d < 5; d++) {
                    sums[labels[i]][d] += (float) dense[i][d];
                }
            }
            for (int c = 0; c < clusters; c++) {
                for (int d = 0; d < 5; d++) {
                    centers[c][d] = sums[c][d] / counts[c];
                }
            }
        }
        assertThat(found.labels())
                .isEqualTo(Nearest.of(points(dense), centers, 1).labels());
        for (int c = 0; c < clusters; c++) {
            assertThat(found.centers()[c]).containsExactly(centers[c], within(1e-9));
        }
    }

    @Test
    void blobsAreFoundAgain() {
        double[][] dense = blobs(2_000, 6, 4, 1);
        int[] labels = kMeans(6, 3, 2).fit(points(dense), null, line -> {}).labels();
        for (int blob = 0; blob < 6; blob++) {
            int first = blob;
            assertThat(IntStream.range(0, 2_000)
                            .filter(i -> i % 6 == first)
                            .map(i -> labels[i])
                            .distinct()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(6);
    }

    @Test
    void theThreadsDoNotMatter() {
        Points points = points(blobs(9_000, 5, 6, 5));
        KMeans.Outcome one = kMeans(9, 2, 1).fit(points, null, line -> {});
        for (int threads : List.of(2, 7)) {
            KMeans.Outcome many = kMeans(9, 2, threads).fit(points, null, line -> {});
            assertThat(many.labels()).isEqualTo(one.labels());
            assertThat(many.centers()).isDeepEqualTo(one.centers());
            assertThat(many.inertia()).isEqualTo(one.inertia());
        }
    }

    @Test
    void aClusterThatLosesItsPointsBeginsAnew() {
        double[][] dense = blobs(300, 3, 2, 1);
        double[][] first = {dense[0], dense[1], {1e4, 1e4}, {-1e4, 1e4}};
        int[] labels = kMeans(4, 1, 2).from(points(dense), null, first).labels();
        assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(4);
    }

    @Test
    void moreClustersThanDifferentPointsAreRefused() {
        double[][] dense = new double[50][];
        Arrays.setAll(dense, i -> new double[] {i % 3, 0.1 * (i % 3)});
        assertThat(Arrays.stream(kMeans(3, 1, 2)
                                .fit(points(dense), null, line -> {})
                                .squares())
                        .max()
                        .orElseThrow())
                .isLessThan(1e-12);
        assertThatThrownBy(() -> kMeans(4, 1, 2).fit(points(dense), null, line -> {}))
                .isInstanceOfSatisfying(
                        TooFewPoints.class, e -> assertThat(e.distinct()).isEqualTo(3));
    }

    @Test
    void pointsWithoutWeightAttractNoCentre() {
        double[][] dense = blobs(300, 3, 2, 0.5);
        float[] weights = new float[300];
        Arrays.fill(weights, 1);
        for (int i = 2; i < 300; i += 3) {
            weights[i] = 0;
        }
        KMeans.Outcome found = kMeans(2, 3, 2).fit(points(dense), weights, line -> {});
        assertThat(found.inertia()).isLessThan(300);
        assertThat(found.labels()[0]).isNotEqualTo(found.labels()[1]);
    }
}
