package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.Parameter;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well boosted trees tell two kinds of rows apart: each row is scored by trees that did not learn from it.
 *
 * @param scores shape [rows]; higher means more likely of the second kind
 * @param folds shape [folds][rows of the fold]: which rows were scored by the same trees; scores of different folds do not
 *     compare
 * @param importances share by feature, of all folds together; sum up to 1 where any feature is used
 */
public record Separation(double[] scores, List<int[]> folds, Map<String, Double> importances) {

    private static final int FOLDS = 5;
    /** Small trees, and few: what takes more to be seen is no drift to speak of. */
    private static final Map<String, Object> SETTINGS = Map.of("rounds", 60, "depth", 4, "learningRate", 0.1);

    /**
     * Learns and scores.
     *
     * @param frame the rows
     * @param features columns of numbers and categories
     * @param second shape [rows]; 1 for the second kind, else 0; both occur
     */
    public static Separation of(
            Frame frame, List<String> features, float[] second, long seed, int threads, Progress progress) {
        GradientBoosting algorithm = new GradientBoosting();
        Map<String, Object> parameters = new HashMap<>();
        for (Parameter parameter : algorithm.info().parameters()) {
            parameters.put(parameter.name(), parameter.defaultValue());
        }
        parameters.putAll(SETTINGS);
        Preprocessing preprocessing = Preprocessing.fit(frame, features, false);
        Algorithm.Examples all = new Algorithm.Examples(
                preprocessing.encode(frame), second, null, null, null, Task.BINARY, 2, new int[preprocessing.width()]);
        Algorithm.Settings settings = new Algorithm.Settings(parameters, seed, threads);
        double[] scores = new double[second.length];
        double[] gains = new double[features.size()];
        List<int[]> tests = new ArrayList<>();
        List<Split> splits = Folds.of(all, FOLDS, seed).splits();
        try (Progress.Step step = progress.step("Telling the rows apart", splits.size(), "folds")) {
            for (Split split : splits) {
                Algorithm.Fitted fitted = algorithm.fit(all.subset(split.train()), settings, Progress.SILENT);
                try (Scorer scorer = fitted.scorer()) {
                    double[] values = scorer.predict(all.rows().subset(split.test()), threads);
                    for (int i = 0; i < values.length; i++) {
                        scores[split.test()[i]] = values[i];
                    }
                    double[] here = algorithm.importance(scorer, all.rows(), preprocessing);
                    for (int f = 0; f < gains.length; f++) {
                        gains[f] += here[f];
                    }
                }
                tests.add(split.test());
                step.done(tests.size(), null);
            }
        }
        double total = 0;
        for (double gain : gains) {
            total += gain;
        }
        Map<String, Double> importances = new LinkedHashMap<>();
        for (int f = 0; f < gains.length; f++) {
            importances.put(features.get(f), total > 0 ? gains[f] / total : 0);
        }
        return new Separation(scores, tests, importances);
    }
}
