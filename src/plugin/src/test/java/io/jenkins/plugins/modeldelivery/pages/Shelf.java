package io.jenkins.plugins.modeldelivery.pages;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NewVersion;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts models into a registry as builds would leave them, without training any. */
public final class Shelf {

    /** What stands in the reports; a browser must show it and run nothing. */
    public static final String REPORT = "<!DOCTYPE html><title>Report</title><h1>Report of the training</h1>";

    private static final String SHA = "0123456789abcdef".repeat(4);

    private final Registry registry;
    private final ModelName name;
    private final String build;

    private Shelf(Registry registry, ModelName name, String build) {
        this.registry = registry;
        this.name = name;
        this.build = build;
    }

    /** @param name full name of the model to fill */
    public static Shelf of(Registry registry, String name) {
        return new Shelf(registry, new ModelName(name), "damage-train");
    }

    /** Registers a version with everything that a training leaves, and with these words of a user where users have words. */
    public int train(String words, double auc) throws IOException, RegistryException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("auc", auc);
        metrics.put("prAuc", 0.3412);
        metrics.put("logLoss", 0.2714);
        metrics.put("brier", 0.0811);
        Actor actor = Actor.build(build + " #7", "started by alice");
        DataFacts data = new DataFacts("data/" + words + ".csv.gz", SHA, 142_311, 9_815, 13);
        TrainerSpec trainer = new TrainerSpec("gradientBoosting", Map.of("trees", 300, "note", words));
        BlobRef model = blob("model.zip", "model " + words + auc);
        BlobRef report = blob("report.html", REPORT);
        TrainResult result = new TrainResult(
                new Result.Run("1.0", Instant.EPOCH, 4.2),
                name.value(),
                new Artifact("model.zip", model.sha256(), model.bytes()),
                new Artifact("report.html", report.sha256(), report.bytes()),
                data,
                null,
                "20 % at random",
                Task.BINARY,
                "damage",
                trainer,
                42,
                new Signature(
                        List.of(
                                new Signature.Field("speed", Signature.Type.NUMERIC, 0.0, 350.0, null, 0.31),
                                new Signature.Field(
                                        "species " + words,
                                        Signature.Type.CATEGORICAL,
                                        null,
                                        null,
                                        List.of("Gulls", "Sparrows", words),
                                        0.004)),
                        new Signature.Field("damage", Signature.Type.CATEGORICAL, null, null, List.of("no", "yes"), 0)),
                new Evaluation(1963, metrics, List.of("no", "yes"), "yes", null, null, null, null, null),
                List.of(
                        new TrainResult.Importance("species " + words, 0.62),
                        new TrainResult.Importance("speed", 0.38)),
                List.of());
        return registry.register(
                        name,
                        new NewVersion(
                                Harvest.FORMAT,
                                model,
                                Map.of(Harvest.REPORT, report, Harvest.RESULT, blob("result.json", Json.line(result))),
                                Task.BINARY,
                                "damage",
                                metrics,
                                new Lineage(
                                        new Lineage.Code(
                                                "https://example.org/" + words.replaceAll("[^a-z]", ""),
                                                words,
                                                "5f2c0e7d" + "0".repeat(32)),
                                        new Lineage.Build(build, 7, "job/" + build + "/7/"),
                                        List.of(data),
                                        trainer,
                                        42L,
                                        "1.0"),
                                words,
                                Map.of("team", words),
                                null),
                        actor)
                .number();
    }

    /** Registers a version of a model trained elsewhere, about which little is known. */
    public int register(Map<String, Double> metrics) throws IOException, RegistryException {
        return registry.register(
                        name,
                        new NewVersion(
                                "onnx",
                                blob("model.onnx", name.value() + metrics),
                                Map.of(),
                                null,
                                null,
                                metrics,
                                new Lineage(null, null, List.of(), null, null, null),
                                null,
                                Map.of(),
                                null),
                        Actor.user("bob"))
                .number();
    }

    /** Records a validation with one gate that decides as told. */
    public void validate(int version, boolean passes, Integer baseline, String words)
            throws IOException, RegistryException {
        GateDecision.Outcome outcome = passes ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL;
        Gate gate = new Gate("auc", 0.7, null, null, null, false, Gate.Level.FAILURE);
        registry.record(
                name,
                new Event.VersionValidated(
                        version,
                        registry.get(name)
                                .version(version)
                                .orElseThrow()
                                .facts()
                                .model()
                                .sha256(),
                        new DataFacts("data/" + words + ".csv", SHA, 9_000, 2_100, 13),
                        Map.of("auc", 0.7823, "logLoss", 0.281),
                        baseline,
                        baseline == null ? null : Map.of("auc", 0.7698, "logLoss", 0.291),
                        List.of(new GateDecision(gate, outcome, 0.7823, null, "auc 0.782 >= 0.7 " + words)),
                        passes,
                        Map.of(Harvest.REPORT, blob("report.html", REPORT))),
                Actor.build(build + " #8", null));
    }

    /** Records a drift check. */
    public void drift(int version, DriftResult.Level level, String words) throws IOException, RegistryException {
        registry.record(
                name,
                new Event.DriftChecked(
                        version,
                        "prod",
                        new DataFacts("data/" + words + ".csv", SHA, 9_000, 2_100, 13),
                        level,
                        "3 of 12 columns drift: " + words,
                        Map.of("species " + words, 0.31),
                        Map.of(Harvest.REPORT, blob("report.html", REPORT))),
                Actor.build("drift-nightly #31", null));
    }

    /** Records a drift check that compared these columns: by name distance in units of the drift threshold. */
    public void drift(int version, Map<String, Double> severities) throws IOException, RegistryException {
        Map<String, Double> notable = new LinkedHashMap<>();
        severities.forEach((column, severity) -> {
            if (severity >= 0.5) {
                notable.put(column, severity / 5);
            }
        });
        registry.record(
                name,
                new Event.DriftChecked(
                        version,
                        "prod",
                        new DataFacts("data/today.csv", SHA, 9_000, 2_100, 13),
                        notable.isEmpty() ? DriftResult.Level.OK : DriftResult.Level.WARNING,
                        notable.size() + " columns",
                        notable,
                        Map.of(Harvest.REPORT, blob("report.html", REPORT)),
                        null,
                        severities),
                Actor.build("drift-nightly #32", null));
    }

    /** Moves a version, as a user. */
    public void promote(int version, String stage, String reason) throws IOException, RegistryException {
        registry.changes(name, Actor.user("carol")).promote(version, stage, reason);
    }

    /** Everything that can happen to a model: version 1 was replaced in prod by version 2, which drifts; 3 is new. */
    public void fill(String words) throws IOException, RegistryException {
        train(words, 0.7712);
        validate(1, true, null, words);
        promote(1, "staging", words);
        promote(1, "prod", words);
        drift(1, DriftResult.Level.WARNING, words);
        train(words, 0.7914);
        validate(2, true, 1, words);
        promote(2, "staging", words);
        promote(2, "prod", words);
        drift(2, DriftResult.Level.DRIFT, words);
        registry.changes(name, Actor.user("carol")).alias("stable", 2);
        train(words, 0.6991);
        validate(3, false, 2, words);
    }

    private BlobRef blob(String file, String content) throws IOException, RegistryException {
        return registry.store(file, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), null);
    }
}
