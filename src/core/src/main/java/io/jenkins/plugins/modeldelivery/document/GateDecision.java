package io.jenkins.plugins.modeldelivery.document;

import java.util.Locale;

/**
 * How one gate decided.
 *
 * @param gate the condition
 * @param outcome pass, fail, or insufficient data
 * @param value the candidate's metric; null when it is undefined
 * @param baseline the baseline's metric; null when there is none
 * @param sentence the decision in words: {@code auc 0.874 >= v7 (prod) 0.871 - 0.005: pass}
 */
public record GateDecision(Gate gate, Outcome outcome, Double value, Double baseline, String sentence) {

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
