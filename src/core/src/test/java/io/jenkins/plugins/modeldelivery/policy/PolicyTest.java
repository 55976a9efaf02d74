package io.jenkins.plugins.modeldelivery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final Instant TIME = Instant.parse("2026-03-01T08:00:00.123Z");

    private static Event.VersionValidated validation(String digest, boolean passed) {
        Gate gate = new Gate("auc", 0.9, null, null, null, false, null);
        GateDecision decision = new GateDecision(
                gate,
                passed ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL,
                0.8,
                null,
                passed ? "auc 0.95 >= 0.9: pass" : "auc 0.8 >= 0.9: fail");
        return new Event.VersionValidated(3, digest, null, Map.of(), null, null, List.of(decision), passed, Map.of());
    }

    private static List<String> missing(Policy policy, String from, Event.VersionValidated validation) {
        return policy.missing(
                new Evidence(3, DIGEST, from, "prod", "staging", validation, validation == null ? null : TIME));
    }

    @Test
    void anOpenStageDemandsNothing() {
        assertThat(missing(Policy.OPEN, "archived", null)).isEmpty();
        assertThat(missing(Policy.OPEN, "dev", validation(DIGEST, false))).isEmpty();
        assertThat(new Policy(false, null)).isEqualTo(Policy.OPEN);
    }

    @Test
    void orderAndValidationAreDemanded() {
        assertThat(missing(Policy.PASSED, "staging", validation(DIGEST, true))).isEmpty();
        assertThat(missing(Policy.PASSED, "staging", validation(null, true))).isEmpty();
        assertThat(missing(Policy.PASSED, "dev", null))
                .containsExactly(
                        "v3 stands in dev, and prod takes versions from staging only: promote it to staging first.",
                        "v3 has not been validated, and prod takes only versions whose newest validation has passed:"
                                + " validate it first.");
        assertThat(missing(Policy.PASSED, "staging", validation(DIGEST, false)))
                .containsExactly("The newest validation of v3, 2026-03-01T08:00:00Z, has not passed (auc 0.8 >= 0.9:"
                        + " fail): validate it again when that is remedied.");
        assertThat(missing(Policy.PASSED, "staging", validation("cd".repeat(32), true)))
                .hasSize(1);
    }

    @Test
    void whatWasNeverValidatedHasNotFailed() {
        assertThat(missing(Policy.NOT_FAILED, "staging", null)).isEmpty();
        assertThat(missing(Policy.NOT_FAILED, "staging", validation("cd".repeat(32), false)))
                .isEmpty();
        assertThat(missing(Policy.NOT_FAILED, "staging", validation(DIGEST, false)))
                .hasSize(1);
    }
}
