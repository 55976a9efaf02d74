package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the ledger of one model, one line an hour. */
final class Story {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final Actor ALICE = Actor.user("alice");

    private final List<Entry> entries = new ArrayList<>();

    Story() {
        add(new Event.ModelCreated("rain", 1));
    }

    /** Line that was written last. */
    long seq() {
        return entries.size();
    }

    Story add(Event event) {
        long seq = entries.size() + 1;
        entries.add(new Entry(seq, BEGIN.plusSeconds(3600 * seq), ALICE, "0".repeat(64), event));
        return this;
    }

    Story register(int version, Map<String, Double> metrics) {
        return add(new Event.VersionRegistered(
                version,
                "dev",
                "other",
                new BlobRef("model.zip", sha(version), 1),
                null,
                null,
                "y",
                metrics,
                null,
                null,
                null,
                null));
    }

    Story move(String kind, int version, String from, String to, Integer replaced) {
        return add(
                new Event.Transitioned(kind, version, from, to, replaced, replaced == null ? null : "archived", null));
    }

    Story check(int version, DriftResult.Level level) {
        return add(new Event.DriftChecked(version, null, null, level, level + " found", null, null));
    }

    Story checkAgainst(String baseline, int version, DriftResult.Level level) {
        return add(new Event.DriftChecked(
                version, null, null, level, level + " found", null, null, baseline, Map.of("speed", 1.5)));
    }

    Story validate(int version, Map<String, Double> metrics) {
        return add(new Event.VersionValidated(version, sha(version), null, metrics, null, null, null, true, null));
    }

    Model model() {
        try {
            return Model.fold(entries);
        } catch (RegistryException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha(int version) {
        return String.format("%064d", version);
    }
}
