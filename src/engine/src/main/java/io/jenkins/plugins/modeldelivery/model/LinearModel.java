package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A weighted sum of the encoded columns; for two classes through the logistic function, for more through softmax. Stored as
 * JSON: the weights of {@link Parameters} and nothing else.
 */
public final class LinearModel implements Scorer {

    static final String KIND = "linear";

    private final Task task;
    private final Parameters parameters;

    /**
     * What is learnt.
     *
     * @param weights shape [outputs][columns]; one output for two classes (of the positive class) and for regression
     * @param bias shape [outputs]
     */
    public record Parameters(double[][] weights, double[] bias) {
        public Parameters {
            if (weights == null || bias == null || weights.length != bias.length || weights.length == 0) {
                throw new IllegalArgumentException("Weights and biases do not fit each other");
            }
            for (int i = 0; i < bias.length; i++) {
                if (weights[i] == null || weights[i].length != weights[0].length || !Double.isFinite(bias[i])) {
                    throw new IllegalArgumentException("The weights are not a matrix of numbers");
                }
                for (double weight : weights[i]) {
                    if (!Double.isFinite(weight)) {
                        throw new IllegalArgumentException("A weight is not finite");
                    }
                }
            }
        }
    }

    /**
     * @param outputs 1 for two classes and for regression, else the number of classes
     * @throws IllegalArgumentException if the parameters are not of that shape
     */
    public LinearModel(Task task, Parameters parameters, int outputs, int columns) {
        if (parameters.weights().length != outputs || parameters.weights()[0].length != columns) {
            throw new IllegalArgumentException("The weights are " + parameters.weights().length + " x "
                    + parameters.weights()[0].length + ", " + outputs + " x " + columns + " are needed");
        }
        this.task = task;
        this.parameters = parameters;
    }

    /** IllegalArgumentException if the bytes are no parameters of that shape. */
    static LinearModel read(byte[] bytes, Task task, int outputs, int columns) {
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new LinearModel(task, Json.parse(text, Parameters.class, "parameters"), outputs, columns);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What was learnt. */
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public double[] predict(Rows rows, int threads) {
        int outputs = parameters.bias().length;
        double[] values = new double[rows.count() * outputs];
        for (int row = 0; row < rows.count(); row++) {
            for (int o = 0; o < outputs; o++) {
                double sum = parameters.bias()[o];
                double[] weights = parameters.weights()[o];
                for (int i = (int) rows.starts()[row]; i < rows.starts()[row + 1]; i++) {
                    sum += weights[rows.columns()[i]] * rows.values()[i];
                }
                values[row * outputs + o] = task == Task.BINARY ? 1 / (1 + Math.exp(-sum)) : sum;
            }
            if (task == Task.MULTICLASS) {
                softmax(values, row * outputs, outputs);
            }
        }
        return values;
    }

    private static void softmax(double[] values, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            max = Math.max(max, values[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            values[i] = Math.exp(values[i] - max);
            sum += values[i];
        }
        for (int i = from; i < from + count; i++) {
            values[i] /= sum;
        }
    }

    @Override
    public byte[] bytes() {
        return Json.line(parameters).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
