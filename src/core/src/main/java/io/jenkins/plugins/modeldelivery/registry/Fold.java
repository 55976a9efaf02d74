package io.jenkins.plugins.modeldelivery.registry;

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
    private final ModelName name;
    private final TreeMap<Integer, Version> versions = new TreeMap<>();
    private final TreeMap<String, Integer> aliases = new TreeMap<>();
    private final List<Version.Recorded<Event.Transitioned>> transitions = new ArrayList<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private Instant created = Instant.EPOCH;
    private long seq;

    Fold(ModelName name) {
        this.name = name;
    }

    /** The state as of the last entry applied. */
    Model model(String damage) {
        return new Model(name, created, versions, aliases, transitions, seq, damage);
    }

    /** The version that was registered with that key; null: none was. */
    Version registeredAs(String key) {
        Integer number = key == null ? null : keys.get(key);
        return number == null ? null : versions.get(number);
    }

    /** @throws RegistryException if the entry contradicts the entries before it; says how */
    void apply(Entry entry) throws RegistryException {
        demand((seq == 0) == (entry.event() instanceof Event.ModelCreated), "a ledger begins with ModelCreated, once");
        if (entry.event() instanceof Event.ModelCreated event) {
            create(entry, event);
        } else if (entry.event() instanceof Event.VersionRegistered event) {
            register(entry, event);
        } else if (entry.event() instanceof Event.VersionValidated event) {
            validate(entry, event);
        } else if (entry.event() instanceof Event.DriftChecked event) {
            Version version = existing(event.version());
            demand(event.level() != null, "a drift check without a level");
            put(with(version, version.validations(), plus(version.driftChecks(), recorded(entry, event))));
        } else if (entry.event() instanceof Event.Transitioned event) {
            move(entry, event);
        } else if (entry.event() instanceof Event.AliasSet event) {
            demand(event.alias() != null, "an alias without a name");
            existing(event.version());
            realias(event.alias(), event.version());
        } else if (entry.event() instanceof Event.AliasRemoved event) {
            demand(event.alias() != null && aliases.containsKey(event.alias()), "removes an alias that is not set");
            realias(event.alias(), null);
        }
        seq = entry.seq();
    }

    private void create(Entry entry, Event.ModelCreated event) throws RegistryException {
        demand(
                event.format() >= 1 && event.format() <= Ledger.FORMAT,
                "written in format " + event.format() + "; this version of Model Delivery reads up to " + Ledger.FORMAT
                        + ", use a newer one");
        demand(name.value().equals(event.model()), "it is the ledger of the model '" + event.model() + "'");
        created = entry.time();
    }

    private void register(Entry entry, Event.VersionRegistered event) throws RegistryException {
        int expected = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        demand(event.version() >= expected, "registers version " + event.version() + " after " + (expected - 1));
        demand(event.stage() != null, "a version that stands in no stage");
        demand(wellFormed(event.model()), "a version without a model file");
        for (BlobRef document : event.documents().values()) {
            demand(wellFormed(document), "a document without a digest");
        }
        demand(event.key() == null || !keys.containsKey(event.key()), "registers '" + event.key() + "' twice");
        put(new Version(
                event, entry.time(), entry.actor(), event.stage(), entry.time(), List.of(), List.of(), List.of()));
        if (event.key() != null) {
            keys.put(event.key(), event.version());
        }
    }

    private void validate(Entry entry, Event.VersionValidated event) throws RegistryException {
        Version version = existing(event.version());
        demand(
                event.modelSha256() == null
                        || event.modelSha256().equals(version.facts().model().sha256()),
                "validates another model file than that of version " + event.version());
        put(with(version, plus(version.validations(), recorded(entry, event)), version.driftChecks()));
    }

    private void move(Entry entry, Event.Transitioned event) throws RegistryException {
        Version version = existing(event.version());
        demand(event.kind() != null && event.to() != null, "a move without kind or destination");
        demand(
                version.stage().equals(event.from()),
                "moves v" + version.number() + " out of " + event.from() + ", but it stands in " + version.stage());
        demand(!event.to().equals(event.from()), "moves v" + version.number() + " to where it stands");
        Version replaced = null;
        if (event.replaced() != null) {
            replaced = existing(event.replaced());
            demand(
                    replaced.number() != version.number()
                            && replaced.stage().equals(event.to())
                            && event.replacedTo() != null
                            && !event.replacedTo().equals(event.to()),
                    "replaces v" + replaced.number() + ", which stands in " + replaced.stage());
        }
        put(at(version, event.to(), entry.time()));
        if (replaced != null) {
            put(at(replaced, event.replacedTo(), entry.time()));
        }
        transitions.add(recorded(entry, event));
    }

    private void realias(String alias, Integer number) {
        Integer before = number == null ? aliases.remove(alias) : aliases.put(alias, number);
        for (Integer changed : new Integer[] {before, number}) {
            if (changed != null) {
                Version old = versions.get(changed);
                List<String> names = aliases.entrySet().stream()
                        .filter(e -> e.getValue().equals(changed))
                        .map(Map.Entry::getKey)
                        .toList();
                put(new Version(
                        old.facts(),
                        old.registered(),
                        old.actor(),
                        old.stage(),
                        old.since(),
                        names,
                        old.validations(),
                        old.driftChecks()));
            }
        }
    }

    private Version existing(int number) throws RegistryException {
        Version version = versions.get(number);
        demand(version != null, "names version " + number + ", which was never registered");
        return version;
    }

    private void put(Version version) {
        versions.put(version.number(), version);
    }

    private static boolean wellFormed(BlobRef blob) {
        return blob != null && Digest.isDigest(blob.sha256()) && blob.bytes() >= 0;
    }

    private static Version at(Version v, String stage, Instant since) {
        return new Version(
                v.facts(), v.registered(), v.actor(), stage, since, v.aliases(), v.validations(), v.driftChecks());
    }

    private static Version with(
            Version v,
            List<Version.Recorded<Event.VersionValidated>> validations,
            List<Version.Recorded<Event.DriftChecked>> driftChecks) {
        return new Version(
                v.facts(), v.registered(), v.actor(), v.stage(), v.since(), v.aliases(), validations, driftChecks);
    }

    private static <E extends Event> Version.Recorded<E> recorded(Entry entry, E event) {
        return new Version.Recorded<>(entry.seq(), entry.time(), entry.actor(), event);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    private static void demand(boolean condition, String otherwise) throws RegistryException {
        if (!condition) {
            throw new RegistryException(otherwise);
        }
    }
}
