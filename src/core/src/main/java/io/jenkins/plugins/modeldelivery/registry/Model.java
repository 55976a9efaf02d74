package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One model, as of some point of its ledger. Immutable: holding one never blocks a writer.
 *
 * @param name full name
 * @param created when, UTC; the epoch if the ledger is damaged in its first line
 * @param versions by number
 * @param deleted versions that are no more, by number
 * @param aliases to version numbers
 * @param tags key-value notes on the model itself, sorted
 * @param card what was written into the free fields of the model card, by field; empty fields are not in it
 * @param transitions all moves between stages, oldest first
 * @param seq last line of the ledger that this state knows
 * @param changed time of that line, UTC
 * @param removed when and by whom the model was deleted; null: it exists
 * @param damage what is wrong with the ledger; null when nothing is. A damaged model is read-only.
 */
public record Model(
        ModelName name,
        Instant created,
        SortedMap<Integer, Version> versions,
        SortedMap<Integer, Deleted> deleted,
        Map<String, Integer> aliases,
        SortedMap<String, String> tags,
        Map<String, Version.Recorded<Event.CardEdited>> card,
        List<Version.Recorded<Event.Transitioned>> transitions,
        long seq,
        Instant changed,
        Version.Recorded<Event.ModelDeleted> removed,
        String damage) {

    /** The version that entered its stage last comes last. */
    static final Comparator<Version> BY_ENTRY =
            Comparator.comparing(Version::since).thenComparing(Version::number);

    public Model {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        deleted = Collections.unmodifiableSortedMap(new TreeMap<>(deleted));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        card = Map.copyOf(card);
        aliases = Collections.unmodifiableMap(new TreeMap<>(aliases));
        transitions = List.copyOf(transitions);
    }

    /**
     * A version that is no more.
     *
     * @param facts as registered
     * @param registered when, UTC
     * @param actor who registered it
     * @param deletion when, by whom and why it was deleted
     */
    public record Deleted(
            Event.VersionRegistered facts,
            Instant registered,
            Actor actor,
            Version.Recorded<Event.VersionDeleted> deletion) {}

    /**
     * The state that entries make.
     *
     * @param entries of one ledger, from its first line on
     * @throws RegistryException if one contradicts those before it
     */
    public static Model fold(List<Entry> entries) throws RegistryException {
        Fold fold = new Fold();
        for (Entry entry : entries) {
            fold.apply(entry);
        }
        return fold.model(null);
    }

    /** The highest number ever given; 0: none was. */
    public int lastNumber() {
        return Math.max(versions.isEmpty() ? 0 : versions.lastKey(), deleted.isEmpty() ? 0 : deleted.lastKey());
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
        return standing(stage).stream().findFirst();
    }

    /** The version that a rollback of a stage brings back if it is not told which; empty: there is none. */
    public Optional<Version> standby(String stage) {
        return Moves.standby(this, stage);
    }

    /** All versions that stand in a stage, the one that entered last first. */
    public List<Version> standing(String stage) {
        return versions.values().stream()
                .filter(v -> v.stage().equals(stage))
                .sorted(BY_ENTRY.reversed())
                .toList();
    }

    /** The version that an alias names. */
    public Optional<Version> aliased(String alias) {
        return Optional.ofNullable(aliases.get(alias)).flatMap(this::version);
    }

    /**
     * What was in a stage, from when to when, moved by whom and why: oldest first. In a stage with one champion no two
     * overlap.
     *
     * @param stage also {@link Stages#ARCHIVED}, and stages that are no longer configured
     */
    public List<Tenure> history(String stage) {
        return new History(this, stage).tenures();
    }

    /** Numbers of the versions, deleted ones among them, that stand in a stage or once did. */
    public Set<Integer> stood(String stage) {
        Set<Integer> stood = new HashSet<>();
        for (Version version : versions.values()) {
            if (version.facts().stage().equals(stage)) {
                stood.add(version.number());
            }
        }
        for (Deleted gone : deleted.values()) {
            if (gone.facts().stage().equals(stage)) {
                stood.add(gone.facts().version());
            }
        }
        for (Version.Recorded<Event.Transitioned> move : transitions) {
            if (move.event().to().equals(stage)) {
                stood.add(move.event().version());
            }
            if (move.event().replaced() != null && stage.equals(move.event().replacedTo())) {
                stood.add(move.event().replaced());
            }
        }
        return stood;
    }

    /** The version that was a stage's champion at that time: of those that stood there the one that entered last. */
    public Optional<Tenure> at(String stage, Instant time) {
        return Tenure.at(history(stage), time);
    }
}
