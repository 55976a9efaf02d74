package io.jenkins.plugins.modeldelivery.policy;

import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a stage demands before a version may enter it by promotion. A rollback is not asked.
 *
 * @param inOrder whether the version must come from the stage before (no skipping, not from the archive either; a version
 *     that stood in the target before comes back by rollback)
 * @param validation what the newest validation of the same model digest must say
 * @param driftDays no drift verdict may be newer than that many days; null: drift does not matter
 * @param approvals how many people other than the one who trained the version must have approved, and none of them may
 *     have rejected; 0: nobody is asked
 * @param minimumStay how long the version must have stood in the stage before; zero: no time
 * @param sameCommit whether a version of the same commit must have passed its validation in the stage before: for
 *     delivery of code, where each environment trains its own
 */
public record Policy(
        boolean inOrder,
        Validation validation,
        Integer driftDays,
        int approvals,
        Duration minimumStay,
        boolean sameCommit) {

    /** Demands nothing. */
    public static final Policy OPEN = new Policy(false, Validation.ANY);
    /** In order, and the newest validation, if there is one, has passed. */
    public static final Policy NOT_FAILED = new Policy(true, Validation.NOT_FAILED);
    /** In order, and there is a validation and the newest has passed. */
    public static final Policy PASSED = new Policy(true, Validation.PASSED);

    public Policy {
        validation = validation == null ? Validation.ANY : validation;
        minimumStay = minimumStay == null ? Duration.ZERO : minimumStay;
    }

    /** Demands order and validation only. */
    public Policy(boolean inOrder, Validation validation) {
        this(inOrder, validation, null, 0, null, false);
    }

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

    /**
     * Everything that is missing, one sentence each; empty when the version may enter.
     */
    public List<String> missing(Evidence evidence) {
        List<String> missing = new ArrayList<>();
        if (inOrder && evidence.before() != null && !evidence.before().equals(evidence.stage())) {
            missing.add("v" + evidence.version() + " stands in " + evidence.stage() + ", and " + evidence.target()
                    + " takes versions from " + evidence.before() + " only: promote it to " + evidence.before()
                    + " first.");
        }
        if (validation != Validation.ANY) {
            Event.VersionValidated newest = evidence.validation();
            boolean same = newest != null
                    && (newest.modelSha256() == null || newest.modelSha256().equals(evidence.modelSha256()));
            if (!same) {
                if (validation == Validation.PASSED) {
                    missing.add("v" + evidence.version() + " has not been validated, and " + evidence.target()
                            + " takes only versions whose newest validation has passed: validate it first.");
                }
            } else if (!newest.passed()) {
                missing.add(failed(evidence, newest));
            }
        }
        return missing;
    }

    private static String failed(Evidence evidence, Event.VersionValidated newest) {
        String decisions = newest.gates().stream()
                .filter(decision -> decision.outcome() != GateDecision.Outcome.PASS)
                .map(GateDecision::sentence)
                .collect(Collectors.joining("; "));
        return "The newest validation of v" + evidence.version() + ", "
                + evidence.validated().truncatedTo(ChronoUnit.SECONDS)
                + (newest.data() == null ? "" : " on " + newest.data().path()) + ", has not passed"
                + (decisions.isEmpty() ? "" : " (" + decisions + ")") + ": validate it again when that is remedied.";
    }
}
