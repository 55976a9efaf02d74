package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A weighted sum of the encoded columns; for two classes through the logistic function, for more through softmax. Stored as
 * JSON: the weights of {@link Parameters} and nothing else.
 */
public final class LinearModel implements Scorer {

    static final String KIND = "linear";

    /** Rows that are encoded together: few enough for the processor's cache. */
    private static final int BLOCK_ROWS = 1_024;

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
    public double[] predict(Encoded rows, int threads) {
        int outputs = parameters.bias().length;
        double[] values = new double[Math.multiplyExact(rows.count(), outputs)];
        Parallel.run(threads, (rows.count() + BLOCK_ROWS - 1) / BLOCK_ROWS, () -> {
            double[] scores = new double[BLOCK_ROWS];
            return block -> {
                int from = block * BLOCK_ROWS;
                int count = Math.min(BLOCK_ROWS, rows.count() - from);
                Design design = rows.design(from, from + count, 1);
                for (int o = 0; o < outputs; o++) {
                    Arrays.fill(scores, parameters.bias()[o]);
                    for (Design.Part part : design.parts()) {
                        part.score(parameters.weights()[o], 0, 0, count, scores, 0);
                    }
                    for (int i = 0; i < count; i++) {
                        values[(from + i) * outputs + o] =
                                task == Task.BINARY ? 1 / (1 + Math.exp(-scores[i])) : scores[i];
                    }
                }
                for (int i = from; i < from + count && task == Task.MULTICLASS; i++) {
                    softmax(values, i * outputs, outputs);
                }
            };
        });
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
