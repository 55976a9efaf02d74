package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fold of a model's ledger, line by line, against a {@link SimpleModel} that is written from the description of the format. */
class FoldModelTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> STAGES = List.of("dev", "staging", "prod", Stages.ARCHIVED);
    private static final List<Actor> ACTORS = List.of(
            Actor.user("alice"),
            Actor.user("ALICE"),
            Actor.user("bob"),
            Actor.build("weather/train #1", "started by bob"),
            new Actor("build", "weather/train #2", null, null, "bob"));
    private static final int KINDS = 32;

    /** What a line says, in numbers: which kind, and what its parts are. */
    record Step(int kind, int a, int b, int c) {}

    /** What came of it. */
    private static final class Tally {
        final Map<String, Integer> taken = new TreeMap<>();
        int refused;
    }

    @Provide
    Arbitrary<Step> step() {
        Arbitrary<Integer> part = Arbitraries.integers().between(0, 11);
        return Combinators.combine(Arbitraries.integers().between(0, KINDS - 1), part, part, part)
                .as(Step::new);
    }

    @Property(tries = 60)
    void saysWhatTheSimpleModelSays(@ForAll @Size(min = 1, max = 60) List<@From("step") Step> steps) {
        compare(steps, new Tally());
    }

    @Test
    @Tag("trial")
    void saysSoManyTimes() {
        Random random = new Random(3);
        Tally tally = new Tally();
        int ledgers = Trials.rounds(60, 20_000);
        for (int i = 0; i < ledgers; i++) {
            compare(
                    IntStream.range(0, 1 + random.nextInt(80))
                            .mapToObj(step -> new Step(
                                    random.nextInt(KINDS), random.nextInt(12), random.nextInt(12), random.nextInt(12)))
                            .toList(),
                    tally);
        }
        // Each event of a model was there often, the contradictions too.
        assertThat(tally.taken)
                .hasSize(15)
                .allSatisfy((kind, times) -> assertThat(times).as(kind).isGreaterThan(5));
        assertThat(tally.refused).isGreaterThan(200);
        Trials.report(ledgers + " ledgers of events " + tally.taken + " and " + tally.refused
                + " contradictions: the fold and the simple model agree after each line");
    }

    private static void compare(List<Step> steps, Tally tally) {
        Fold fold = new Fold();
        SimpleModel simple = new SimpleModel();
        String as = steps.toString();
        long seq = 0;
        for (int i = -1; i < steps.size(); i++) {
            Event event = i < 0 ? new Event.ModelCreated("weather/rain", 2) : event(steps.get(i), simple);
            Actor actor = i < 0 ? ACTORS.get(0) : ACTORS.get(steps.get(i).c() % ACTORS.size());
            Entry entry = new Entry(seq + 1, START.plusSeconds(seq), actor, "", event);
            boolean taken;
            try {
                fold.apply(entry);
                taken = true;
            } catch (RegistryException e) {
                taken = false;
            }
            assertThat(taken).as("%s after %s", event, as).isEqualTo(simple.take(entry));
            if (taken) {
                seq++;
                tally.taken.merge(event.getClass().getSimpleName(), 1, Integer::sum);
            } else {
                tally.refused++;
            }
            compare(fold.model(null), simple, as);
        }
        Model model = fold.model(null);
        for (String stage : STAGES) {
            for (long line = 1; line <= simple.size(); line++) {
                assertThat(model.at(stage, simple.time(line)).map(Tenure::version))
                        .as("%s at line %s after %s", stage, line, as)
                        .isEqualTo(simple.standing(stage, line).stream().findFirst());
            }
        }
    }

    private static Event event(Step step, SimpleModel simple) {
        List<Integer> versions = simple.registrations().stream()
                .map(Event.VersionRegistered::version)
                .filter(v -> step.b() == 0 || simple.exists(v))
                .toList();
        // Mostly one that exists, sometimes one that never did.
        int version = versions.isEmpty() || step.a() == 11 ? 99 : versions.get(step.a() % versions.size());
        int last = simple.registrations().stream()
                .mapToInt(Event.VersionRegistered::version)
                .max()
                .orElse(0);
        String stage = STAGES.get(step.b() % 4);
        Integer noted = step.b() % 2 == 0 ? null : version;
        return switch (step.kind()) {
            case 0, 1, 2, 3, 4 ->
                new Event.VersionRegistered(
                        last + (step.a() == 0 ? 0 : 1 + step.a() / 11),
                        step.a() < 9 ? "dev" : stage,
                        "onnx",
                        new BlobRef("m", digest(step.b()), 3),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of("tag" + step.b() % 3, "first"),
                        step.c() < 6 ? null : "key" + step.c() + step.b());
            case 5, 6 ->
                new Event.VersionValidated(
                        version,
                        step.c() < 6 ? null : digest(step.b()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        step.c() % 2 == 0,
                        null);
            case 7 ->
                new Event.DriftChecked(
                        version, stage, null, step.c() == 0 ? null : DriftResult.Level.OK, null, null, null);
            case 8, 9, 10 ->
                new Event.Reviewed(
                        version,
                        step.c() < 9 ? null : digest(step.b()),
                        stage,
                        Event.Opinion.values()[step.a() % 3],
                        null);
            case 11, 12, 13, 14, 15, 16, 17, 18 -> move(step, simple, version, stage);
            case 19, 20 -> new Event.AliasSet("alias" + step.c() % 3, version);
            case 21 -> new Event.AliasRemoved("alias" + step.c() % 3);
            case 22, 23 -> new Event.TagSet(noted, "tag" + step.c() % 3, "value" + step.a());
            case 24 -> new Event.TagRemoved(noted, "tag" + step.c() % 3);
            case 25 -> new Event.CardEdited("field" + step.a() % 2, step.c() < 4 ? null : "text" + step.c());
            case 26, 27 -> new Event.VersionDeleted(version, "old");
            case 28, 29 -> step.a() < 9 ? deletion(simple) : new Event.ModelDeleted("over");
            case 30 -> new Event.ModelMoved(step.a() == 0 ? "nowhere" : simple.name(), "folder" + step.b() + "/rain");
            default -> step.a() == 0 ? new Event.ModelCreated("again", 2) : new Event.TailCut(step.b(), "kept", START);
        };
    }

    /** So that it comes to that now and then. */
    private static Event deletion(SimpleModel simple) {
        return simple.registrations().stream()
                .map(Event.VersionRegistered::version)
                .filter(simple::exists)
                .findFirst()
                .<Event>map(version -> new Event.VersionDeleted(version, "over"))
                .orElse(new Event.ModelDeleted("over"));
    }

    private static Event move(Step step, SimpleModel simple, int version, String to) {
        String from = step.a() == 10 || simple.stage(version) == null ? "dev" : simple.stage(version);
        List<Integer> standing = simple.standing(to, simple.size());
        Integer replaced = standing.isEmpty() || step.c() < 3 ? null : standing.get(step.c() % standing.size());
        if (step.c() == 11) {
            replaced = version;
        }
        return new Event.Transitioned(
                step.c() % 4 == 0 ? "rollback" : "promote",
                version,
                from,
                to,
                replaced,
                replaced == null ? null : STAGES.get((STAGES.indexOf(to) + 1 + step.c() / 10) % 4),
                null,
                step.c() == 5 ? "key" + step.a() : null);
    }

    private static String digest(int number) {
        return (number % 2 == 0 ? "ab" : "cd").repeat(32);
    }

    private static void compare(Model model, SimpleModel simple, String as) {
        assertThat(model.name().value()).as(as).isEqualTo(simple.name());
        assertThat(model.seq()).as(as).isEqualTo(simple.size());
        assertThat(model.changed()).as(as).isEqualTo(simple.time(simple.size()));
        assertThat(model.removed() != null).as(as).isEqualTo(simple.removed());
        assertThat(model.tags()).as(as).isEqualTo(simple.tags());
        Map<String, String> card = new TreeMap<>();
        model.card().forEach((field, edit) -> card.put(field, edit.event().text()));
        assertThat(card).as(as).isEqualTo(simple.card());
        List<Integer> there = new ArrayList<>();
        List<Integer> gone = new ArrayList<>();
        for (Event.VersionRegistered registration : simple.registrations()) {
            (simple.exists(registration.version()) ? there : gone).add(registration.version());
        }
        assertThat(model.versions().keySet()).as(as).containsExactlyElementsOf(there);
        assertThat(model.deleted().keySet()).as(as).containsExactlyElementsOf(gone);
        for (int i = 0; i < 3; i++) {
            String alias = "alias" + i;
            assertThat(model.aliased(alias).map(Version::number)).as(as).isEqualTo(simple.alias(alias));
        }
        for (Version version : model.versions().values()) {
            compare(version, simple, as);
        }
        for (String stage : STAGES) {
            assertThat(model.standing(stage).stream().map(Version::number))
                    .as(as)
                    .containsExactlyElementsOf(simple.standing(stage, simple.size()));
            assertThat(model.history(stage).stream()
                            .map(t -> List.of((long) t.version(), line(t.from()), t.to() == null ? 0L : line(t.to()))))
                    .as(as)
                    .containsExactlyElementsOf(simple.history(stage));
        }
    }

    private static void compare(Version version, SimpleModel simple, String as) {
        int number = version.number();
        assertThat(version.stage()).as(as).isEqualTo(simple.stage(number));
        assertThat(version.tags()).as(as).isEqualTo(simple.tags(number));
        assertThat(version.aliases()).as(as).allSatisfy(alias -> assertThat(simple.alias(alias))
                .hasValue(number));
        assertThat(version.validations().stream().map(Version.Recorded::seq))
                .as(as)
                .containsExactlyElementsOf(simple.said(Event.VersionValidated.class, number));
        assertThat(version.driftChecks().stream().map(Version.Recorded::seq))
                .as(as)
                .containsExactlyElementsOf(simple.said(Event.DriftChecked.class, number));
        assertThat(version.reviews().stream().map(Version.Recorded::seq))
                .as(as)
                .containsExactlyElementsOf(simple.said(Event.Reviewed.class, number));
        for (String stage : STAGES) {
            Map<String, Event.Opinion> opinions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            opinions.putAll(Reviews.opinions(version, stage));
            assertThat(opinions).as(as).isEqualTo(simple.opinions(number, stage));
        }
    }

    private static long line(Instant time) {
        return time.getEpochSecond() - START.getEpochSecond() + 1;
    }
}
