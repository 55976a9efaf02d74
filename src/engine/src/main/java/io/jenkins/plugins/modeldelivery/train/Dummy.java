package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.LinearModel;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.List;

/** The shares of the classes, or the mean, whatever the row: a linear model of no weights. What every model must beat. */
final class Dummy implements Algorithm {

    @Override
    public TrainerInfo info() {
        return Trainers.DUMMY;
    }

    @Override
    public boolean scaled() {
        return false;
    }

    @Override
    public boolean monotone() {
        return true;
    }

    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        int outputs = examples.task() == Task.MULTICLASS ? examples.classes() : 1;
        double[] bias = new double[outputs];
        if (examples.task() == Task.REGRESSION) {
            bias[0] = LinearRegularised.Scale.of(examples).mean();
        } else {
            double[] shares = LinearRegularised.shares(examples);
            for (int o = 0; o < outputs; o++) {
                bias[o] = outputs == 1 ? Math.log(shares[1] / shares[0]) : Math.log(shares[o]);
            }
        }
        int width = examples.rows().width();
        return new Fitted(
                new LinearModel(
                        examples.task(), new LinearModel.Parameters(new double[outputs][width], bias), outputs, width),
                null);
    }

    /** Its prediction for every row, shape [1], or [classes] for three or more; every training row counts the same. */
    static double[] prediction(Task task, float[] labels, List<String> classes) {
        Rows none = new Rows(new long[labels.length + 1], new int[0], new float[0], 0);
        Examples examples =
                new Examples(none, labels, null, null, null, task, classes == null ? 0 : classes.size(), new int[0]);
        if (task == Task.REGRESSION) {
            return new double[] {LinearRegularised.Scale.of(examples).mean()};
        }
        double[] shares = LinearRegularised.shares(examples);
        return task == Task.BINARY ? new double[] {shares[1]} : shares;
    }

    @Override
    public double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing) {
        return new double[preprocessing.features().size()];
    }
}
