package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows trees with XGBoost's native library. */
final class NativeTrees {

    /** Values below which one thread is quicker than two. */
    private static final int SMALL = 500_000;

    private NativeTrees() {}

    /**
     * Grows trees round by round.
     *
     * @param specific parameters beside those that all tree trainers share
     * @param metric XGBoost's name of the figure to show, on the training rows
     */
    static Trees grow(
            Algorithm.Examples examples,
            Algorithm.Settings settings,
            Map<String, Object> specific,
            int rounds,
            String metric,
            Progress.Step step) {
        Map<String, Object> parameters = new HashMap<>(specific);
        parameters.put("tree_method", "hist");
        parameters.put("nthread", threads(examples.rows(), settings.threads()));
        parameters.put("seed", settings.smallSeed());
        parameters.put("verbosity", 0);
        parameters.put("eval_metric", metric);
        try {
            DMatrix matrix = Trees.matrix(examples.rows());
            try {
                matrix.setLabel(examples.labels());
                Booster booster = XGBoost.train(matrix, parameters, 0, Map.of(), null, null);
                for (int round = 0; round < rounds; round++) {
                    booster.update(matrix, round);
                    step.done(round + 1L, figure(booster, matrix, round));
                }
                return new Trees(examples.task(), booster, examples.task() == Task.MULTICLASS ? examples.classes() : 1);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot train: " + e.getMessage(), e);
        }
    }

    /**
     * Small data are done by one thread: handing a few thousand values to several takes longer than summing them, many
     * times so beside a busy neighbour. The trees do not depend on it.
     */
    private static int threads(Rows rows, int offered) {
        return rows.values().length < SMALL ? 1 : offered;
    }

    /** {@code training logLoss 0.271} from XGBoost's {@code [7]\ttrain-logloss:0.271}. */
    private static String figure(Booster booster, DMatrix matrix, int round) throws XGBoostError {
        String text = booster.evalSet(new DMatrix[] {matrix}, new String[] {"train"}, round);
        int at = text.indexOf("train-");
        int colon = text.indexOf(':', at);
        if (at < 0 || colon < 0) {
            return null;
        }
        String name =
                switch (text.substring(at + 6, colon)) {
                    case "logloss", "mlogloss" -> "logLoss";
                    default -> "rmse";
                };
        double value = Double.parseDouble(text.substring(colon + 1).strip());
        return String.format(Locale.ROOT, "training %s %.4g", name, value);
    }
}
