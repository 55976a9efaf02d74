package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Trees;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.tree.Bins;
import io.jenkins.plugins.modeldelivery.tree.Boosting;
import java.util.Arrays;

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
                        GradientBoosting.depth(settings, examples.task()),
                        settings.number("learningRate"),
                        settings.number("minChildWeight"),
                        settings.number("lambda"),
                        settings.number("subsample"),
                        settings.number("columnSample"),
                        settings.seed(),
                        settings.threads()));
        Rows held = stopping == null ? null : stopping.held().rows().cells();
        double[] sums = null;
        int best = rounds;
        double loss = Double.NaN;
        for (int round = 0; round < rounds; round++) {
            settings.deadline().check(0);
            boosting.round();
            if (held == null) {
                step.done(round + 1L, null);
                continue;
            }
            // Only the new trees: all of them in each round would be as many as the rounds' square.
            double[] more = new Trees(Task.REGRESSION, boosting.newest()).predict(held, settings.threads());
            if (sums == null) {
                sums = new double[more.length];
                Arrays.fill(sums, boosting.ensemble().start());
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += more[i];
            }
            double value = loss(linked(sums, examples.task(), held.count()), stopping.held());
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

    /** Predictions of sums. */
    private static double[] linked(double[] sums, Task task, int rows) {
        if (task == Task.REGRESSION) {
            return sums;
        }
        double[] values = new double[sums.length];
        int outputs = sums.length / rows;
        for (int at = 0; at < sums.length; at += outputs) {
            double largest = outputs == 1
                    ? 0
                    : Arrays.stream(sums, at, at + outputs).max().orElseThrow();
            double all = 0;
            for (int i = at; i < at + outputs; i++) {
                values[i] = outputs == 1 ? 1 / (1 + Math.exp(-sums[i])) : Math.exp(sums[i] - largest);
                all += values[i];
            }
            for (int i = at; i < at + outputs && outputs > 1; i++) {
                values[i] /= all;
            }
        }
        return values;
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
