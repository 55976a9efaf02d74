package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One model, as of some point of its ledger. Immutable: holding one never blocks a writer.
 *
 * @param name full name
 * @param created when, UTC
 * @param versions by number
 * @param aliases to version numbers
 * @param transitions all moves between stages, oldest first
 * @param seq last line of the ledger that this state knows
 * @param damage what is wrong with the ledger; null when nothing is. A damaged model is read-only.
 */
public record Model(
        ModelName name,
        Instant created,
        SortedMap<Integer, Version> versions,
        Map<String, Integer> aliases,
        List<Version.Recorded<Event.Transitioned>> transitions,
        long seq,
        String damage) {
    public Model {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        aliases = Collections.unmodifiableMap(new TreeMap<>(aliases));
        transitions = List.copyOf(transitions);
    }

    /** The version of that number. */
    public Optional<Version> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    /** The newest version by number. */
    public Optional<Version> newest() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.lastKey()));
    }

    /** The version that entered the stage last and stands there still. */
    public Optional<Version> champion(String stage) {
        return versions.values().stream()
                .filter(v -> v.stage().equals(stage))
                .max(java.util.Comparator.comparing(Version::since).thenComparing(Version::number));
    }

    /** The version that an alias names. */
    public Optional<Version> aliased(String alias) {
        return Optional.ofNullable(aliases.get(alias)).flatMap(this::version);
    }
}
