package io.jenkins.plugins.modeldelivery.policy;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a version when it asks to enter a stage. Everything a policy may look at is here, gathered inside the
 * model's lock, so that a decision is a pure function of it.
 *
 * @param version its number
 * @param modelSha256 digest of its model file
 * @param trainer the person who trained or registered it; null: none is known, as for a build that a timer started
 * @param stage where it stands
 * @param since when it entered that stage, UTC
 * @param target the stage it asks to enter
 * @param before the stage directly before the target; null: the target is the first
 * @param validation its newest validation; null: there is none
 * @param drift its newest drift check; null: there is none
 * @param reviews what people said of it entering the target, one of each person, oldest first
 * @param commit of the code that made it; null: not known
 * @param sibling the newest version made from the same commit that stands or stood in the stage before, preferably one whose
 *     newest validation has passed; null: there is none
 * @param now time of the decision, UTC
 */
public record Evidence(
        int version,
        String modelSha256,
        String trainer,
        String stage,
        Instant since,
        String target,
        String before,
        Validation validation,
        DriftCheck drift,
        List<Review> reviews,
        String commit,
        Sibling sibling,
        Instant now) {
    public Evidence {
        reviews = reviews == null ? List.of() : List.copyOf(reviews);
    }

    /**
     * A validation.
     *
     * @param time when, UTC
     * @param event what it said
     */
    public record Validation(Instant time, Event.VersionValidated event) {

        /** Whether it asked at least one gate, and none failed or lacked data: what nobody asked has not passed. */
        public boolean passed() {
            return event.passed() && !event.gates().isEmpty();
        }
    }

    /**
     * A drift check.
     *
     * @param time when, UTC
     * @param event what it said
     */
    public record DriftCheck(Instant time, Event.DriftChecked event) {}

    /**
     * What a person said.
     *
     * @param person user id
     * @param opinion approved or rejected
     * @param time when, UTC; null: by an {@code input} of the build that asks now
     * @param comment why; may be null
     */
    public record Review(String person, Event.Opinion opinion, Instant time, String comment) {}

    /**
     * A version, perhaps the same, made from the same commit.
     *
     * @param version its number
     * @param validation its newest; null: there is none
     */
    public record Sibling(int version, Validation validation) {}
}
