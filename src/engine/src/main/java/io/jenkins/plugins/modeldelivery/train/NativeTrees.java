package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows trees with XGBoost's native library. */
final class NativeTrees {

    /** Values below which one thread is quicker than two. */
    private static final int SMALL = 500_000;

    /** Values from which on it pays to give memory back before training. */
    private static final long LARGE = 2_000_000;

    private NativeTrees() {}

    /**
     * Trees, and how good they were on the rows held out.
     *
     * @param rounds after which they were best
     * @param loss after those; NaN where no rows were held out
     */
    record Grown(Trees trees, int rounds, double loss) {}

    /**
     * Rows to decide by when to stop.
     *
     * @param held out
     * @param patience rounds without a better loss after which to stop
     */
    record Stopping(Algorithm.Examples held, int patience) {}

    /**
     * Grows trees round by round.
     *
     * @param stopping null: all rounds
     * @param specific parameters beside those that all tree trainers share
     * @param metric XGBoost's name of the figure to show, on the rows held out, else on the training rows
     */
    static Grown grow(
            Algorithm.Examples examples,
            Stopping stopping,
            Algorithm.Settings settings,
            Map<String, Object> specific,
            int rounds,
            String metric,
            Progress.Step step) {
        Map<String, Object> parameters = new HashMap<>(specific);
        parameters.put("tree_method", "hist");
        parameters.put("nthread", threads(examples, settings.threads()));
        parameters.put("seed", settings.smallSeed());
        parameters.put("verbosity", 0);
        parameters.put("eval_metric", metric);
        if (examples.directed()) {
            parameters.put(
                    "monotone_constraints",
                    Arrays.stream(examples.directions())
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(",", "(", ")")));
        }
        DMatrix matrix = null;
        DMatrix held = null;
        Booster booster = null;
        try {
            matrix = matrix(examples);
            if ((long) examples.rows().count()
                            * examples.rows().features(examples.directions()).size()
                    >= LARGE) {
                // XGBoost has its own copy now, outside the heap, and will need more.
                SpareHeap.giveBack();
            }
            held = stopping == null ? null : matrix(stopping.held());
            booster = XGBoost.train(matrix, parameters, 0, Map.of(), null, null);
            int best = rounds;
            double loss = Double.NaN;
            for (int round = 0; round < rounds; round++) {
                settings.deadline().check(0);
                booster.update(matrix, round);
                double value = held == null ? loss(booster, matrix, round) : loss(booster, held, round);
                step.done(round + 1L, figure(held == null ? "training" : "validation", metric, value));
                if (held != null && (round == 0 || value < loss)) {
                    best = round + 1;
                    loss = value;
                }
                if (held != null && round + 1 - best >= stopping.patience()) {
                    break;
                }
            }
            return new Grown(Trees.of(examples.task(), booster.toByteArray("ubj")), best, loss);
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot train: " + e.getMessage(), e);
        } finally {
            dispose(matrix);
            dispose(held);
            if (booster != null) {
                booster.dispose();
            }
        }
    }

    private static DMatrix matrix(Algorithm.Examples examples) throws XGBoostError {
        Rows rows = examples.rows().cells();
        DMatrix matrix = new DMatrix(
                rows.starts(), rows.columns(), rows.values(), DMatrix.SparseType.CSR, rows.width(), Float.NaN, 1);
        matrix.setLabel(examples.labels());
        if (examples.weights() != null) {
            matrix.setWeight(examples.weights());
        }
        return matrix;
    }

    private static void dispose(DMatrix matrix) {
        if (matrix != null) {
            matrix.dispose();
        }
    }

    /**
     * Small data are done by one thread: handing a few thousand values to several takes longer than summing them, many
     * times so beside a busy neighbour. The trees do not depend on it.
     */
    private static int threads(Algorithm.Examples examples, int offered) {
        int features = examples.rows().features(examples.directions()).size();
        return (long) examples.rows().count() * features < SMALL ? 1 : offered;
    }

    /** The figure of those rows: 0.271 from XGBoost's {@code [7]\trows-logloss:0.271}; NaN if it says none. */
    private static double loss(Booster booster, DMatrix matrix, int round) throws XGBoostError {
        String text = booster.evalSet(new DMatrix[] {matrix}, new String[] {"rows"}, round);
        int colon = text.indexOf(':', Math.max(0, text.indexOf("rows-")));
        return colon < 0
                ? Double.NaN
                : Double.parseDouble(text.substring(colon + 1).strip());
    }

    static String figure(String which, String metric, double value) {
        return Double.isNaN(value) ? null : String.format(Locale.ROOT, "%s %s %.4g", which, ours(metric), value);
    }

    /** Our name of one of XGBoost's metrics. */
    static String ours(String metric) {
        return metric.endsWith("logloss") ? "logLoss" : metric;
    }
}
