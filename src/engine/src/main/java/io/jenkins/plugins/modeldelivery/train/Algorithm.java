package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.List;
import java.util.Map;

/** What a trainer of the catalogue does. The same examples and settings give the same scorer, whatever the threads. */
sealed interface Algorithm permits GradientBoosting, RandomForest, StochasticGradientDescent {

    /** One for each entry of the catalogue. */
    List<Algorithm> ALL = List.of(
            new GradientBoosting(),
            new RandomForest(),
            StochasticGradientDescent.logisticRegression(),
            StochasticGradientDescent.linear());

    /** The algorithm of that trainer. */
    static Algorithm of(TrainerInfo info) {
        return ALL.stream().filter(a -> a.info().equals(info)).findFirst().orElseThrow();
    }

    /** Its entry in the catalogue. */
    TrainerInfo info();

    /** Whether it wants numbers standardised and missing ones replaced. */
    boolean scaled();

    /** InputException if it cannot run on this machine. */
    void require();

    /** Trains. */
    Scorer fit(Examples examples, Settings settings, Progress progress);

    /** How much each feature counts, shape [features of the preprocessing]; not normalised. */
    double[] importance(Scorer scorer, Rows rows, Preprocessing preprocessing);

    /**
     * What to learn from.
     *
     * @param rows encoded
     * @param labels shape [rows]; index of the class, or the number
     * @param classes how many; 0 for regression
     */
    record Examples(Rows rows, float[] labels, Task task, int classes) {}

    /**
     * How to learn.
     *
     * @param parameters all of the trainer's, Integer or Double
     * @param seed of every random choice
     * @param threads at most this many
     */
    record Settings(Map<String, Object> parameters, long seed, int threads) {
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
