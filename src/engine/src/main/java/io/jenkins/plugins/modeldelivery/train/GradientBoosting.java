package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.HashMap;
import java.util.Map;

/** XGBoost (Chen and Guestrin, 2016) with histograms; two classes are one logistic output, not two. */
final class GradientBoosting implements Algorithm {

    @Override
    public TrainerInfo info() {
        return Trainers.GRADIENT_BOOSTING;
    }

    @Override
    public boolean scaled() {
        return false;
    }

    @Override
    public void require() {
        Trees.require();
    }

    @Override
    public Scorer fit(Examples examples, Settings settings, Progress progress) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("eta", settings.number("learningRate"));
        parameters.put("max_depth", settings.integer("depth"));
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
        try (Progress.Step step = progress.step("Boosting", rounds, "rounds")) {
            return NativeTrees.grow(examples, settings, parameters, rounds, metric, step);
        }
    }

    @Override
    public double[] importance(Scorer scorer, Rows rows, Preprocessing preprocessing) {
        return Algorithm.byFeature(((Trees) scorer).gains(preprocessing.width()), preprocessing);
    }
}
