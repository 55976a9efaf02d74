package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Design;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.Arrays;

/**
 * Mean loss of a linear model on its rows, and half the L2 norm: of one output the logistic loss or half the squared error, of
 * several the cross-entropy of their softmax. The rows are cut into blocks whose sums are added in their order, so that the
 * figure does not depend on the threads.
 *
 * <p>A point is the model's parameters, each in a unit of its own: of each output the weights of the columns, then the intercept.
 */
final class LinearLoss implements QuasiNewton.Smooth {

    private static final int BLOCK_ROWS = 4_096;
    private static final int MOST_BLOCKS = 64;

    /** Rows that are scored before any of them is looked at: what they need stays in the processor's cache. */
    private static final int TOGETHER = 512;

    private final Design design;
    private final float[] targets;
    private final float[] weights;
    private final Task task;
    private final int outputs;
    private final double l2;
    private final double[] units;
    private final double[] parameters;
    private final int threads;
    private final int block;
    private final double[][] gradients;
    private final double[] losses;

    /**
     * @param targets shape [rows]; index of the class, or the number
     * @param weights shape [rows], 1 on average; null: all the same
     * @param outputs 1, or the number of classes
     * @param l2 half of it times the squared weights is added to the mean loss
     * @param units shape of a point: what its coordinates are counted in
     */
    LinearLoss(
            Design design,
            float[] targets,
            float[] weights,
            Task task,
            int outputs,
            double l2,
            double[] units,
            int threads) {
        this.design = design;
        this.targets = targets;
        this.weights = weights;
        this.task = task;
        this.outputs = outputs;
        this.l2 = l2;
        this.units = units;
        this.parameters = new double[units.length];
        this.threads = threads;
        this.block = Math.max(BLOCK_ROWS, (design.rows() + MOST_BLOCKS - 1) / MOST_BLOCKS);
        int blocks = (design.rows() + block - 1) / block;
        this.gradients = new double[blocks][outputs * (design.width() + 1)];
        this.losses = new double[blocks];
    }

    @Override
    public double at(double[] point, double[] gradient) {
        for (int i = 0; i < point.length; i++) {
            parameters[i] = point[i] * units[i];
        }
        Parallel.run(threads, losses.length, () -> {
            double[] scores = new double[outputs * TOGETHER];
            return b -> losses[b] = sum(parameters, b, scores);
        });
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int b = 0; b < losses.length; b++) {
            loss += losses[b];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += gradients[b][i];
            }
        }
        int width = design.width();
        int stride = width + 1;
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= design.rows();
            if (i % stride != width) {
                gradient[i] += l2 * parameters[i];
                squares += parameters[i] * parameters[i];
            }
            gradient[i] *= units[i];
        }
        return loss / design.rows() + l2 / 2 * squares;
    }

    /** Loss and gradient of one block of rows, not divided by the rows. */
    private double sum(double[] point, int index, double[] scores) {
        double[] gradient = gradients[index];
        Arrays.fill(gradient, 0);
        int width = design.width();
        int stride = width + 1;
        int end = Math.min(design.rows(), (index + 1) * block);
        double loss = 0;
        for (int first = index * block; first < end; first += TOGETHER) {
            int count = Math.min(TOGETHER, end - first);
            for (int o = 0; o < outputs; o++) {
                int to = o * TOGETHER;
                Arrays.fill(scores, to, to + count, point[o * stride + width]);
                for (Design.Part part : design.parts()) {
                    part.score(point, o * stride, first, count, scores, to);
                }
            }
            loss += switch (task) {
                case REGRESSION -> squared(scores, first, count);
                case BINARY -> logistic(scores, first, count);
                case MULTICLASS -> softmax(scores, first, count);
                case CLUSTERING, ANOMALY -> throw new IllegalArgumentException("A linear model cannot do " + task);
            };
            for (int o = 0; o < outputs; o++) {
                int from = o * TOGETHER;
                for (Design.Part part : design.parts()) {
                    part.collect(scores, from, first, count, gradient, o * stride);
                }
                for (int i = from; i < from + count; i++) {
                    gradient[o * stride + width] += scores[i];
                }
            }
        }
        return loss;
    }

    private double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** The loss of rows; turns their scores into the slopes of the loss. */
    private double squared(double[] scores, int first, int count) {
        double loss = 0;
        for (int i = 0; i < count; i++) {
            double error = scores[i] - targets[first + i];
            double slope = weight(first + i) * error;
            scores[i] = slope;
            loss += slope * error / 2;
        }
        return loss;
    }

    private double logistic(double[] scores, int first, int count) {
        double loss = 0;
        // Of 512 numbers from 1 to 2, at most 2^512: one logarithm of the product instead of one of each.
        double product = 1;
        for (int i = 0; i < count; i++) {
            double score = scores[i];
            boolean positive = targets[first + i] > 0.5;
            // ln(1 + exp(-|s|)) does not overflow.
            double small = Math.exp(-Math.abs(score));
            double probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
            double wrong = Math.max(0, positive ? -score : score);
            double slope = probability - (positive ? 1 : 0);
            if (weights == null) {
                product *= 1 + small;
                loss += wrong;
                scores[i] = slope;
            } else {
                double weight = weights[first + i];
                loss += weight * (Math.log(1 + small) + wrong);
                scores[i] = weight * slope;
            }
        }
        return loss + Math.log(product);
    }

    private double softmax(double[] scores, int first, int count) {
        double loss = 0;
        for (int i = 0; i < count; i++) {
            int own = (int) targets[first + i] * TOGETHER + i;
            double max = scores[i];
            for (int at = i; at < scores.length; at += TOGETHER) {
                max = Math.max(max, scores[at]);
            }
            double right = scores[own];
            double all = 0;
            for (int at = i; at < scores.length; at += TOGETHER) {
                scores[at] = Math.exp(scores[at] - max);
                all += scores[at];
            }
            double weight = weight(first + i);
            for (int at = i; at < scores.length; at += TOGETHER) {
                scores[at] = weight * (scores[at] / all - (at == own ? 1 : 0));
            }
            loss += weight * (max + Math.log(all) - right);
        }
        return loss;
    }
}
