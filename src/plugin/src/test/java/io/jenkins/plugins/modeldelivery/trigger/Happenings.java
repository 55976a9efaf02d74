package io.jenkins.plugins.modeldelivery.trigger;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NewVersion;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes what triggers wait for. */
public final class Happenings {

    private static final Actor CAROL = Actor.user("carol");

    private final Registry registry;
    private final ModelName name;

    public Happenings(Registry registry, String name) {
        this.registry = registry;
        this.name = new ModelName(name);
    }

    /** A new version in dev, with a validation that has passed. */
    public int register() throws Exception {
        byte[] content = (name + " " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        BlobRef blob = registry.store("model.onnx", new ByteArrayInputStream(content), null);
        int version = registry.register(
                        name,
                        new NewVersion(
                                "onnx", blob, Map.of(), null, null, Map.of("auc", 0.9), null, null, Map.of(), null),
                        CAROL)
                .number();
        return validate(version, 0.9);
    }

    /** Says that a version has passed a gate, with this metric. */
    public int validate(int version, double auc) throws Exception {
        String sha256 = registry.get(name)
                .version(version)
                .orElseThrow()
                .facts()
                .model()
                .sha256();
        Gate gate = new Gate("auc", 0.1, null, null, null, false, Gate.Level.FAILURE);
        registry.record(
                name,
                new Event.VersionValidated(
                        version,
                        sha256,
                        data("labelled.csv"),
                        Map.of("auc", auc),
                        null,
                        null,
                        List.of(new GateDecision(gate, GateDecision.Outcome.PASS, auc, null, "auc >= 0.1: pass")),
                        true,
                        Map.of()),
                CAROL);
        return version;
    }

    /** Registers a version and takes it into prod. */
    public int champion() throws Exception {
        int version = register();
        promote(version, "staging");
        promote(version, "prod");
        return version;
    }

    public void promote(int version, String stage) throws Exception {
        registry.changes(name, CAROL).promote(version, stage, "good\nenough");
    }

    public void rollback() throws Exception {
        registry.changes(name, CAROL).rollback("prod", null, "not good enough");
    }

    public void check(int version, DriftResult.Level level) throws Exception {
        registry.record(
                name,
                new Event.DriftChecked(
                        version, "prod", data("fresh.csv"), level, "2 of 9 columns drift", Map.of(), Map.of()),
                CAROL);
    }

    private static DataFacts data(String file) {
        return new DataFacts(file, "0".repeat(64), 10, 100, 3);
    }
}
