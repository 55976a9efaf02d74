package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.cluster.Quality;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.model.Clusters;
import io.jenkins.plugins.modeldelivery.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows and their clusters. A resample weighs what was found of each row: its squared distance and its silhouette, which are
 * those among all rows; what belongs to whole clusters has no value in resamples.
 */
final class ClusterScores implements Scores {

    private static final List<Metric> METRICS =
            List.of(Metric.SILHOUETTE, Metric.DAVIES_BOULDIN, Metric.CALINSKI_HARABASZ, Metric.INERTIA);

    /** Their distances are measured from each to each. */
    private static final int SILHOUETTES = 4_000;

    private final Rows encoded;
    private final int[] labels;
    private final double[] distances;
    private final List<Cluster> clusters;
    private final int threads;
    /** Index of each row among all, and of the rows whose silhouette is known among these. */
    private final int[] row;

    private final int[] sample;
    private final double[] silhouettes;
    private final double daviesBouldin;
    private final double calinskiHarabasz;

    /**
     * @param encoded the space that is measured in
     * @param labels shape [rows]; index of the cluster
     * @param distances shape [rows]; to its centre; null: not of this space, and not measured
     * @param clusters as the model describes them
     * @param row shape [rows]; index of each among all
     */
    ClusterScores(Rows encoded, int[] labels, double[] distances, List<Cluster> clusters, int[] row, int threads) {
        this.encoded = encoded;
        this.labels = labels;
        this.distances = distances;
        this.clusters = clusters;
        this.row = row;
        this.threads = threads;
        int n = labels.length;
        this.sample = new int[Math.min(n, SILHOUETTES)];
        // Evenly spaced rows: a sample that needs no seed.
        Arrays.setAll(sample, i -> (int) ((long) i * n / sample.length));
        Quality all = new Quality(Clusters.points(encoded), labels, clusters.size());
        Quality some = n == sample.length
                ? all
                : new Quality(
                        Clusters.points(encoded.subset(sample)),
                        Arrays.stream(sample).map(i -> labels[i]).toArray(),
                        clusters.size());
        this.silhouettes = some.defined() ? some.silhouettes(threads) : null;
        this.daviesBouldin = all.defined() ? all.daviesBouldin() : Double.NaN;
        this.calinskiHarabasz = all.defined() ? all.calinskiHarabasz() : Double.NaN;
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public int rows() {
        return labels.length;
    }

    @Override
    public void measure(byte[] weights, double[] out) {
        double sum = 0;
        long total = 0;
        for (int i = 0; i < sample.length && silhouettes != null; i++) {
            int weight = weights == null ? 1 : weights[row[sample[i]]];
            sum += weight * silhouettes[i];
            total += weight;
        }
        out[0] = total > 0 ? sum / total : Double.NaN;
        out[1] = weights == null ? daviesBouldin : Double.NaN;
        out[2] = weights == null ? calinskiHarabasz : Double.NaN;
        double inertia = 0;
        for (int i = 0; i < labels.length && distances != null; i++) {
            inertia += (weights == null ? 1 : weights[row[i]]) * distances[i] * distances[i];
        }
        out[3] = distances == null || labels.length == 0 ? Double.NaN : inertia;
    }

    @Override
    public Scores select(boolean[] kept) {
        int[] chosen = new int[labels.length];
        int n = 0;
        for (int i = 0; i < labels.length; i++) {
            if (kept[row[i]]) {
                chosen[n++] = i;
            }
        }
        int[] some = Arrays.copyOf(chosen, n);
        return new ClusterScores(
                encoded.subset(some),
                Arrays.stream(some).map(i -> labels[i]).toArray(),
                distances == null
                        ? null
                        : Arrays.stream(some).mapToDouble(i -> distances[i]).toArray(),
                clusters,
                Arrays.stream(some).map(i -> row[i]).toArray(),
                threads);
    }

    @Override
    public Evaluation evaluation() {
        long[] rows = new long[clusters.size()];
        double[] far = new double[clusters.size()];
        for (int i = 0; i < labels.length; i++) {
            rows[labels[i]]++;
            far[labels[i]] += distances == null ? Double.NaN : distances[i];
        }
        List<Cluster> measured = new ArrayList<>();
        for (int c = 0; c < rows.length; c++) {
            Cluster of = clusters.get(c);
            measured.add(new Cluster(
                    of.name(),
                    rows[c],
                    labels.length == 0 ? 0 : (double) rows[c] / labels.length,
                    of.trainedShare(),
                    rows[c] == 0 || Double.isNaN(far[c]) ? null : far[c] / rows[c],
                    of.centre()));
        }
        return Evaluation.ofClusters(labels.length, measured(), measured);
    }

    @Override
    public boolean[] right() {
        return null;
    }

    /** Numbers of clusters say nothing beside those of another model. */
    @Override
    public int[] predicted() {
        return null;
    }
}
