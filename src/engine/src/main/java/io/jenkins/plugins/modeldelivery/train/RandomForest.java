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

/**
 * A forest (Breiman, 2001): trees on samples of rows, splits among samples of columns, predictions averaged; XGBoost's
 * {@code num_parallel_tree} in one round. For two classes the trees are regression trees on 0/1, whose mean is the probability
 * (Malley et al., "Probability machines", 2012); for more classes one softmax step.
 */
final class RandomForest implements Algorithm {

    @Override
    public TrainerInfo info() {
        return Trainers.RANDOM_FOREST;
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
    public boolean monotone() {
        return true;
    }

    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("num_parallel_tree", settings.integer("trees"));
        parameters.put("eta", 1);
        parameters.put("max_depth", settings.integer("depth"));
        parameters.put("min_child_weight", settings.number("minChildWeight"));
        parameters.put("subsample", settings.number("subsample"));
        parameters.put("colsample_bynode", settings.number("columnSample"));
        String metric = "rmse";
        if (examples.task() == Task.MULTICLASS) {
            parameters.put("objective", "multi:softprob");
            parameters.put("num_class", examples.classes());
            // One Newton step on few rows a leaf would run to the extremes.
            parameters.put("lambda", 1);
            metric = "mlogloss";
        } else {
            parameters.put("objective", "reg:squarederror");
            parameters.put("lambda", 0);
        }
        int trees = settings.integer("trees");
        if (settings.deadline().exists()) {
            // Once it grows nothing can end it.
            settings.deadline().check(trees * Estimate.tree(examples, settings, parameters, metric));
        }
        try (Progress.Step step = progress.step("Growing " + trees + " trees", trees, "trees");
                Estimate estimate = Estimate.of(examples, settings, parameters, metric, step)) {
            NativeTrees.Grown forest =
                    NativeTrees.grow(examples, null, settings, parameters, 1, metric, new Progress.Step() {
                        @Override
                        public void done(long rounds, String detail) {
                            estimate.close();
                            step.done(rounds * trees, detail);
                        }

                        @Override
                        public void close() {
                            step.close();
                        }
                    });
            return new Fitted(forest.trees(), null);
        }
    }

    @Override
    public double[] importance(Scorer scorer, Rows rows, Preprocessing preprocessing) {
        return Algorithm.byFeature(((Trees) scorer).gains(preprocessing.width()), preprocessing);
    }
}
