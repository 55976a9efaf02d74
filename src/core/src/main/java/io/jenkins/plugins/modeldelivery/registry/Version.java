package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version, as of some point of its ledger.
 *
 * @param facts as registered; they never change
 * @param registered when, UTC
 * @param actor who registered it
 * @param stage where it stands now
 * @param since when it entered that stage, UTC
 * @param aliases that name it, sorted
 * @param tags key-value notes as they are now, sorted; those it was registered with may have changed
 * @param validations oldest first
 * @param driftChecks oldest first
 * @param reviews approvals and rejections, oldest first
 */
public record Version(
        Event.VersionRegistered facts,
        Instant registered,
        Actor actor,
        String stage,
        Instant since,
        List<String> aliases,
        SortedMap<String, String> tags,
        List<Recorded<Event.VersionValidated>> validations,
        List<Recorded<Event.DriftChecked>> driftChecks,
        List<Recorded<Event.Reviewed>> reviews) {
    public Version {
        aliases = List.copyOf(aliases);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        reviews = List.copyOf(reviews);
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

    /** All files that it refers to: model, training result and report, those of its validations and drift checks. */
    public List<BlobRef> files() {
        List<BlobRef> files = new ArrayList<>();
        files.add(facts.model());
        files.addAll(facts.documents().values());
        validations.forEach(v -> files.addAll(v.event().documents().values()));
        driftChecks.forEach(d -> files.addAll(d.event().documents().values()));
        return files;
    }

    /**
     * An event with its time and actor.
     *
     * @param seq line of the ledger
     */
    public record Recorded<E extends Event>(long seq, Instant time, Actor actor, E event) {}
}
