package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version, as of some point of its ledger.
 *
 * @param facts as registered; they never change
 * @param registered when, UTC
 * @param actor who registered it
 * @param stage where it stands now
 * @param since when it entered that stage, UTC
 * @param aliases that name it, sorted
 * @param validations oldest first
 * @param driftChecks oldest first
 */
public record Version(
        Event.VersionRegistered facts,
        Instant registered,
        Actor actor,
        String stage,
        Instant since,
        List<String> aliases,
        List<Recorded<Event.VersionValidated>> validations,
        List<Recorded<Event.DriftChecked>> driftChecks) {
    public Version {
        aliases = List.copyOf(aliases);
        validations = List.copyOf(validations);
        driftChecks = List.copyOf(driftChecks);
    }

    /** Its number. */
    public int number() {
        return facts.version();
    }

    /** The newest validation of exactly this model file. */
    public Optional<Recorded<Event.VersionValidated>> validation() {
        return validations.isEmpty() ? Optional.empty() : Optional.of(validations.get(validations.size() - 1));
    }

    /** The metrics as last measured: those of the newest validation, or, before any, those it was registered with. */
    public Map<String, Double> measured() {
        return validation()
                .map(v -> v.event().metrics())
                .filter(metrics -> !metrics.isEmpty())
                .orElse(facts.metrics());
    }

    /** The newest drift check against this version's profile. */
    public Optional<Recorded<Event.DriftChecked>> driftCheck() {
        return driftChecks.isEmpty() ? Optional.empty() : Optional.of(driftChecks.get(driftChecks.size() - 1));
    }

    /**
     * An event with its time and actor.
     *
     * @param seq line of the ledger
     */
    public record Recorded<E extends Event>(long seq, Instant time, Actor actor, E event) {}
}
