package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.cluster.KMeans;
import io.jenkins.plugins.modeldelivery.cluster.Points;
import io.jenkins.plugins.modeldelivery.model.Clusters;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;

/** K-means on standardised numbers and 0/1 columns of categories. */
final class Clustering implements Algorithm {

    @Override
    public TrainerInfo info() {
        return Trainers.K_MEANS;
    }

    @Override
    public boolean scaled() {
        return true;
    }

    @Override
    public boolean monotone() {
        return false;
    }

    /** @throws io.jenkins.plugins.modeldelivery.cluster.TooFewPoints fewer rows are different than clusters are wanted */
    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        Points points = Clusters.points(examples.rows().cells());
        KMeans.Outcome found = new KMeans(
                        settings.integer("clusters"),
                        settings.integer("starts"),
                        settings.integer("iterations"),
                        settings.seed(),
                        settings.threads())
                .fit(points, examples.weights(), progress::line);
        double[] sizes = new double[found.centers().length];
        for (int i = 0; i < found.labels().length; i++) {
            sizes[found.labels()[i]] += examples.weights() == null ? 1 : examples.weights()[i];
        }
        return new Fitted(new Clusters(Clusters.Parameters.ordered(found.centers(), sizes), points.width()), null);
    }

    /** Variance between the clusters that a feature has a part in. */
    @Override
    public double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing) {
        Clusters.Parameters found = ((Clusters) scorer).parameters();
        int width = preprocessing.width();
        double all = 0;
        double[] mean = new double[width];
        for (int c = 0; c < found.sizes().length; c++) {
            all += found.sizes()[c];
            for (int d = 0; d < width; d++) {
                mean[d] += found.sizes()[c] * found.centers()[c][d];
            }
        }
        double[] between = new double[width];
        for (int c = 0; c < found.sizes().length; c++) {
            for (int d = 0; d < width; d++) {
                double apart = found.centers()[c][d] - mean[d] / all;
                between[d] += found.sizes()[c] * apart * apart;
            }
        }
        return Algorithm.byFeature(between, preprocessing);
    }
}
