package io.jenkins.plugins.modeldelivery.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the rows that a model did not learn from told about it at training: what to expect of it on new rows, and how to
 * estimate that while their truth is not known.
 *
 * @param rows that were held out and have a true target
 * @param metrics measured on them, by name
 * @param calibration of a classifier's probabilities; null for regression, or where there were too few rows
 * @param errors of a regression, what its error model is good for; null for classifiers, or where there were too few rows
 */
public record HeldOut(long rows, Map<String, Double> metrics, Calibration calibration, Errors errors) {
    public HeldOut {
        metrics = metrics == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Facts about the two models that estimate a row's error from its features and its prediction.
     *
     * @param kind algorithm of both
     * @param rows they learned from
     * @param absoluteDeviation standard deviation of the absolute error over these rows
     * @param squaredDeviation standard deviation of the squared error
     * @param measured mean absolute error of the rows
     * @param estimated the same as estimated by models that learned from the other half of the rows only
     * @param correlation of these estimates with the real absolute errors, row by row; 0 where one of them is constant
     */
    public record Errors(
            String kind,
            long rows,
            double absoluteDeviation,
            double squaredDeviation,
            double measured,
            double estimated,
            double correlation) {
        public Errors {
            if (!Double.isFinite(absoluteDeviation) || !Double.isFinite(squaredDeviation)) {
                throw new IllegalArgumentException("The spread of the errors is not finite");
            }
        }
    }
}
