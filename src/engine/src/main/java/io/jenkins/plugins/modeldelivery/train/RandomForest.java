package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.tree.Forest;

/** A forest of the engine's own trees. */
final class RandomForest implements Algorithm {

    private static final int FEW_ROWS = 50_000;

    private static final int DEEP = 20;

    private static final int SHALLOW = 14;

    @Override
    public TrainerInfo info() {
        return Trainers.RANDOM_FOREST;
    }

    @Override
    public boolean scaled() {
        return false;
    }

    /** Only the shares of two classes and numbers rise or fall: {@link Directions} refuses more classes. */
    @Override
    public boolean monotone() {
        return true;
    }

    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        int trees = settings.integer("trees");
        int classes = examples.task() == Task.REGRESSION ? 0 : examples.classes();
        Forest.Settings how = new Forest.Settings(
                trees,
                depth(settings.integer("depth"), examples.rows().count()),
                settings.number("minChildWeight"),
                settings.number("subsample"),
                settings.number("columnSample"),
                settings.seed(),
                settings.threads());
        settings.deadline().check(0);
        try (Progress.Step step = progress.step("Growing " + trees + " trees", trees, "trees")) {
            return new Fitted(
                    new Trees(
                            examples.task(),
                            Forest.grow(
                                    JavaTrees.bins(examples, settings.threads()),
                                    examples.labels(),
                                    examples.weights(),
                                    classes,
                                    how,
                                    grown -> {
                                        settings.deadline().check(0);
                                        step.done(grown, null);
                                    })),
                    null);
        }
    }

    /** What is usual where none is asked for: deep, but of many rows a forest as deep would take hundreds of megabytes. */
    static int depth(int asked, long rows) {
        return asked > 0 ? asked : rows <= FEW_ROWS ? DEEP : SHALLOW;
    }

    @Override
    public double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing) {
        return Algorithm.byFeature(((Trees) scorer).gains(), preprocessing);
    }
}
