package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.LinearModel;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * Linear models by Tribuo's stochastic gradient descent with AdaGrad. Adam is not offered: it is wrong in Tribuo 4.3.2
 * (oracle/tribuo, issue 401). The target of a regression is standardised while learning, so that the step size means the same
 * everywhere. Only the weights are kept.
 */
final class StochasticGradientDescent implements Algorithm {

    /** Kept, or the level set below would be collected with the logger. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private static final int NO_LOGGING = -1;
    private static final String TARGET = "target";

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private final TrainerInfo info;

    private StochasticGradientDescent(TrainerInfo info) {
        this.info = info;
    }

    static StochasticGradientDescent logisticRegression() {
        return new StochasticGradientDescent(Trainers.LOGISTIC_REGRESSION);
    }

    static StochasticGradientDescent linear() {
        return new StochasticGradientDescent(Trainers.LINEAR);
    }

    @Override
    public TrainerInfo info() {
        return info;
    }

    @Override
    public boolean scaled() {
        return true;
    }

    @Override
    public void require() {
        // Pure Java.
    }

    @Override
    public Scorer fit(Examples examples, Settings settings, Progress progress) {
        int epochs = settings.integer("epochs");
        long rows = examples.rows().count();
        try (Progress.Step step = progress.step("Descending " + epochs + " epochs", epochs * rows, "rows")) {
            LinearModel.Parameters parameters = examples.task() == Task.REGRESSION
                    ? regression(examples, settings, step)
                    : classification(examples, settings, step);
            int outputs = examples.task() == Task.MULTICLASS ? examples.classes() : 1;
            return new LinearModel(
                    examples.task(), parameters, outputs, examples.rows().width());
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    new Problem(
                            "The descent ran away: " + e.getMessage(),
                            "parameter trainer",
                            "Choose a smaller learningRate than " + settings.number("learningRate") + "."),
                    e);
        }
    }

    private static LinearModel.Parameters classification(Examples examples, Settings settings, Progress.Step step) {
        Label[] labels = new Label[examples.classes()];
        for (int c = 0; c < labels.length; c++) {
            labels[c] = new Label(Integer.toString(c));
        }
        ColumnarDataset<Label> dataset =
                new ColumnarDataset<>(examples.rows(), row -> labels[(int) examples.labels()[row]], new LabelFactory());
        org.tribuo.classification.sgd.linear.LinearSGDModel model =
                new org.tribuo.classification.sgd.linear.LinearSGDTrainer(
                                new Epochs(step, examples.rows().count(), "logLoss").counting(new LogMulticlass()),
                                optimiser(settings),
                                settings.integer("epochs"),
                                NO_LOGGING,
                                settings.integer("minibatch"),
                                settings.seed())
                        .train(dataset);
        DenseMatrix learnt = model.getWeightsCopy();
        double[][] weights = new double[labels.length][];
        double[] bias = new double[labels.length];
        for (int c = 0; c < labels.length; c++) {
            // Tribuo numbers labels as it likes: ask it for each one's number.
            int id = dataset.getOutputIDInfo().getID(labels[c]);
            if (id < 0) {
                // A class without a training row.
                weights[c] = new double[examples.rows().width()];
                bias[c] = -50;
                continue;
            }
            weights[c] = weights(learnt, id, examples.rows().width());
            bias[c] = learnt.get(id, examples.rows().width());
        }
        if (examples.task() == Task.MULTICLASS) {
            return new LinearModel.Parameters(weights, bias);
        }
        for (int i = 0; i < weights[1].length; i++) {
            weights[1][i] -= weights[0][i];
        }
        return new LinearModel.Parameters(new double[][] {weights[1]}, new double[] {bias[1] - bias[0]});
    }

    private static LinearModel.Parameters regression(Examples examples, Settings settings, Progress.Step step) {
        double mean = 0;
        for (float label : examples.labels()) {
            mean += label / examples.labels().length;
        }
        double variance = 0;
        for (float label : examples.labels()) {
            variance += (label - mean) * (label - mean) / examples.labels().length;
        }
        double centre = mean;
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        ColumnarDataset<Regressor> dataset = new ColumnarDataset<>(
                examples.rows(),
                row -> new Regressor(TARGET, (examples.labels()[row] - centre) / deviation),
                new RegressionFactory());
        AbstractLinearSGDModel<Regressor> model = new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                        new Epochs(step, examples.rows().count(), "loss").counting(new SquaredLoss()),
                        optimiser(settings),
                        settings.integer("epochs"),
                        NO_LOGGING,
                        settings.integer("minibatch"),
                        settings.seed())
                .train(dataset);
        DenseMatrix learnt = model.getWeightsCopy();
        int width = examples.rows().width();
        double[] weights = weights(learnt, 0, width);
        for (int i = 0; i < width; i++) {
            weights[i] *= deviation;
        }
        return new LinearModel.Parameters(
                new double[][] {weights}, new double[] {learnt.get(0, width) * deviation + mean});
    }

    private static StochasticGradientOptimiser optimiser(Settings settings) {
        return new AdaGrad(settings.number("learningRate"), 0.1);
    }

    private static double[] weights(DenseMatrix learnt, int output, int width) {
        double[] weights = new double[width];
        for (int i = 0; i < width; i++) {
            weights[i] = learnt.get(output, i);
        }
        return weights;
    }

    /** Standard deviation of what the feature adds to the sum, over the training rows. */
    @Override
    public double[] importance(Scorer scorer, Rows rows, Preprocessing preprocessing) {
        double[] sums = new double[rows.width()];
        double[] squares = new double[rows.width()];
        for (int i = 0; i < rows.columns().length; i++) {
            double value = rows.values()[i];
            sums[rows.columns()[i]] += value;
            squares[rows.columns()[i]] += value * value;
        }
        double[] variances = new double[rows.width()];
        for (double[] weights : ((LinearModel) scorer).parameters().weights()) {
            for (int c = 0; c < variances.length; c++) {
                double mean = sums[c] / rows.count();
                double variance = Math.max(0, squares[c] / rows.count() - mean * mean);
                variances[c] += weights[c] * weights[c] * variance;
            }
        }
        double[] features = Algorithm.byFeature(variances, preprocessing);
        for (int f = 0; f < features.length; f++) {
            features[f] = Math.sqrt(features[f]);
        }
        return features;
    }
}
