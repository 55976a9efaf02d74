package io.jenkins.plugins.modeldelivery.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);
    private static final String COMMIT = "9bf0aae1c1f5d6a2e4f2a0d6f6a6b0c1d2e3f4a5";
    private static final Instant TIME = Instant.parse("2026-03-01T08:00:00.123Z");
    private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
    private static final DataFacts DATA = new DataFacts("test.csv", OTHER, 21_730, 12_300, 9);

    private static final Policy DRIFT = new Policy(false, null, 14, 0, null, false);
    private static final Policy ONE = new Policy(false, null, null, 1, null, false);
    private static final Policy TWO = new Policy(false, null, null, 2, null, false);
    private static final Policy STAY = new Policy(false, null, null, 0, Duration.ofDays(10), false);
    private static final Policy COMMITTED = new Policy(false, null, null, 0, null, true);

    /** What is known, one thing at a time. */
    private record Known(
            String trainer,
            String stage,
            String before,
            Evidence.Validation validation,
            Evidence.DriftCheck drift,
            List<Evidence.Review> reviews,
            String commit,
            Evidence.Sibling sibling) {

        static final Known NOTHING = new Known("alice", "staging", "staging", null, null, List.of(), null, null);

        Known in(String place) {
            return new Known(trainer, place, before, validation, drift, reviews, commit, sibling);
        }

        Known first() {
            return new Known(trainer, stage, null, validation, drift, reviews, commit, sibling);
        }

        Known trainedBy(String person) {
            return new Known(person, stage, before, validation, drift, reviews, commit, sibling);
        }

        Known validated(Evidence.Validation newest) {
            return new Known(trainer, stage, before, newest, drift, reviews, commit, sibling);
        }

        Known drift(DriftResult.Level level, Instant time) {
            Event.DriftChecked event = new Event.DriftChecked(
                    3,
                    "staging",
                    DATA,
                    level,
                    level == DriftResult.Level.DRIFT ? "2 of 8 columns drift" : null,
                    null,
                    null);
            return new Known(
                    trainer, stage, before, validation, new Evidence.DriftCheck(time, event), reviews, commit, sibling);
        }

        Known review(String person, Event.Opinion opinion, Instant time, String comment) {
            List<Evidence.Review> all = new ArrayList<>(reviews);
            all.add(new Evidence.Review(person, opinion, time, comment));
            return new Known(trainer, stage, before, validation, drift, all, commit, sibling);
        }

        Known approvedBy(String... people) {
            Known known = this;
            for (String person : people) {
                known = known.review(person, Event.Opinion.APPROVED, TIME, null);
            }
            return known;
        }

        Known commit(String hash, Evidence.Sibling other) {
            return new Known(trainer, stage, before, validation, drift, reviews, hash, other);
        }

        List<String> missing(Policy policy) {
            return policy.missing(evidence());
        }

        Evidence evidence() {
            return new Evidence(
                    3, DIGEST, trainer, stage, TIME, "prod", before, validation, drift, reviews, commit, sibling, NOW);
        }
    }

    private static Evidence.Validation validation(String digest, boolean passed) {
        Gate gate = new Gate("auc", 0.9, null, null, null, false, null);
        GateDecision decision = new GateDecision(
                gate,
                passed ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL,
                0.8,
                null,
                passed ? "auc 0.95 >= 0.9: pass" : "auc 0.8 >= 0.9: fail");
        return validation(digest, passed, List.of(decision));
    }

    private static Evidence.Validation validation(String digest, boolean passed, List<GateDecision> gates) {
        return new Evidence.Validation(
                TIME, new Event.VersionValidated(3, digest, DATA, Map.of(), null, null, gates, passed, Map.of()));
    }

    @Test
    void anOpenStageDemandsNothing() {
        assertThat(Known.NOTHING.in("archived").missing(Policy.OPEN)).isEmpty();
        assertThat(Known.NOTHING.validated(validation(DIGEST, false)).missing(Policy.OPEN))
                .isEmpty();
        assertThat(Known.NOTHING
                        .review("bob", Event.Opinion.REJECTED, TIME, null)
                        .missing(Policy.OPEN))
                .isEmpty();
        assertThat(new Policy(false, null)).isEqualTo(Policy.OPEN);
    }

    @Test
    void orderAndValidationAreDemanded() {
        assertThat(Known.NOTHING.validated(validation(DIGEST, true)).missing(Policy.PASSED))
                .isEmpty();
        assertThat(Known.NOTHING.validated(validation(null, true)).missing(Policy.PASSED))
                .isEmpty();
        assertThat(Known.NOTHING.in("dev").missing(Policy.PASSED))
                .containsExactly(
                        "v3 stands in dev, and prod takes versions from staging only: promote it to staging first.",
                        "v3 has not been validated, and prod takes only versions whose newest validation has passed:"
                                + " validate it first.");
        assertThat(Known.NOTHING.validated(validation(DIGEST, false)).missing(Policy.PASSED))
                .containsExactly("The newest validation of v3, 2026-03-01T08:00:00Z on test.csv (12,300 rows), has not"
                        + " passed (auc 0.8 >= 0.9: fail): validate it again when that is remedied.");
        assertThat(Known.NOTHING.validated(validation(OTHER, true)).missing(Policy.PASSED))
                .singleElement()
                .asString()
                .startsWith("v3 has not been validated");
        assertThat(Known.NOTHING
                        .in("dev")
                        .first()
                        .validated(validation(DIGEST, true))
                        .missing(Policy.PASSED))
                .isEmpty();
    }

    @Test
    void whatNoGateAskedHasNotPassed() {
        Known known = Known.NOTHING.validated(validation(DIGEST, true, List.of()));
        assertThat(known.missing(Policy.PASSED))
                .containsExactly("The newest validation of v3, 2026-03-01T08:00:00Z on test.csv (12,300 rows), asked no"
                        + " gate, and prod takes only versions that passed one: validate it again with a gate.");
        assertThat(known.missing(Policy.NOT_FAILED)).isEmpty();
    }

    @Test
    void whatWasNeverValidatedHasNotFailed() {
        assertThat(Known.NOTHING.missing(Policy.NOT_FAILED)).isEmpty();
        assertThat(Known.NOTHING.validated(validation(OTHER, false)).missing(Policy.NOT_FAILED))
                .isEmpty();
        assertThat(Known.NOTHING.validated(validation(DIGEST, false)).missing(Policy.NOT_FAILED))
                .hasSize(1);
    }

    @Test
    void recentDriftIsRefused() {
        assertThat(Known.NOTHING.missing(DRIFT)).isEmpty();
        assertThat(Known.NOTHING.drift(DriftResult.Level.DRIFT, TIME).missing(DRIFT))
                .containsExactly("The newest drift check of v3, 2026-03-01T08:00:00Z on test.csv (12,300 rows), found"
                        + " drift (2 of 8 columns drift), and prod takes no version with drift found in the last 14"
                        + " days: train one on data of today, or check again when the cause is remedied. That check"
                        + " counts until 2026-03-15T08:00:00Z.");
        for (DriftResult.Level level : DriftResult.Level.values()) {
            assertThat(Known.NOTHING.drift(level, TIME).missing(DRIFT))
                    .as("%s", level)
                    .hasSize(level == DriftResult.Level.DRIFT ? 1 : 0);
        }
        Instant edge = NOW.minus(Duration.ofDays(14));
        assertThat(Known.NOTHING.drift(DriftResult.Level.DRIFT, edge).missing(DRIFT))
                .hasSize(1);
        assertThat(Known.NOTHING
                        .drift(DriftResult.Level.DRIFT, edge.minusNanos(1))
                        .missing(DRIFT))
                .isEmpty();
        // A clock that was set back makes no drift old.
        assertThat(Known.NOTHING
                        .drift(DriftResult.Level.DRIFT, NOW.plusSeconds(60))
                        .missing(DRIFT))
                .hasSize(1);
    }

    @Test
    void whoTrainedItDoesNotApproveIt() {
        assertThat(Known.NOTHING.missing(ONE))
                .containsExactly("prod demands an approval of v3 by somebody other than alice, who trained it; nobody"
                        + " has approved it: ask one person to approve it for prod.");
        assertThat(Known.NOTHING.approvedBy("alice").missing(ONE))
                .containsExactly("prod demands an approval of v3 by somebody other than alice, who trained it; nobody"
                        + " else has approved it, and the approval of alice does not count (four eyes): ask one person"
                        + " to approve it for prod.");
        assertThat(Known.NOTHING.approvedBy("Alice").missing(ONE)).hasSize(1);
        assertThat(Known.NOTHING.approvedBy("alice", "bob").missing(ONE)).isEmpty();
        assertThat(Known.NOTHING.trainedBy(null).approvedBy("alice").missing(ONE))
                .isEmpty();
        assertThat(Known.NOTHING.trainedBy(null).missing(TWO))
                .containsExactly(
                        "prod demands 2 approvals of v3; nobody has approved it: ask 2 people to approve it for"
                                + " prod.");
    }

    @Test
    void approvalsAreOfDistinctPeople() {
        assertThat(Known.NOTHING.approvedBy("bob").missing(TWO))
                .containsExactly("prod demands 2 approvals of v3 by people other than alice, who trained it; bob"
                        + " approved it on 2026-03-01T08:00:00Z: ask one more person to approve it for prod.");
        assertThat(Known.NOTHING.approvedBy("bob", "BOB").missing(TWO)).hasSize(1);
        assertThat(Known.NOTHING
                        .approvedBy("bob")
                        .review("eve", Event.Opinion.APPROVED, null, null)
                        .missing(TWO))
                .isEmpty();
        assertThat(Known.NOTHING
                        .review("eve", Event.Opinion.APPROVED, null, null)
                        .missing(TWO))
                .singleElement()
                .asString()
                .contains("eve approved it now");
    }

    @Test
    void oneRejectionOutweighsAllApprovals() {
        assertThat(Known.NOTHING
                        .approvedBy("bob", "eve", "carol")
                        .review("dan", Event.Opinion.REJECTED, TIME, "unfair to helicopters")
                        .missing(ONE))
                .containsExactly("dan rejected on 2026-03-01T08:00:00Z that v3 enters prod (\"unfair to helicopters\"):"
                        + " settle that with dan, who can approve instead or withdraw the rejection.");
        assertThat(Known.NOTHING
                        .approvedBy("bob")
                        .review("alice", Event.Opinion.REJECTED, TIME, null)
                        .missing(ONE))
                .hasSize(1);
    }

    @Test
    void aVersionStaysForAWhile() {
        assertThat(Known.NOTHING.missing(STAY))
                .containsExactly("v3 has stood in staging since 2026-03-01T08:00:00Z, for 8 days 23 hours, and prod"
                        + " demands 10 days there: promote it on 2026-03-11T08:00:01Z or later.");
        assertThat(Known.NOTHING.missing(new Policy(false, null, null, 0, Duration.between(TIME, NOW), false)))
                .isEmpty();
        assertThat(Known.NOTHING.in("dev").missing(STAY))
                .containsExactly("v3 does not stand in staging, and prod takes only versions that have stood there for"
                        + " 10 days: promote it to staging, and to prod 10 days later.");
        assertThat(Known.NOTHING.in("dev").first().missing(STAY)).isEmpty();
    }

    @Test
    void theSameCommitPassedBefore() {
        assertThat(Known.NOTHING.missing(COMMITTED))
                .containsExactly("v3 names no commit, and prod takes only versions whose commit has passed in staging:"
                        + " train it in a build that checks out its code.");
        assertThat(Known.NOTHING.commit(COMMIT, null).missing(COMMITTED))
                .containsExactly("No version of commit 9bf0aae1c1f5 has stood in staging, and prod takes only versions"
                        + " whose commit has passed there: promote one that was made from it to staging first.");
        assertThat(Known.NOTHING.commit("123", new Evidence.Sibling(2, null)).missing(COMMITTED))
                .containsExactly(
                        "v2, of commit 123, has stood in staging, but it has not been validated, and prod takes"
                                + " only versions whose commit has passed there: validate v2 again, with a gate.");
        assertThat(Known.NOTHING
                        .commit(COMMIT, new Evidence.Sibling(2, validation(OTHER, false)))
                        .missing(COMMITTED))
                .containsExactly("v2, of commit 9bf0aae1c1f5, has stood in staging, but its newest validation,"
                        + " 2026-03-01T08:00:00Z on test.csv (12,300 rows), has not passed (auc 0.8 >= 0.9: fail), and"
                        + " prod takes only versions whose commit has passed there: validate v2 again, with a gate.");
        assertThat(Known.NOTHING
                        .commit(COMMIT, new Evidence.Sibling(3, validation(OTHER, true, List.of())))
                        .missing(COMMITTED))
                .singleElement()
                .asString()
                .contains("asked no gate");
        assertThat(Known.NOTHING
                        .in("dev")
                        .commit(COMMIT, new Evidence.Sibling(2, validation(OTHER, true)))
                        .missing(COMMITTED))
                .isEmpty();
        assertThat(Known.NOTHING.first().missing(COMMITTED)).isEmpty();
    }

    @Test
    void codeIsJudgedBeforeThereIsAVersion() {
        Evidence.Sibling passed = new Evidence.Sibling(2, validation(OTHER, true));
        assertThat(COMMITTED.missingOfCode("prod", "staging", COMMIT, passed)).isEmpty();
        assertThat(COMMITTED.missingOfCode("prod", "staging", null, null))
                .containsExactly("It names no commit, and prod takes only versions whose commit has passed in staging:"
                        + " train it in a build that checks out its code.");
        assertThat(COMMITTED.missingOfCode("prod", "staging", COMMIT, null))
                .containsExactly("No version of commit 9bf0aae1c1f5 has stood in staging, and prod takes only versions"
                        + " whose commit has passed there: promote one that was made from it to staging first.");
        assertThat(COMMITTED.missingOfCode(
                        "prod", "staging", COMMIT, new Evidence.Sibling(2, validation(OTHER, false))))
                .singleElement()
                .asString()
                .startsWith("v2, of commit 9bf0aae1c1f5, has stood in staging, but its newest validation");
        assertThat(COMMITTED.missingOfCode("dev", null, null, null)).isEmpty();
        assertThat(Policy.PASSED.missingOfCode("prod", "staging", null, null))
                .as("order and validation are judged when there is a version")
                .isEmpty();
    }

    @Test
    void nobodyDemandsWhatCannotBe() {
        assertThatThrownBy(() -> new Policy(false, null, 0, 0, null, false))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("driftDays: ");
        assertThatThrownBy(() -> new Policy(false, null, null, -1, null, false))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("approvals: ");
        for (Duration stay : List.of(Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> new Policy(false, null, null, 0, stay, false))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("minimumStay: ");
        }
    }

    @Provide
    Arbitrary<Policy> policy() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(Policy.Validation.class),
                        Arbitraries.of(null, 5, 9, 10, 20),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(0, 5, 9, 10).map(Duration::ofDays),
                        Arbitraries.of(true, false))
                .as(Policy::new);
    }

    @Provide
    Arbitrary<Evidence> evidence() {
        Arbitrary<Evidence.Validation> validations = Arbitraries.of(
                null,
                validation(DIGEST, true),
                validation(DIGEST, false),
                validation(OTHER, true),
                validation(DIGEST, true, List.of()));
        Arbitrary<Known> people = Combinators.combine(
                        Arbitraries.of("bob", "eve", "alice", "Bob", "dan")
                                .list()
                                .ofMaxSize(4),
                        Arbitraries.of(null, "alice"),
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(4, false), net.jqwik.api.Tuple.of(1, true)))
                .as((approvers, trainer, rejected) -> {
                    Known known = Known.NOTHING.trainedBy(trainer).approvedBy(approvers.toArray(String[]::new));
                    return rejected ? known.review("carol", Event.Opinion.REJECTED, TIME, null) : known;
                });
        return Combinators.combine(
                        people,
                        Arbitraries.of("dev", "staging", "archived"),
                        validations,
                        Arbitraries.of(DriftResult.Level.values()),
                        Arbitraries.of(null, COMMIT),
                        Arbitraries.of(true, false),
                        validations)
                .as((known, stage, validation, level, commit, sibling, theirs) -> known.in(stage)
                        .validated(validation)
                        .drift(level, TIME)
                        .commit(commit, sibling ? new Evidence.Sibling(2, theirs) : null)
                        .evidence());
    }

    @Property
    void theStricterOfTwoDemandsWhatBothDo(
            @ForAll("policy") Policy one, @ForAll("policy") Policy other, @ForAll("evidence") Evidence evidence) {
        Policy both = one.stricter(other);
        assertThat(both.missing(evidence).isEmpty())
                .isEqualTo(one.missing(evidence).isEmpty()
                        && other.missing(evidence).isEmpty());
        assertThat(both).isEqualTo(other.stricter(one));
        assertThat(both.isAsStrictAs(one)).isTrue();
        assertThat(one.isAsStrictAs(both)).isEqualTo(one.equals(both));
        assertThat(one.stricter(one)).isEqualTo(one);
        assertThat(one.stricter(Policy.OPEN)).isEqualTo(one);
    }
}
