package io.jenkins.plugins.modeldelivery.document;

import java.util.Locale;

/**
 * How one gate decided.
 *
 * @param gate the condition
 * @param outcome pass, fail, or insufficient data
 * @param value the candidate's metric, of a gate on slices in the slice that decided; null when it is undefined
 * @param baseline the baseline's metric on the same rows; null when there is none
 * @param sentence the decision in words: {@code auc 0.874 >= v7 (prod) 0.871 - 0.005: pass}
 * @param certainty what resampling says; null when the gate asked for no confidence, or nothing was resampled
 * @param slice of a gate on slices the value that decided, the worst; else null
 */
public record GateDecision(
        Gate gate, Outcome outcome, Double value, Double baseline, String sentence, Certainty certainty, String slice) {

    /** A decision by the measured value, on all rows. */
    public GateDecision(Gate gate, Outcome outcome, Double value, Double baseline, String sentence) {
        this(gate, outcome, value, baseline, sentence, null, null);
    }

    /**
     * What resampling says of the bound that held least often.
     *
     * @param share of the resamples in which it held, 0..1; a resample without the metric does not hold
     * @param bound the one-sided bound of the bootstrap percentile interval at the gate's confidence: of the metric, or of
     *     candidate minus baseline where the gate compares (a share of |baseline| where it is relative)
     * @param resamples how many were drawn
     */
    public record Certainty(double share, double bound, int resamples) {}

    /** The three ways a gate can go. */
    public enum Outcome {
        PASS,
        FAIL,
        /** The metric could not be measured; counts as failing. */
        INSUFFICIENT_DATA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
