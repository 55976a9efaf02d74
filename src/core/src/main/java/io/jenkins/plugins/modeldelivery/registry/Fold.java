package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's state, made by applying its ledger's entries one after the other. An entry that contradicts those before it
 * is refused and changes nothing: what cannot have happened is damage, not a default. One thread at a time.
 */
final class Fold {
    private final TreeMap<Integer, VersionFold> versions = new TreeMap<>();
    /** As given out last: of many versions few change between one state and the next. */
    private final TreeMap<Integer, Version> shown = new TreeMap<>();

    private final TreeMap<Integer, Model.Deleted> deleted = new TreeMap<>();
    private final TreeMap<String, Integer> aliases = new TreeMap<>();
    private final TreeMap<String, String> tags = new TreeMap<>();
    private final Map<String, Version.Recorded<Event.CardEdited>> card = new HashMap<>();
    private final List<Version.Recorded<Event.Transitioned>> transitions = new ArrayList<>();
    private final Map<String, Integer> registrations = new HashMap<>();
    private final Map<String, Event.Transitioned> moves = new HashMap<>();
    private ModelName name;
    private long named;
    private Instant created = Instant.EPOCH;
    private Instant changed = Instant.EPOCH;
    private Version.Recorded<Event.ModelDeleted> removed;
    private long seq;

    /** The state as of the last entry applied. */
    Model model(String damage) {
        return model(name, damage);
    }

    /**
     * The same, of a model that is found under another name than its ledger gives, or whose ledger gives none.
     *
     * @param damage null: none
     */
    Model model(ModelName as, String damage) {
        versions.forEach((number, version) -> {
            if (version.changed()) {
                shown.put(number, version.version());
            }
        });
        return new Model(as, created, shown, deleted, aliases, tags, card, transitions, seq, changed, removed, damage);
    }

    /** The full name as of the last entry applied; null before the first. */
    ModelName name() {
        return name;
    }

    /** Line that gave the name. */
    long named() {
        return named;
    }

    /** Number of the version that was registered with that key, be it deleted meanwhile; null: none was. */
    Integer registeredAs(String key) {
        return key == null ? null : registrations.get(key);
    }

    /** The move that was made with that key; null: none was. */
    Event.Transitioned movedAs(String key) {
        return key == null ? null : moves.get(key);
    }

    /** @throws RegistryException if the entry contradicts the entries before it; says how */
    void apply(Entry entry) throws RegistryException {
        Event any = entry.event();
        demand((seq == 0) == (any instanceof Event.ModelCreated), "a ledger begins with ModelCreated, once");
        if (any instanceof Event.ModelCreated event) {
            create(entry, event);
        } else if (any instanceof Event.ModelMoved event) {
            demand(name.value().equals(event.from()), "moves the model from '" + event.from() + "'");
            name = name(event.to());
            named = entry.seq();
        } else if (any instanceof Event.VersionRegistered event) {
            register(entry, event);
        } else if (any instanceof Event.Transitioned event) {
            move(entry, event);
        } else if (any instanceof Event.AliasSet event) {
            demand(event.alias() != null, "an alias without a name");
            existing(event.version());
            realias(event.alias(), event.version());
        } else if (any instanceof Event.AliasRemoved event) {
            demand(event.alias() != null && aliases.containsKey(event.alias()), "removes an alias that is not set");
            realias(event.alias(), null);
        } else if (any instanceof Event.TagSet event) {
            demand(event.key() != null && event.value() != null, "a tag without key or value");
            tag(event.version(), event.key(), event.value());
        } else if (any instanceof Event.TagRemoved event) {
            demand(event.key() != null, "removes a tag without key");
            boolean there = event.version() == null
                    ? tags.containsKey(event.key())
                    : existing(event.version()).tagged(event.key());
            demand(there, "removes a tag that is not set");
            tag(event.version(), event.key(), null);
        } else if (any instanceof Event.CardEdited event) {
            demand(event.field() != null, "an edit of no field");
            if (event.text() == null) {
                card.remove(event.field());
            } else {
                card.put(event.field(), recorded(entry, event));
            }
        } else if (any instanceof Event.ModelDeleted event) {
            demand(versions.isEmpty(), "deletes a model that has versions");
            tags.clear();
            card.clear();
            removed = recorded(entry, event);
        } else if (!(any instanceof Event.TailCut)) {
            report(entry, any);
        }
        seq = entry.seq();
        changed = entry.time();
    }

    /** What is said about one version. */
    private void report(Entry entry, Event any) throws RegistryException {
        if (any instanceof Event.VersionValidated event) {
            VersionFold version = existing(event.version());
            demandSame(event.modelSha256(), version, "validates");
            demandWellFormed(event.documents());
            version.validated(recorded(entry, event));
        } else if (any instanceof Event.DriftChecked event) {
            demand(event.level() != null, "a drift check without a level");
            demandWellFormed(event.documents());
            existing(event.version()).checked(recorded(entry, event));
        } else if (any instanceof Event.Reviewed event) {
            VersionFold version = existing(event.version());
            demand(event.stage() != null && event.opinion() != null, "a review without stage or opinion");
            demandSame(event.modelSha256(), version, "reviews");
            version.reviewed(recorded(entry, event));
        } else if (any instanceof Event.VersionDeleted event) {
            VersionFold version = existing(event.version());
            aliases.values().removeIf(number -> number == event.version());
            versions.remove(event.version());
            shown.remove(event.version());
            deleted.put(event.version(), version.deleted(recorded(entry, event)));
        } else {
            throw new RegistryException(
                    "an event of the registry's own ledger: " + any.getClass().getSimpleName());
        }
    }

    private void create(Entry entry, Event.ModelCreated event) throws RegistryException {
        demand(
                event.format() >= 1 && event.format() <= Ledger.FORMAT,
                "written in format " + event.format() + "; this version of Model Delivery reads up to " + Ledger.FORMAT
                        + ", use a newer one");
        name = name(event.model());
        named = entry.seq();
        created = entry.time();
    }

    private void register(Entry entry, Event.VersionRegistered event) throws RegistryException {
        int last = Math.max(versions.isEmpty() ? 0 : versions.lastKey(), deleted.isEmpty() ? 0 : deleted.lastKey());
        demand(event.version() > last, "registers version " + event.version() + " after " + last);
        demand(event.stage() != null, "a version that stands in no stage");
        demand(wellFormed(event.model()), "a version without a model file");
        demandWellFormed(event.documents());
        demand(event.key() == null || !registrations.containsKey(event.key()), "registers '" + event.key() + "' twice");
        versions.put(event.version(), new VersionFold(entry, event));
        removed = null;
        if (event.key() != null) {
            registrations.put(event.key(), event.version());
        }
    }

    private void move(Entry entry, Event.Transitioned event) throws RegistryException {
        VersionFold version = existing(event.version());
        demand(event.kind() != null && event.to() != null, "a move without kind or destination");
        demand(
                version.stage().equals(event.from()),
                "moves v" + event.version() + " out of " + event.from() + ", but it stands in " + version.stage());
        // A stage may keep champions that were replaced; a rollback to one of them leaves it where it stands.
        demand(
                !event.to().equals(event.from()) || event.replaced() != null,
                "moves v" + event.version() + " to where it stands");
        VersionFold replaced = null;
        if (event.replaced() != null) {
            replaced = existing(event.replaced());
            demand(
                    replaced != version
                            && replaced.stage().equals(event.to())
                            && event.replacedTo() != null
                            && !event.replacedTo().equals(event.to()),
                    "replaces v" + event.replaced() + ", which stands in " + replaced.stage());
        }
        version.enter(event.to(), entry.time());
        if (replaced != null) {
            replaced.enter(event.replacedTo(), entry.time());
        }
        transitions.add(recorded(entry, event));
        if (event.key() != null) {
            moves.putIfAbsent(event.key(), event);
        }
    }

    private void realias(String alias, Integer number) {
        Integer before = number == null ? aliases.remove(alias) : aliases.put(alias, number);
        if (before != null) {
            versions.get(before).alias(alias, false);
        }
        if (number != null) {
            versions.get(number).alias(alias, true);
        }
    }

    private void tag(Integer version, String key, String value) throws RegistryException {
        if (version != null) {
            existing(version).tag(key, value);
        } else if (value == null) {
            tags.remove(key);
        } else {
            tags.put(key, value);
        }
    }

    private VersionFold existing(int number) throws RegistryException {
        VersionFold version = versions.get(number);
        demand(
                version != null,
                "names version " + number
                        + (deleted.containsKey(number) ? ", which was deleted" : ", which was never registered"));
        return version;
    }

    private static void demandSame(String digest, VersionFold version, String does) throws RegistryException {
        demand(
                digest == null || digest.equals(version.facts().model().sha256()),
                does + " another model file than that of version "
                        + version.facts().version());
    }

    private static ModelName name(String text) throws RegistryException {
        try {
            return new ModelName(text);
        } catch (InputException e) {
            throw new RegistryException("a name that no model can have: " + e.getMessage(), e);
        }
    }

    private static void demandWellFormed(Map<String, BlobRef> documents) throws RegistryException {
        for (BlobRef document : documents.values()) {
            demand(wellFormed(document), "a document without a digest");
        }
    }

    private static boolean wellFormed(BlobRef blob) {
        return blob != null && Digest.isDigest(blob.sha256()) && blob.bytes() >= 0;
    }

    private static <E extends Event> Version.Recorded<E> recorded(Entry entry, E event) {
        return new Version.Recorded<>(entry.seq(), entry.time(), entry.actor(), event);
    }

    private static void demand(boolean condition, String otherwise) throws RegistryException {
        if (!condition) {
            throw new RegistryException(otherwise);
        }
    }
}
