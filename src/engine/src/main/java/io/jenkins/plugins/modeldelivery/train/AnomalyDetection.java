package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.Isolation;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.tree.IsolationForest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** An isolation forest whose threshold flags a given share of the training rows. */
final class AnomalyDetection implements Algorithm {

    /** Rows whose reasons are added up to what it goes by. */
    private static final int EXPLAINED = 1_000;

    private final int[] owners;
    private final List<String> sensitive;

    /**
     * @param owners shape [columns]; the feature of each encoded column
     * @param sensitive features whose values no report may show
     */
    AnomalyDetection(int[] owners, List<String> sensitive) {
        this.owners = owners;
        this.sensitive = sensitive;
    }

    @Override
    public TrainerInfo info() {
        return Trainers.ANOMALY;
    }

    @Override
    public boolean scaled() {
        return true;
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        Rows cells = examples.rows().cells();
        IsolationForest.Rows rows = Isolation.full(cells);
        IsolationForest forest = IsolationForest.grow(
                rows,
                owners,
                settings.integer("trees"),
                settings.integer("sample"),
                settings.seed(),
                settings.threads());
        double[] scores = forest.scores(rows, settings.threads());
        Arrays.sort(scores);
        double threshold = quantile(scores, 1 - settings.number("contamination"));
        progress.line(String.format(
                Locale.ROOT,
                "  %,d trees of %,d rows each; rows that score above %.4f are flagged",
                forest.trees().size(),
                forest.sample(),
                threshold));
        return new Fitted(
                new Isolation(
                        new Isolation.Parameters(threshold, forest.sample(), forest.trees(), sensitive), cells.width()),
                null);
    }

    /** Interpolated linearly, as numpy does. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        double part = position - below;
        return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }

    /** What makes the flagged rows unusual, on average. */
    @Override
    public double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing) {
        Isolation isolation = (Isolation) scorer;
        double[] scores = isolation.predict(rows, 1);
        int[] flagged = IntStream.range(0, scores.length)
                .filter(i -> scores[i] > isolation.threshold())
                .limit(EXPLAINED)
                .toArray();
        double[] sums = new double[preprocessing.features().size()];
        for (double[] reasons :
                isolation.reasons(preprocessing, rows.subset(flagged).cells())) {
            for (int f = 0; f < sums.length; f++) {
                sums[f] += Math.max(0, reasons[f]);
            }
        }
        return sums;
    }
}
