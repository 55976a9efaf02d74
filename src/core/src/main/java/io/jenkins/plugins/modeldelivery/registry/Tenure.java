package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time one version stood in a stage.
 *
 * @param version its number
 * @param from when it entered, UTC
 * @param to when it left, UTC; null: it stands there still
 * @param actor who moved it there
 * @param reason why; may be null
 * @param kind how it came there: {@code register}, {@code promote} or {@code rollback} (into {@link Stages#ARCHIVED} also
 *     {@code archive}, or {@code replace} when another version took its place)
 */
public record Tenure(int version, Instant from, Instant to, Actor actor, String reason, String kind) {

    /** Whether the version stood there at that time; the moment of leaving is no longer part. */
    public boolean covers(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }

    /** Of those that cover a time the last, which is the champion's. */
    static Optional<Tenure> at(List<Tenure> tenures, Instant time) {
        return tenures.stream().filter(t -> t.covers(time)).reduce((earlier, later) -> later);
    }

    /** The same, ended. */
    Tenure until(Instant end) {
        return new Tenure(version, from, end, actor, reason, kind);
    }
}
