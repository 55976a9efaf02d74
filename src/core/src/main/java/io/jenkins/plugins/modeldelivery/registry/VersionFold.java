package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** One version while its ledger is folded. What was given out stays as it was: changes make a new {@link Version}. */
final class VersionFold {
    private final Event.VersionRegistered facts;
    private final Entry entry;
    private String stage;
    private Instant since;
    private final TreeSet<String> aliases = new TreeSet<>();
    private final TreeMap<String, String> tags;
    private final List<Version.Recorded<Event.VersionValidated>> validations = new ArrayList<>();
    private final List<Version.Recorded<Event.DriftChecked>> driftChecks = new ArrayList<>();
    private final List<Version.Recorded<Event.Reviewed>> reviews = new ArrayList<>();
    /** Null: changed since it was made last. */
    private Version version;

    VersionFold(Entry entry, Event.VersionRegistered facts) {
        this.entry = entry;
        this.facts = facts;
        stage = facts.stage();
        since = entry.time();
        tags = new TreeMap<>(facts.tags());
    }

    /** Whether anything happened to it since {@link #version} was asked for. */
    boolean changed() {
        return version == null;
    }

    Version version() {
        if (version == null) {
            version = new Version(
                    facts,
                    entry.time(),
                    entry.actor(),
                    stage,
                    since,
                    List.copyOf(aliases),
                    tags,
                    validations,
                    driftChecks,
                    reviews);
        }
        return version;
    }

    Event.VersionRegistered facts() {
        return facts;
    }

    String stage() {
        return stage;
    }

    void enter(String to, Instant time) {
        stage = to;
        since = time;
        version = null;
    }

    void alias(String alias, boolean names) {
        if (names) {
            aliases.add(alias);
        } else {
            aliases.remove(alias);
        }
        version = null;
    }

    /** @param value null: taken away */
    void tag(String key, String value) {
        if (value == null) {
            tags.remove(key);
        } else {
            tags.put(key, value);
        }
        version = null;
    }

    boolean tagged(String key) {
        return tags.containsKey(key);
    }

    void validated(Version.Recorded<Event.VersionValidated> validation) {
        validations.add(validation);
        version = null;
    }

    void checked(Version.Recorded<Event.DriftChecked> check) {
        driftChecks.add(check);
        version = null;
    }

    void reviewed(Version.Recorded<Event.Reviewed> review) {
        reviews.add(review);
        version = null;
    }

    Model.Deleted deleted(Version.Recorded<Event.VersionDeleted> deletion) {
        return new Model.Deleted(facts, entry.time(), entry.actor(), deletion);
    }
}
