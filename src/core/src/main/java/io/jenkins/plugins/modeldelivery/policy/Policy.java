package io.jenkins.plugins.modeldelivery.policy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a stage demands before a version may enter it by promotion. A rollback is not asked.
 *
 * @param inOrder whether the version must come from the stage before (no skipping, not from the archive either; a version
 *     that stood in the target before comes back by rollback)
 * @param validation what the newest validation of the same model digest must say
 * @param driftDays the newest drift check, if it is at most that many days old, must not have found drift; null: drift does
 *     not matter
 * @param approvals how many people other than the one who trained the version must have approved, and nobody may have
 *     rejected; 0: nobody is asked. Where it is not known who trained the version, everybody counts.
 * @param minimumStay how long the version must have stood in the stage before, at a stretch until now; zero: no time
 * @param sameCommit whether a version of the same commit must have stood in the stage before and have passed its newest
 *     validation: for delivery of code, where each environment trains its own
 */
public record Policy(
        boolean inOrder,
        Validation validation,
        Integer driftDays,
        int approvals,
        Duration minimumStay,
        boolean sameCommit) {

    private static final Duration LONGEST_STAY = Duration.ofDays(3650);

    /** Demands nothing. */
    public static final Policy OPEN = new Policy(false, Validation.ANY);
    /** In order, and the newest validation, if there is one, has not failed. */
    public static final Policy NOT_FAILED = new Policy(true, Validation.NOT_FAILED);
    /** In order, and there is a validation with at least one gate, and the newest has passed. */
    public static final Policy PASSED = new Policy(true, Validation.PASSED);

    /** @throws InputException with the name of the part as its place, if a number or time is none that can be demanded */
    public Policy {
        validation = validation == null ? Validation.ANY : validation;
        minimumStay = minimumStay == null ? Duration.ZERO : minimumStay;
        if (driftDays != null && driftDays < 1) {
            throw new InputException(
                    "A drift check cannot be " + driftDays + " days old",
                    "driftDays",
                    "Give at least 1, or nothing if drift does not matter.");
        }
        if (approvals < 0) {
            throw new InputException(
                    approvals + " people cannot approve", "approvals", "Give 0 if nobody has to approve.");
        }
        if (minimumStay.isNegative() || minimumStay.compareTo(LONGEST_STAY) > 0) {
            throw new InputException(
                    "No version stays for " + minimumStay,
                    "minimumStay",
                    "Give at most " + LONGEST_STAY.toDays() + " days, or 0 if the time does not matter.");
        }
    }

    /** Demands order and validation only. */
    public Policy(boolean inOrder, Validation validation) {
        this(inOrder, validation, null, 0, null, false);
    }

    /** Demand on the newest validation; each is stricter than those before it. */
    public enum Validation {
        /** None. */
        ANY,
        /** If there is one, it has not failed. */
        NOT_FAILED,
        /** There is one with at least one gate, and it has passed. */
        PASSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Everything that is missing, one sentence each, which says what to do; empty when the version may enter.
     */
    public List<String> missing(Evidence evidence) {
        return new Demands(this, evidence).missing();
    }

    /**
     * What is missing of the code that a version is yet to be trained by: all that can be known before. Empty when nothing is
     * demanded of the code, or it has passed in the stage before.
     *
     * @param target the stage that the version is for
     * @param before the stage directly before that; null: it is the first
     * @param commit of the code; null: not known
     * @param sibling a version of the same commit in the stage before, as in {@link Evidence}; null: there is none
     */
    public List<String> missingOfCode(String target, String before, String commit, Evidence.Sibling sibling) {
        return Demands.ofCode(this, target, before, commit, sibling);
    }

    /** What demands all that this policy demands and all that the other one does, and nothing else. */
    public Policy stricter(Policy other) {
        return new Policy(
                inOrder || other.inOrder,
                validation.compareTo(other.validation) >= 0 ? validation : other.validation,
                driftDays == null || other.driftDays != null && other.driftDays > driftDays
                        ? other.driftDays
                        : driftDays,
                Math.max(approvals, other.approvals),
                minimumStay.compareTo(other.minimumStay) >= 0 ? minimumStay : other.minimumStay,
                sameCommit || other.sameCommit);
    }

    /** Whether no version may enter by this policy that may not by the other one. */
    public boolean isAsStrictAs(Policy other) {
        return stricter(other).equals(this);
    }
}
