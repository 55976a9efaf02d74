package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerWordsTest {

    /** Those of the registry's own ledger, which no report shows. */
    private static final Set<Class<?>> OF_THE_REGISTRY = Set.of(
            Event.RegistryCreated.class,
            Event.ModelAdded.class,
            Event.ModelRemoved.class,
            Event.ItemMoved.class,
            Event.MoveFinished.class);

    private static final List<Event> SAMPLES = List.of(
            new Event.Reviewed(3, "0".repeat(64), "prod", Event.Opinion.REJECTED, "too noisy"),
            new Event.TagSet(null, "team", "rain"),
            new Event.TagSet(3, "risk", "low"),
            new Event.TagRemoved(3, "risk"),
            new Event.CardEdited("useCases", "umbrellas"),
            new Event.CardEdited("useCases", null),
            new Event.VersionDeleted(2, "retention: keeps the newest 5"),
            new Event.ModelDeleted("moved elsewhere"),
            new Event.ModelMoved("a/rain", "b/rain"),
            new Event.AliasSet("shadow", 3),
            new Event.AliasRemoved("shadow"),
            new Event.TailCut(12, "ledger.ndjson.torn-1", Instant.EPOCH));

    @Test
    void wordsAndReasons() {
        assertThat(SAMPLES)
                .extracting(event -> LedgerWords.what(event) + " | " + LedgerWords.why(event))
                .containsExactly(
                        "v3 rejected for prod | too noisy",
                        "Tag team of the model set to “rain” | null",
                        "Tag risk of v3 set to “low” | null",
                        "Tag risk of v3 removed | null",
                        "Model card: “Use cases” written | umbrellas",
                        "Model card: “Use cases” emptied | null",
                        "v2 deleted | retention: keeps the newest 5",
                        "Model deleted | moved elsewhere",
                        "Model renamed from a/rain to b/rain | null",
                        "Alias “shadow” set to v3 | null",
                        "Alias “shadow” removed | null",
                        "A torn last line of 12\u00a0bytes, left by a crash, was cut off and kept in"
                                + " ledger.ndjson.torn-1 | null");
    }

    @Test
    void everyKindOfEventThatAModelCanHaveHasWords() {
        Set<Class<?>> told = Stream.concat(
                        SAMPLES.stream(),
                        DeliverySamples.demo("").ledger.stream().map(e -> e.event()))
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(Stream.of(Event.class.getPermittedSubclasses()).filter(c -> !OF_THE_REGISTRY.contains(c)))
                .allSatisfy(type -> assertThat(told).contains(type));
        for (Event event : SAMPLES) {
            assertThat(LedgerWords.what(event)).doesNotContain(event.getClass().getSimpleName());
        }
    }
}
