package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Mean loss of a linear model on its rows, and half the L2 norm: of one output the logistic loss or half the squared error, of
 * several the cross-entropy of their softmax. The rows are cut into blocks whose sums are added in their order, so that the
 * figure does not depend on the threads.
 *
 * <p>A point is the model's parameters: of each output the weights of the columns, then the intercept.
 */
final class LinearLoss implements QuasiNewton.Smooth, AutoCloseable {

    private static final int BLOCK_ROWS = 4_096;
    private static final int MOST_BLOCKS = 64;

    private final Rows rows;
    private final float[] targets;
    private final float[] weights;
    private final Task task;
    private final int outputs;
    private final double l2;
    private final int block;
    private final double[][] gradients;
    private final double[] losses;
    private final ExecutorService threads;

    /**
     * @param targets shape [rows]; index of the class, or the number
     * @param weights shape [rows], 1 on average; null: all the same
     * @param outputs 1, or the number of classes
     * @param l2 half of it times the squared weights is added to the mean loss
     */
    LinearLoss(Rows rows, float[] targets, float[] weights, Task task, int outputs, double l2, int threads) {
        this.rows = rows;
        this.targets = targets;
        this.weights = weights;
        this.task = task;
        this.outputs = outputs;
        this.l2 = l2;
        this.block = Math.max(BLOCK_ROWS, (rows.count() + MOST_BLOCKS - 1) / MOST_BLOCKS);
        int blocks = (rows.count() + block - 1) / block;
        this.gradients = new double[blocks][outputs * (rows.width() + 1)];
        this.losses = new double[blocks];
        this.threads = blocks == 1 || threads == 1 ? null : Executors.newFixedThreadPool(Math.min(threads, blocks));
    }

    @Override
    public double at(double[] point, double[] gradient) {
        run(point);
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int b = 0; b < losses.length; b++) {
            loss += losses[b];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += gradients[b][i];
            }
        }
        int stride = rows.width() + 1;
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rows.count();
            if (i % stride != rows.width()) {
                gradient[i] += l2 * point[i];
                squares += point[i] * point[i];
            }
        }
        return loss / rows.count() + l2 / 2 * squares;
    }

    private void run(double[] point) {
        if (threads == null) {
            for (int b = 0; b < losses.length; b++) {
                losses[b] = sum(point, b);
            }
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (int b = 0; b < losses.length; b++) {
            int index = b;
            running.add(threads.submit(() -> losses[index] = sum(point, index)));
        }
        try {
            for (Future<?> future : running) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The training was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A thread of the training failed: " + e.getCause(), e.getCause());
        }
    }

    /** Loss and gradient of one block of rows, not divided by the rows. */
    private double sum(double[] point, int index) {
        double[] gradient = gradients[index];
        Arrays.fill(gradient, 0);
        int to = Math.min(rows.count(), (index + 1) * block);
        int stride = rows.width() + 1;
        int width = rows.width();
        long[] starts = rows.starts();
        int[] columns = rows.columns();
        float[] values = rows.values();
        double[] scores = new double[outputs];
        double loss = 0;
        for (int row = index * block; row < to; row++) {
            double weight = weights == null ? 1 : weights[row];
            if (weight == 0) {
                continue;
            }
            int start = (int) starts[row];
            int end = (int) starts[row + 1];
            for (int o = 0; o < outputs; o++) {
                scores[o] = point[o * stride + width] + dot(point, o * stride, columns, values, start, end);
            }
            loss += weight * slopes(scores, targets[row]);
            for (int o = 0; o < outputs; o++) {
                double slope = weight * scores[o];
                int base = o * stride;
                for (int i = start; i < end; i++) {
                    gradient[base + columns[i]] += slope * values[i];
                }
                gradient[base + width] += slope;
            }
        }
        return loss;
    }

    /** In four sums, which do not wait for one another. */
    private static double dot(double[] point, int base, int[] columns, float[] values, int start, int end) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = start;
        for (; i + 3 < end; i += 4) {
            a += point[base + columns[i]] * values[i];
            b += point[base + columns[i + 1]] * values[i + 1];
            c += point[base + columns[i + 2]] * values[i + 2];
            d += point[base + columns[i + 3]] * values[i + 3];
        }
        for (; i < end; i++) {
            a += point[base + columns[i]] * values[i];
        }
        return a + b + (c + d);
    }

    /** The loss of a row; turns its scores into the slopes of the loss. */
    private double slopes(double[] scores, float target) {
        if (task == Task.REGRESSION) {
            double error = scores[0] - target;
            scores[0] = error;
            return error * error / 2;
        }
        if (task == Task.BINARY) {
            double score = scores[0];
            // ln(1 + exp(-|s|)) does not overflow.
            double small = Math.exp(-Math.abs(score));
            double probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
            double right = target > 0.5 ? score : -score;
            scores[0] = probability - (target > 0.5 ? 1 : 0);
            return Math.log(1 + small) + (right < 0 ? -right : 0);
        }
        double max = scores[0];
        for (int o = 1; o < scores.length; o++) {
            max = Math.max(max, scores[o]);
        }
        double own = scores[(int) target];
        double all = 0;
        for (int o = 0; o < scores.length; o++) {
            scores[o] = Math.exp(scores[o] - max);
            all += scores[o];
        }
        for (int o = 0; o < scores.length; o++) {
            scores[o] = scores[o] / all - (o == (int) target ? 1 : 0);
        }
        double loss = max + Math.log(all) - own;
        return loss;
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
