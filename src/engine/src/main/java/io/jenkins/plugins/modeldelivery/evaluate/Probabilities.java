package io.jenkins.plugins.modeldelivery.evaluate;

/** Handling of probabilities that several evaluations share. */
final class Probabilities {

    /** scikit-learn's bound: the machine epsilon of float64. */
    private static final double EPSILON = Math.ulp(1.0);

    private Probabilities() {}

    /** Keeps the logarithm finite. */
    static double clip(double p) {
        return Math.max(EPSILON, Math.min(1 - EPSILON, p));
    }
}
