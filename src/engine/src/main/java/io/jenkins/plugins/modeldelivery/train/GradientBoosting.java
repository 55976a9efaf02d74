package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.Native;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.HashMap;
import java.util.Map;

/**
 * XGBoost (Chen and Guestrin, 2016) with histograms; two classes are one logistic output, not two. Where its native library does not
 * load, the engine's own trees are boosted the same way.
 */
final class GradientBoosting implements Algorithm {

    static final int USUAL = 6;

    private static final int USUAL_FOR_TWO_CLASSES = 4;

    @Override
    public TrainerInfo info() {
        return Trainers.GRADIENT_BOOSTING;
    }

    @Override
    public boolean scaled() {
        return false;
    }

    @Override
    public String substitute() {
        String reason = Native.missing();
        return reason == null
                ? null
                : "The native library of XGBoost cannot be loaded on this machine (" + System.getProperty("os.name")
                        + ", " + System.getProperty("os.arch") + "): " + reason
                        + ". gradientBoosting goes on with the engine's own trees in Java: as good, but slower, and another model"
                        + " than XGBoost would grow.";
    }

    @Override
    public boolean monotone() {
        return true;
    }

    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("eta", settings.number("learningRate"));
        parameters.put("max_depth", depth(settings, examples.task()));
        parameters.put("min_child_weight", settings.number("minChildWeight"));
        parameters.put("subsample", settings.number("subsample"));
        parameters.put("colsample_bytree", settings.number("columnSample"));
        parameters.put("lambda", settings.number("lambda"));
        String metric = "rmse";
        if (examples.task() == Task.BINARY) {
            parameters.put("objective", "binary:logistic");
            metric = "logloss";
        } else if (examples.task() == Task.MULTICLASS) {
            parameters.put("objective", "multi:softprob");
            parameters.put("num_class", examples.classes());
            metric = "mlogloss";
        } else {
            parameters.put("objective", "reg:squarederror");
        }
        int rounds = settings.integer("rounds");
        TrainResult.EarlyStop stop = null;
        if (settings.integer("earlyStopping") > 0) {
            Fitted part = stopping(examples, settings, parameters, rounds, metric, progress);
            if (settings.draft()) {
                return part;
            }
            part.scorer().close();
            stop = part.stop();
        }
        int kept = stop == null ? rounds : stop.rounds();
        try (Progress.Step step = progress.step("Boosting", kept, "rounds")) {
            return new Fitted(
                    grow(examples, null, settings, parameters, kept, metric, step)
                            .trees(),
                    stop);
        }
    }

    private static NativeTrees.Grown grow(
            Examples examples,
            NativeTrees.Stopping stopping,
            Settings settings,
            Map<String, Object> parameters,
            int rounds,
            String metric,
            Progress.Step step) {
        return Native.missing() == null
                ? NativeTrees.grow(examples, stopping, settings, parameters, rounds, metric, step)
                : JavaTrees.grow(examples, stopping, settings, rounds, metric, step);
    }

    /** As many rounds as are best on rows that the trees did not learn from. */
    private static Fitted stopping(
            Examples examples,
            Settings settings,
            Map<String, Object> parameters,
            int rounds,
            String metric,
            Progress progress) {
        Split split = examples.holdOut(settings.number("validationShare"), settings.seed());
        Examples held = examples.subset(split.test());
        NativeTrees.Stopping stopping = new NativeTrees.Stopping(held, settings.integer("earlyStopping"));
        try (Progress.Step step = progress.step("Looking for the best number of rounds", rounds, "rounds")) {
            NativeTrees.Grown grown =
                    grow(examples.subset(split.train()), stopping, settings, parameters, rounds, metric, step);
            TrainResult.EarlyStop stop = new TrainResult.EarlyStop(
                    grown.rounds(), rounds, NativeTrees.ours(metric), grown.loss(), split.test().length);
            return new Fitted(grown.trees().first(grown.rounds()), stop);
        }
    }

    /**
     * What is usual where none is asked for: two classes of few rows are learned by heart from depth 5 on, numbers and many classes
     * are told apart by more splits.
     */
    static int depth(Settings settings, Task task) {
        int asked = settings.integer("depth");
        return asked > 0 ? asked : task == Task.BINARY ? USUAL_FOR_TWO_CLASSES : USUAL;
    }

    @Override
    public double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing) {
        return Algorithm.byFeature(((Trees) scorer).gains(), preprocessing);
    }
}
