package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.tree.Bins;
import io.jenkins.plugins.modeldelivery.tree.Boosting;

/** Boosts trees in Java, where XGBoost's native library does not load: the same parameters, other trees. */
final class JavaTrees {

    private JavaTrees() {}

    /** Sorts the values of examples into bins. */
    static Bins bins(Algorithm.Examples examples, int threads) {
        return Bins.of(
                examples.rows().features(examples.directions()),
                examples.rows().indices(),
                examples.rows().width(),
                threads);
    }

    /**
     * Grows trees round by round.
     *
     * @param stopping null: all rounds
     * @param metric XGBoost's name of the figure to show, on the rows held out, else none
     */
    static NativeTrees.Grown grow(
            Algorithm.Examples examples,
            NativeTrees.Stopping stopping,
            Algorithm.Settings settings,
            int rounds,
            String metric,
            Progress.Step step) {
        Boosting boosting = new Boosting(
                bins(examples, settings.threads()),
                examples.labels(),
                examples.weights(),
                examples.classes(),
                new Boosting.Settings(
                        settings.integer("depth"),
                        settings.number("learningRate"),
                        settings.number("minChildWeight"),
                        settings.number("lambda"),
                        settings.number("subsample"),
                        settings.number("columnSample"),
                        settings.seed(),
                        settings.threads()));
        Rows held = stopping == null ? null : stopping.held().rows().cells();
        int best = rounds;
        double loss = Double.NaN;
        for (int round = 0; round < rounds; round++) {
            settings.deadline().check(0);
            boosting.round();
            if (held == null) {
                step.done(round + 1L, null);
                continue;
            }
            double[] values = new Trees(examples.task(), boosting.ensemble()).predict(held, settings.threads());
            double value = loss(values, stopping.held());
            step.done(round + 1L, NativeTrees.figure("validation", metric, value));
            if (round == 0 || value < loss) {
                best = round + 1;
                loss = value;
            }
            if (round + 1 - best >= stopping.patience()) {
                break;
            }
        }
        return new NativeTrees.Grown(new Trees(examples.task(), boosting.ensemble()), best, loss);
    }

    /** Mean loss by weight: of classes the logarithm of the right one's probability, of numbers the root of the squared error. */
    private static double loss(double[] values, Algorithm.Examples held) {
        double sum = 0;
        double all = 0;
        int outputs = values.length / held.labels().length;
        for (int row = 0; row < held.labels().length; row++) {
            double weight = held.weights() == null ? 1 : held.weights()[row];
            float label = held.labels()[row];
            double term;
            if (held.task() == Task.REGRESSION) {
                term = (values[row] - label) * (values[row] - label);
            } else {
                double right =
                        outputs > 1 ? values[row * outputs + (int) label] : label > 0.5 ? values[row] : 1 - values[row];
                term = -Math.log(Math.max(1e-16, right));
            }
            sum += weight * term;
            all += weight;
        }
        double mean = all > 0 ? sum / all : Double.NaN;
        return held.task() == Task.REGRESSION ? Math.sqrt(mean) : mean;
    }
}
