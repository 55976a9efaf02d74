package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.modeldelivery.AnyRecord;
import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sound lines that say anything, in any order: a fold takes them or refuses them, and what it took can be asked anything.
 */
class FoldFuzzTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    @Tag("trial")
    void noEventDoesMoreThanBeRefused() throws IOException {
        Random random = new Random(5);
        AnyRecord any = new AnyRecord(random, 8);
        int events = Trials.rounds(6_000, 1_000_000);
        int taken = 0;
        int deepest = 0;
        for (int done = 0; done < events; ) {
            Fold fold = new Fold();
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 40 && done < events; i++, done++) {
                Event event = i == 0 && random.nextInt(10) > 0
                        ? new Event.ModelCreated("weather/rain", 1 + random.nextInt(2))
                        : random.nextInt(4) == 0 ? registered(fold, random) : any.of(Event.class);
                Actor actor = Actor.user("alice");
                // As it would come from the file.
                Entry entry = Json.parse(
                        Json.line(new Entry(entries.size() + 1, START.plusSeconds(i), actor, "", event)),
                        Entry.class,
                        "the line");
                String before = fold.name() == null ? "" : Json.line(fold.model(null));
                try {
                    fold.apply(entry);
                    entries.add(entry);
                    taken++;
                    ask(fold.model(null), random);
                } catch (RegistryException e) {
                    assertThat(fold.name() == null ? "" : Json.line(fold.model(null)))
                            .as("a refused event changes nothing: %s", event)
                            .isEqualTo(before);
                } catch (RuntimeException e) {
                    fail(entries + "\n" + event, e);
                }
            }
            deepest = Math.max(deepest, entries.size());
        }
        assertThat(taken).isGreaterThan(events / 10);
        assertThat(deepest).isGreaterThan(10);
        Trials.report(events + " events that say anything, " + taken
                + " of them taken: the others refused, and nothing else");
    }

    /** One that fits, so that there is something for the others to be about. */
    private static Event registered(Fold fold, Random random) {
        int number = fold.name() == null ? 1 : fold.model(null).lastNumber() + 1 + random.nextInt(2);
        String stage = List.of("dev", "prod", "archived").get(random.nextInt(3));
        return new Event.VersionRegistered(
                number,
                stage,
                "onnx",
                new BlobRef("m", "ab".repeat(32), 3),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Whatever pages and policies ask of a model. */
    private static void ask(Model model, Random random) {
        for (String stage : List.of("dev", "prod", "archived")) {
            model.history(stage);
            model.at(stage, START.plusSeconds(random.nextInt(40)));
            Moves.standby(model, stage);
            for (Version version : model.standing(stage)) {
                assertThat(version.stage()).isEqualTo(stage);
                Reviews.opinions(version, "prod");
                version.files();
                version.measured();
            }
        }
        new Retention(1, 1, null).going(model, Stages.DEFAULT, START.plusSeconds(1_000_000));
        for (Integer named : model.aliases().values()) {
            assertThat(model.versions()).containsKey(named);
        }
    }
}
