package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial by killing finds what it looks for: a trial that cannot fail shows nothing. */
class SurveyTest {
    private static final ModelName NAME = new ModelName("t0/a/m0");

    @TempDir
    Path root;

    private Survey before;
    private Survey.Birth first;
    private List<Entry> entries;

    @BeforeEach
    void make() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Samples.register(registry, NAME, "one");
            registry.changes(NAME, Samples.ALICE).tag(null, "a", "b");
            before = Survey.of(root, registry);
            entries = registry.ledger(NAME);
            first = Survey.Birth.of(NAME, entries.get(0).time());
        }
    }

    private Survey now() throws Exception {
        try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
            return Survey.of(root, reader);
        }
    }

    private Map<Survey.Birth, Survey.Fact> fact(int seq, Instant time, String name, boolean there) {
        return Map.of(first, new Survey.Fact(seq, time, new ModelName(name), there));
    }

    @Test
    void nothingIsLostWhereNothingIs() throws Exception {
        before.demandKept(now(), fact(3, entries.get(2).time(), NAME.value(), true), Map.of());
    }

    @Test
    void aLineThatIsGoneIsMissed() throws Exception {
        Path file = root.resolve("models").resolve(DirectoryName.of(NAME)).resolve(Ledger.FILE);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines.subList(0, 2)) + "\n", StandardCharsets.UTF_8);
        Survey now = now();
        assertThatThrownBy(() -> before.demandKept(now, Map.of(), Map.of())).hasMessageContaining("has lost lines");
        assertThatThrownBy(() ->
                        Survey.NOTHING.demandKept(now, fact(3, entries.get(2).time(), NAME.value(), true), Map.of()))
                .hasMessageContaining("line 3 of ")
                .hasMessageContaining("is gone");
        Files.delete(file);
        assertThatThrownBy(this::now).isInstanceOf(AssertionError.class);
    }

    @Test
    void anotherLineInItsPlaceIsMissedToo() throws Exception {
        Survey now = now();
        Instant other = entries.get(2).time().plusNanos(1000);
        assertThatThrownBy(() -> before.demandKept(now, fact(3, other, NAME.value(), true), Map.of()))
                .hasMessageContaining("is gone");
    }

    @Test
    void twoWritersMayBeginAtTheSameTime() throws Exception {
        ModelName other = new ModelName("t1/a/m0");
        Survey.Birth birth = Survey.Birth.of(other, first.time());
        Survey now = now();
        assertThatThrownBy(() -> before.demandKept(
                        now, Map.of(birth, new Survey.Fact(3, entries.get(2).time(), other, true)), Map.of()))
                .hasMessageContaining("its ledger is gone");
    }

    @Test
    void aLineOfTheRegistryThatIsGoneIsMissed() throws Exception {
        Path file = root.resolve(Inventory.FILE);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n", StandardCharsets.UTF_8);
        Survey now = new Survey(before.models(), Ledger.read(file).entries());
        assertThatThrownBy(() -> before.demandKept(now, Map.of(), Map.of())).hasMessageContaining("no longer begins");
    }

    @Test
    void aModelInAnotherPlaceWasOnItsWayThere() throws Exception {
        Survey now = now();
        Instant last = entries.get(2).time();
        Survey.Begun move = new Survey.Begun("move", "t0/b", "t0/a");
        assertThatCode(() -> before.demandKept(now, fact(3, last, "t0/b/m0", true), Map.of("t0", move)))
                .doesNotThrowAnyException();
        for (Map<String, Survey.Begun> begun : List.of(
                Map.<String, Survey.Begun>of(),
                Map.of("t1", move),
                Map.of("t0", new Survey.Begun("move", "t0/c", "t0/a")),
                Map.of("t0", new Survey.Begun("delete", "t0/b/m0", "")))) {
            assertThatThrownBy(() -> before.demandKept(now, fact(3, last, "t0/b/m0", true), begun))
                    .hasMessageContaining("is found as t0/a/m0");
        }
        assertThatThrownBy(() -> before.demandKept(now, fact(3, last, NAME.value(), false), Map.of()))
                .hasMessageContaining("deleted, is found as");
    }
}
