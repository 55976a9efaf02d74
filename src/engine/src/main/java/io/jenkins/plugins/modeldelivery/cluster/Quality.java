package io.jenkins.plugins.modeldelivery.cluster;

import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.Arrays;

/** How well labels part points, whoever gave them. Definitions and special cases are those of scikit-learn 1.x. */
public final class Quality {

    private final Points points;
    private final int[] labels;
    private final int clusters;
    /** By cluster its points, and their mean; null: it has none. */
    private final long[] counts;

    private final double[][] means;
    /** How many have points. */
    private final int present;

    /**
     * @param labels shape [points]; index of the cluster of each
     * @param clusters more than any label
     */
    public Quality(Points points, int[] labels, int clusters) {
        this.points = points;
        this.labels = labels;
        this.clusters = clusters;
        this.counts = new long[clusters];
        this.means = new double[clusters][];
        for (int i = 0; i < labels.length; i++) {
            int c = labels[i];
            counts[c]++;
            means[c] = means[c] == null ? new double[points.width()] : means[c];
            points.add(i, 1, means[c]);
        }
        for (int c = 0; c < clusters; c++) {
            for (int d = 0; d < points.width() && counts[c] > 0; d++) {
                means[c][d] /= counts[c];
            }
        }
        this.present = (int) Arrays.stream(counts).filter(n -> n > 0).count();
    }

    /** Whether there is more than one cluster, and not each point alone: only then the others are defined. */
    public boolean defined() {
        return present > 1 && present < labels.length;
    }

    /**
     * By point how much nearer it is to its own cluster than to the next: (b - a) / max(a, b) with the mean distances to both
     * (Rousseeuw 1987); 0 alone in its cluster. Takes time by the square of the points.
     */
    public double[] silhouettes(int threads) {
        double[] silhouettes = new double[labels.length];
        Parallel.run(threads, labels.length, i -> {
            if (counts[labels[i]] < 2) {
                return;
            }
            double[] sums = new double[clusters];
            for (int j = 0; j < labels.length; j++) {
                if (j != i) {
                    sums[labels[j]] += points.distance(i, j);
                }
            }
            double own = sums[labels[i]] / (counts[labels[i]] - 1);
            double next = Double.POSITIVE_INFINITY;
            for (int c = 0; c < clusters; c++) {
                if (c != labels[i] && counts[c] > 0) {
                    next = Math.min(next, sums[c] / counts[c]);
                }
            }
            double larger = Math.max(own, next);
            silhouettes[i] = larger > 0 ? (next - own) / larger : 0;
        });
        return silhouettes;
    }

    /**
     * Davies and Bouldin's index (1979): mean over the clusters of the largest (s + t) / d, with the mean distances s and t of
     * two clusters' points to their means, and d between these.
     */
    public double daviesBouldin() {
        double[] spread = new double[clusters];
        double[] lengths = new double[clusters];
        for (int c = 0; c < clusters; c++) {
            lengths[c] = counts[c] == 0 ? 0 : Nearest.lengths(new double[][] {means[c]})[0];
        }
        for (int i = 0; i < labels.length; i++) {
            int c = labels[i];
            spread[c] += Math.sqrt(points.distance(i, points.square(i), means[c], lengths[c])) / counts[c];
        }
        double sum = 0;
        for (int c = 0; c < clusters; c++) {
            double worst = 0;
            for (int other = 0; other < clusters; other++) {
                if (other != c && counts[c] > 0 && counts[other] > 0) {
                    double apart = Math.sqrt(KMeans.apart(means[c], means[other]));
                    worst = Math.max(worst, apart > 0 ? (spread[c] + spread[other]) / apart : 0);
                }
            }
            sum += worst;
        }
        return sum / present;
    }

    /**
     * Calinski and Harabasz' index (1974): variance between the clusters by its degrees of freedom over that within by its; 1
     * where nothing varies within.
     */
    public double calinskiHarabasz() {
        double[] mean = new double[points.width()];
        double within = 0;
        for (int c = 0; c < clusters; c++) {
            for (int d = 0; d < mean.length && counts[c] > 0; d++) {
                mean[d] += means[c][d] * counts[c] / labels.length;
            }
        }
        double between = 0;
        double[] lengths = new double[clusters];
        for (int c = 0; c < clusters; c++) {
            if (counts[c] > 0) {
                between += counts[c] * KMeans.apart(means[c], mean);
                lengths[c] = Nearest.lengths(new double[][] {means[c]})[0];
            }
        }
        for (int i = 0; i < labels.length; i++) {
            within += points.distance(i, points.square(i), means[labels[i]], lengths[labels[i]]);
        }
        return within > 0 ? between * (labels.length - present) / (within * (present - 1.0)) : 1;
    }
}
