package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.LedgerText;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The ledger of a model that a team works on for two years: versions trained by builds, most of them validated, some
 * promoted, the champion checked for drift, aliases, tags, a card. The same for the same seed.
 */
final class ModelLife {
    static final Instant BEGIN = Instant.parse("2024-01-01T06:00:00Z");
    private static final Duration SPAN = Duration.ofDays(700);

    private final ModelName name;
    private final List<BlobRef> files;
    private final Random random;
    private final LedgerText ledger = new LedgerText();
    private Instant now = BEGIN;
    private Integer staging;
    private Integer prod;

    /** @param files that its versions refer to */
    ModelLife(ModelName name, List<BlobRef> files, long seed) {
        this.name = name;
        this.files = files;
        random = new Random(seed);
    }

    /** Of a number of versions. */
    LedgerText live(int versions) {
        Duration step = SPAN.dividedBy(versions + 1);
        Actor owner = Actor.user("user" + random.nextInt(200));
        add(owner, new Event.ModelCreated(name.value(), Ledger.FORMAT));
        for (int version = 1; version <= versions; version++) {
            Instant start = BEGIN.plus(step.multipliedBy(version));
            now = start.isAfter(now) ? start : now;
            version(version, step);
            if (version == 1) {
                add(owner, new Event.CardEdited(CardField.OWNER.key(), "Team " + random.nextInt(60)));
                add(owner, new Event.CardEdited(CardField.PURPOSE.key(), "Says what comes next in " + name.folder()));
                add(owner, new Event.TagSet(null, "domain", name.folder()));
                add(owner, new Event.TagSet(null, "tier", Integer.toString(1 + random.nextInt(3))));
            }
        }
        return ledger;
    }

    private void version(int version, Duration step) {
        Actor build = Actor.build(name.folder() + "/train #" + version, "started by user" + random.nextInt(200));
        BlobRef model = file("model.zip");
        add(build, registration(version, model));
        if (random.nextInt(10) == 0) {
            return;
        }
        boolean passed = random.nextInt(5) > 0;
        add(build, validation(version, model.sha256(), passed));
        if (!passed || random.nextBoolean()) {
            return;
        }
        add(build, move(version, "dev", "staging", staging));
        staging = version;
        if (random.nextInt(5) < 2) {
            return;
        }
        Actor approver = Actor.user("user" + random.nextInt(200));
        add(approver, new Event.Reviewed(version, model.sha256(), "prod", Event.Opinion.APPROVED, "looks good"));
        add(build, move(version, "staging", "prod", prod));
        staging = null;
        prod = version;
        if (random.nextInt(3) == 0) {
            add(approver, new Event.AliasSet("champion", version));
        }
        for (int check = random.nextInt(4); check > 0; check--) {
            now = now.plus(step.dividedBy(8));
            add(Actor.build(name.folder() + "/watch #" + version, "started by timer"), drift(version));
        }
    }

    private Event registration(int version, BlobRef model) {
        return new Event.VersionRegistered(
                version,
                "dev",
                "model-delivery",
                model,
                Map.of("result", file("result.json"), "report", file("report.html")),
                Task.BINARY,
                "damage",
                metrics(),
                new Lineage(
                        new Lineage.Code("https://git.example.org/" + name.folder() + ".git", "main", hex(20)),
                        new Lineage.Build(name.folder() + "/train", version, "job/train/" + version + "/"),
                        List.of(data("train.csv.gz"), data("labels.csv")),
                        new TrainerSpec(
                                "gradientBoosting",
                                Map.of("rounds", 100 + random.nextInt(200), "depth", 6, "learningRate", 0.1)),
                        random.nextLong(),
                        "1.0"),
                "after the data of week " + version,
                Map.of("cost", Integer.toString(random.nextInt(100)), "source", "nightly"),
                name.folder() + "/train #" + version + " model");
    }

    private Event validation(int version, String sha256, boolean passed) {
        double auc = passed ? 0.9 : 0.7;
        return new Event.VersionValidated(
                version,
                sha256,
                data("test.csv.gz"),
                metrics(),
                prod,
                prod == null ? null : metrics(),
                List.of(
                        new GateDecision(
                                new Gate("auc", 0.8, null, null, null, false, Gate.Level.FAILURE),
                                passed ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL,
                                auc,
                                null,
                                "auc " + auc + (passed ? " >= 0.8: pass" : " < 0.8: fail")),
                        new GateDecision(
                                new Gate("logLoss", null, 0.5, null, 0.02, false, Gate.Level.UNSTABLE),
                                GateDecision.Outcome.PASS,
                                0.31,
                                0.32,
                                "logLoss 0.31 <= 0.5, and at most 0.02 worse than that of v" + prod + ": pass")),
                passed,
                Map.of("result", file("result.json"), "report", file("report.html")));
    }

    private Event drift(int version) {
        DriftResult.Level level = DriftResult.Level.values()[Math.max(0, random.nextInt(8) - 5)];
        return new Event.DriftChecked(
                version,
                "prod",
                data("week.csv.gz"),
                level,
                "2 of 30 columns drift, most of all speed: its median moved from 12.1 to 14.9",
                Map.of("speed", random.nextDouble(), "height", random.nextDouble()),
                Map.of("result", file("result.json"), "report", file("report.html")));
    }

    private static Event move(int version, String from, String to, Integer replaced) {
        return new Event.Transitioned(
                "promote",
                version,
                from,
                to,
                replaced,
                replaced == null ? null : Stages.ARCHIVED,
                "better than the champion on the same rows");
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            if (metric.tasks().contains(Task.BINARY)) {
                metrics.put(metric.id(), random.nextDouble());
            }
        }
        return metrics;
    }

    private DataFacts data(String path) {
        return new DataFacts("data/" + path, hex(32), 1_000_000 + random.nextInt(9_000_000), 100_000, 31);
    }

    private BlobRef file(String as) {
        BlobRef file = files.get(random.nextInt(files.size()));
        return new BlobRef(as, file.sha256(), file.bytes());
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    private void add(Actor actor, Event event) {
        now = now.plusMillis(1 + random.nextInt(90_000));
        ledger.add(now, actor, event);
    }
}
