package io.jenkins.plugins.modeldelivery.policy;

import java.util.Locale;

/**
 * What a stage demands before a version may enter it by promotion.
 *
 * @param inOrder whether the version must come from the stage before (no skipping)
 * @param validation what the newest validation of the same model digest must say
 */
public record Policy(boolean inOrder, Validation validation) {

    /** Demands nothing. */
    public static final Policy OPEN = new Policy(false, Validation.ANY);
    /** In order, and the newest validation, if there is one, has passed. */
    public static final Policy NOT_FAILED = new Policy(true, Validation.NOT_FAILED);
    /** In order, and there is a validation and the newest has passed. */
    public static final Policy PASSED = new Policy(true, Validation.PASSED);

    /** Demand on the newest validation. */
    public enum Validation {
        ANY,
        NOT_FAILED,
        PASSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
