package io.jenkins.plugins.modeldelivery.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function plus an L1 norm: limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2006,
 * algorithm 7.4), kept within an orthant for the norm (Andrew and Gao, "Scalable training of L1-regularized log-linear
 * models", 2007: OWL-QN). Deterministic.
 */
final class QuasiNewton {

    /** Steps remembered; scipy's and scikit-learn's number. */
    private static final int MEMORY = 10;

    /** Largest slope that is taken for level. */
    private static final double LEVEL = 1e-5;

    /** Smallest relative gain of a step that is worth another. */
    private static final double GAIN = 1e-10;

    /** Share of the gain that the slope promises which a step must bring (Armijo). */
    private static final double ENOUGH = 1e-4;

    private static final int HALVINGS = 40;

    /** A smooth function. */
    interface Smooth {
        /** Its value; writes its gradient into the array of the same shape. */
        double at(double[] point, double[] gradient);
    }

    /** Is told of each step. */
    interface Watcher {
        /** @param step counted from 1 */
        void stepped(int step, double value);
    }

    private record Move(double[] step, double[] change, double curvature) {}

    private QuasiNewton() {}

    /**
     * The point where the function plus the norm is smallest, or the best after so many steps.
     *
     * @param point to start from; receives the result
     * @param l1 shape of the point: what the absolute value of each coordinate costs
     */
    static void minimise(Smooth function, double[] point, double[] l1, int steps, Watcher watcher) {
        int n = point.length;
        double[] gradient = new double[n];
        double[] next = new double[n];
        double[] nextGradient = new double[n];
        Deque<Move> moves = new ArrayDeque<>();
        double value = function.at(point, gradient) + norm(point, l1);
        for (int step = 1; step <= steps; step++) {
            double[] slope = slope(point, gradient, l1);
            if (largest(slope) <= LEVEL) {
                return;
            }
            double[] direction = direction(slope, moves);
            for (int i = 0; i < n; i++) {
                // Only where the function falls: an orthant's border is no way out.
                if (l1[i] > 0 && direction[i] * slope[i] >= 0) {
                    direction[i] = 0;
                }
            }
            double length = moves.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
            double nextValue = Double.POSITIVE_INFINITY;
            boolean found = false;
            for (int halving = 0; halving < HALVINGS && !found; halving++) {
                double promised = 0;
                for (int i = 0; i < n; i++) {
                    next[i] = point[i] + length * direction[i];
                    if (l1[i] > 0) {
                        double orthant = point[i] != 0 ? Math.signum(point[i]) : -Math.signum(slope[i]);
                        next[i] = next[i] * orthant <= 0 ? 0 : next[i];
                    }
                    promised += slope[i] * (next[i] - point[i]);
                }
                nextValue = function.at(next, nextGradient) + norm(next, l1);
                found = nextValue <= value + ENOUGH * promised;
                length /= 2;
            }
            if (!found) {
                // As level as numbers of 64 bits can tell.
                return;
            }
            remember(moves, point, next, gradient, nextGradient);
            double gain = (value - nextValue) / Math.max(1e-300, Math.max(Math.abs(value), Math.abs(nextValue)));
            System.arraycopy(next, 0, point, 0, n);
            System.arraycopy(nextGradient, 0, gradient, 0, n);
            value = nextValue;
            watcher.stepped(step, value);
            if (gain <= GAIN) {
                return;
            }
        }
    }

    private static void remember(
            Deque<Move> moves, double[] point, double[] next, double[] gradient, double[] nextGradient) {
        double[] step = new double[point.length];
        double[] change = new double[point.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = next[i] - point[i];
            change[i] = nextGradient[i] - gradient[i];
        }
        double curvature = dot(step, change);
        if (curvature <= 1e-12 * dot(change, change)) {
            return;
        }
        if (moves.size() == MEMORY) {
            moves.removeFirst();
        }
        moves.addLast(new Move(step, change, curvature));
    }

    /** The gradient of function and norm; at a kink the side where it falls, 0 if none. */
    private static double[] slope(double[] point, double[] gradient, double[] l1) {
        double[] slope = gradient.clone();
        for (int i = 0; i < slope.length; i++) {
            if (l1[i] == 0) {
                continue;
            }
            if (point[i] != 0) {
                slope[i] += Math.signum(point[i]) * l1[i];
            } else {
                slope[i] = gradient[i] + l1[i] < 0
                        ? gradient[i] + l1[i]
                        : gradient[i] - l1[i] > 0 ? gradient[i] - l1[i] : 0;
            }
        }
        return slope;
    }

    /** Minus the inverse curvature times the slope, from the last moves. */
    private static double[] direction(double[] slope, Deque<Move> moves) {
        double[] direction = new double[slope.length];
        for (int i = 0; i < slope.length; i++) {
            direction[i] = -slope[i];
        }
        if (moves.isEmpty()) {
            return direction;
        }
        double[] shares = new double[moves.size()];
        int at = moves.size();
        for (Iterator<Move> newest = moves.descendingIterator(); newest.hasNext(); ) {
            Move move = newest.next();
            shares[--at] = dot(move.step, direction) / move.curvature;
            add(direction, -shares[at], move.change);
        }
        Move last = moves.getLast();
        double scale = last.curvature / dot(last.change, last.change);
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= scale;
        }
        for (Move move : moves) {
            add(direction, shares[at] - dot(move.change, direction) / move.curvature, move.step);
            at++;
        }
        return direction;
    }

    private static void add(double[] to, double factor, double[] vector) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] point, double[] l1) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            sum += l1[i] * Math.abs(point[i]);
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
