package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Versions and events to test with. */
final class Samples {
    static final ModelName RAIN = new ModelName("weather/rain");
    static final Actor ALICE = Actor.user("alice");
    static final Actor BUILD = Actor.build("weather/train #7", "started by bob");

    private Samples() {}

    static BlobRef blob(Registry registry, String text) throws IOException, RegistryException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return registry.store("model.zip", new ByteArrayInputStream(bytes), null);
    }

    static NewVersion version(BlobRef model, String key) {
        return new NewVersion(
                "model-delivery",
                model,
                Map.of(),
                Task.BINARY,
                "rain",
                Map.of("auc", 0.87),
                null,
                null,
                Map.of("owner", "alice"),
                key);
    }

    /** Registers a version whose model file is that text. */
    static Version register(Registry registry, ModelName name, String text) throws IOException, RegistryException {
        return registry.register(name, version(blob(registry, text), null), ALICE);
    }

    static void validate(Registry registry, ModelName name, int version, boolean passed)
            throws IOException, RegistryException {
        String digest =
                Moves.version(registry.get(name), version).facts().model().sha256();
        registry.record(
                name,
                new Event.VersionValidated(
                        version,
                        digest,
                        null,
                        Map.of("auc", 0.87),
                        null,
                        null,
                        List.of(gate(passed)),
                        passed,
                        Map.of()),
                BUILD);
    }

    private static GateDecision gate(boolean passed) {
        return new GateDecision(
                new Gate("auc", passed ? 0.8 : 0.9, null, null, null, false, null),
                passed ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL,
                0.87,
                null,
                passed ? "auc 0.87 >= 0.8: pass" : "auc 0.87 >= 0.9: fail");
    }

    /** Registers, validates and promotes to the last stage. */
    static Version serve(Registry registry, ModelName name, String text) throws IOException, RegistryException {
        Version version = register(registry, name, text);
        validate(registry, name, version.number(), true);
        registry.changes(name, ALICE).promote(version.number(), "staging", null);
        registry.changes(name, ALICE).promote(version.number(), "prod", "because of " + text);
        return version;
    }
}
