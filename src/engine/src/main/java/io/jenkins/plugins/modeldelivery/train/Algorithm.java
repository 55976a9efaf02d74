package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a trainer of the catalogue does. The same examples and settings give the same scorer, whatever the threads. */
sealed interface Algorithm
        permits GradientBoosting, RandomForest, LinearRegularised, Dummy, Clustering, AnomalyDetection {

    /** One for each entry of the catalogue that learns from a target, but the search. */
    List<Algorithm> ALL = List.of(
            new GradientBoosting(),
            new RandomForest(),
            LinearRegularised.logisticRegression(),
            LinearRegularised.linear(),
            new Dummy());

    /** The algorithm of that trainer. */
    static Algorithm of(TrainerInfo info) {
        return ALL.stream().filter(a -> a.info().equals(info)).findFirst().orElseThrow();
    }

    /** Its entry in the catalogue. */
    TrainerInfo info();

    /** Whether it wants numbers standardised and missing ones replaced. */
    boolean scaled();

    /** What it does instead of what it is, and why, where this machine cannot do it; null where it can. */
    default String substitute() {
        return null;
    }

    /** Whether its predictions can be made to rise or fall with a feature only. */
    boolean monotone();

    /** Trains. */
    Fitted fit(Examples examples, Settings settings, Progress progress);

    /** How much each feature counts, shape [features of the preprocessing]; not normalised. */
    double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing);

    /**
     * What to learn from.
     *
     * @param rows to be encoded
     * @param labels shape [rows]; index of the class, or the number
     * @param weights shape [rows]; how much each counts, 1 on average; null: all the same
     * @param time when each row happened; null where that is not known
     * @param group rows with the same value belong together; null: each on its own
     * @param classes how many; 0 for regression
     * @param directions shape [columns]; 1: predictions rise with it only, -1: they fall only, 0: as it comes
     */
    record Examples(
            Encoded rows,
            float[] labels,
            float[] weights,
            Column time,
            Column group,
            Task task,
            int classes,
            int[] directions) {

        /** Some of them, by ascending index. */
        Examples subset(int[] indices) {
            float[] some = new float[indices.length];
            float[] heavy = weights == null ? null : new float[indices.length];
            for (int i = 0; i < indices.length; i++) {
                some[i] = labels[indices[i]];
                if (heavy != null) {
                    heavy[i] = weights[indices[i]];
                }
            }
            return new Examples(
                    rows.subset(indices),
                    some,
                    heavy,
                    time == null ? null : time.rows(indices),
                    group == null ? null : group.rows(indices),
                    task,
                    classes,
                    directions);
        }

        /**
         * Rows to hold out: the newest where their time is known, whole groups where they belong together, else random ones, of
         * every class the same share.
         */
        Split holdOut(double share, long seed) {
            if (time != null) {
                return Split.byTime(time, share);
            }
            return group == null
                    ? Split.random(labels, classes, share, seed)
                    : GroupSplit.of(group, labels, classes, share, seed);
        }

        /** Whether any feature has a direction. */
        boolean directed() {
            return Arrays.stream(directions).anyMatch(d -> d != 0);
        }
    }

    /**
     * What came of it.
     *
     * @param scorer to be closed
     * @param stop where boosting stopped early; null where it did not
     */
    record Fitted(Scorer scorer, TrainResult.EarlyStop stop) {}

    /**
     * How to learn.
     *
     * @param parameters all of the trainer's, Integer or Double
     * @param seed of every random choice
     * @param threads at most this many
     * @param deadline after which nobody waits for the result: a {@link Deadline.Missed}
     * @param draft whether the result is only measured: early stopping then does not train again on all rows
     */
    record Settings(Map<String, Object> parameters, long seed, int threads, Deadline deadline, boolean draft) {
        /** For a model to keep. */
        Settings(Map<String, Object> parameters, long seed, int threads) {
            this(parameters, seed, threads, Deadline.NONE, false);
        }

        int integer(String name) {
            return ((Number) parameters.get(name)).intValue();
        }

        double number(String name) {
            return ((Number) parameters.get(name)).doubleValue();
        }

        /** The seed folded into the 31 bits that native libraries take. */
        int smallSeed() {
            return Long.hashCode(seed) & 0x7fffffff;
        }
    }

    /** Adds the columns' figures up to their features'. */
    static double[] byFeature(double[] columns, Preprocessing preprocessing) {
        int[] owners = preprocessing.owners();
        double[] features = new double[preprocessing.features().size()];
        for (int c = 0; c < columns.length; c++) {
            features[owners[c]] += columns[c];
        }
        return features;
    }
}
