package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model's ledger, told step by step, and the state that follows from it. */
final class DeliverySamples {

    final List<Entry> ledger = new ArrayList<>();
    Instant now;
    private final String word;

    private DeliverySamples(Instant start, String word) {
        this.now = start;
        this.word = word;
    }

    /** The demo's story, in seconds. */
    static DeliverySamples demo(String word) {
        DeliverySamples s = new DeliverySamples(Instant.parse("2026-03-02T09:14:31Z"), word);
        Actor ann = Actor.user("ann" + word);
        s.story(3, ann, ann);
        return s;
    }

    /** The same over months, in builds with approvals. */
    static DeliverySamples months(String word) {
        DeliverySamples s = new DeliverySamples(Instant.parse("2025-11-28T16:02:09Z"), word);
        s.story(
                86_400 * 9,
                Actor.build("fleet/deliver #41" + word, "started by timer"),
                new Actor("build", "fleet/deliver #42", "started by ann", List.of("bob" + word, "carol")));
        return s;
    }

    private void story(long pause, Actor trainer, Actor promoter) {
        add(0, trainer, new Event.ModelCreated("fleet/birdstrike-damage", 1));
        register(1, 0.8123, trainer);
        validate(1, null, true, 2, trainer);
        move("promote", 1, "dev", "staging", null, "first candidate" + word, 1, promoter);
        move("promote", 1, "staging", "prod", null, "gates passed", 1, promoter);
        add(
                pause * 3,
                trainer,
                new Event.DriftChecked(
                        1,
                        "prod",
                        Samples.data("1997-2000.csv.gz" + word, 3778),
                        Level.DRIFT,
                        "Drift: 3 of 8 features drift, 41.2 % of the importance (limit 30 %); most in operator" + word
                                + ".",
                        Map.of("operator" + word, 0.41),
                        Map.of("report", blob("drift-1.html"))));
        register(2, 0.8391, trainer);
        validate(2, 1, true, pause, promoter);
        move("promote", 2, "dev", "staging", null, null, 1, promoter);
        move("promote", 2, "staging", "prod", 1, "better than v1 on 2001-2002", 1, promoter);
        move("rollback", 1, "archived", "prod", 2, "complaints from the line: too many false alarms", pause, promoter);
        move("rollback", 2, "archived", "prod", 1, "the alarms came from a broken sensor", pause / 2, promoter);
        register(3, 0.8302, trainer);
        validate(3, 2, false, 1, trainer);
        add(1, trainer, new Event.AliasSet("shadow", 3));
        now = now.plusSeconds(pause * 2);
    }

    private void register(int version, double auc, Actor actor) {
        Map<String, Double> metrics =
                new LinkedHashMap<>(Samples.binary(auc - 0.78, "yes").metrics());
        Lineage lineage = new Lineage(
                new Lineage.Code(
                        "https://git.example.org/fleet/damage.git" + word,
                        "main",
                        "4f908cd21c0b5f1f7a3a9d1d2c8e55aa10b3c4d5"),
                new Lineage.Build("fleet/deliver", 40 + version, "job/fleet/job/deliver/" + (40 + version) + "/"),
                List.of(Samples.data("data/1990-1993.csv.gz" + word, 2368)),
                new TrainerSpec("gradientBoosting", Map.of("rounds", 200)),
                42L,
                "1.0");
        add(
                4,
                actor,
                new Event.VersionRegistered(
                        version,
                        "dev",
                        "model-delivery",
                        new BlobRef("model.zip", digest(version), 412_331),
                        Map.of(
                                "result",
                                blob("train-" + version + ".json"),
                                "report",
                                blob("train-" + version + ".html")),
                        Task.BINARY,
                        "damage" + word,
                        metrics,
                        lineage,
                        version == 1 ? "first try" + word : null,
                        Map.of(),
                        null));
    }

    private void validate(int version, Integer baseline, boolean passed, long pause, Actor actor) {
        List<GateDecision> gates = Samples.validation(word, passed).gates();
        add(
                pause,
                actor,
                new Event.VersionValidated(
                        version,
                        digest(version),
                        Samples.data("2001-2002.csv.gz", 1722),
                        Samples.binary(passed ? 0.03 : -0.02, "yes").metrics(),
                        baseline,
                        baseline == null ? null : Samples.binary(0, "yes").metrics(),
                        gates,
                        passed,
                        Map.of("report", blob("validate-" + version + ".html"))));
    }

    private void move(
            String kind,
            int version,
            String from,
            String to,
            Integer replaced,
            String reason,
            long pause,
            Actor actor) {
        add(
                pause,
                actor,
                new Event.Transitioned(
                        kind, version, from, to, replaced, replaced == null ? null : "archived", reason));
    }

    private static String digest(int version) {
        return String.format("%064x", 0x9f86d081884c7d65L * version);
    }

    private static BlobRef blob(String name) {
        return new BlobRef(name, digest(name.hashCode() & 0xff), 1000);
    }

    void add(long seconds, Actor actor, Event event) {
        now = now.plusSeconds(seconds);
        ledger.add(new Entry(ledger.size() + 1, now, actor, "0".repeat(64), event));
    }

    /** The state after the last entry: what the registry would fold. */
    Model model() {
        try {
            return Model.fold(ledger);
        } catch (RegistryException e) {
            throw new IllegalStateException(e);
        }
    }
}
