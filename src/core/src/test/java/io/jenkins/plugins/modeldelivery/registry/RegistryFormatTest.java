package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format as docs/registry-format.md shows it: what was written in it must stay readable. */
class RegistryFormatTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "registry-format.md");
    private static final Pattern SAMPLE = Pattern.compile("```ndjson\n(.*?)```", Pattern.DOTALL);
    private static final ModelName RAIN = new ModelName("climate/rain");

    @TempDir
    Path root;

    private Path file;
    private Path inventory;

    @BeforeEach
    void write() throws Exception {
        List<String> samples = SAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(samples).as("the ledgers of a model and of the registry").hasSize(2);
        Files.writeString(root.resolve("registry.json"), "{\"format\": 2, \"created\": \"2026-03-01T08:00:00Z\"}");
        file = root.resolve("models").resolve("climate%2frain").resolve(Ledger.FILE);
        inventory = root.resolve("registry.ndjson");
        Files.createDirectories(file.getParent());
        Files.writeString(file, samples.get(0));
        Files.writeString(inventory, samples.get(1));
    }

    @Test
    void theDocumentedLedgersAreSoundAndShowEveryEvent() throws Exception {
        try (Registry registry = Registry.openReadOnly(root, Stages.DEFAULT)) {
            Model model = registry.get(RAIN);
            assertThat(model.damage()).isNull();
            assertThat(model.seq()).isEqualTo(23);
            assertThat(model.versions()).containsOnlyKeys(3);
            assertThat(model.deleted()).containsOnlyKeys(1, 2);
            assertThat(model.deleted().get(2).deletion().event().reason()).startsWith("retention");
            List<Entry> all = new ArrayList<>(registry.ledger(RAIN));
            all.addAll(Ledger.read(inventory).entries());
            assertThat(all)
                    .extracting(Entry::event)
                    .<Class<?>>extracting(Object::getClass)
                    .contains(Event.class.getPermittedSubclasses());
            assertThat(registry.models()).containsExactly(RAIN);
            // The files of the sample are in no store.
            assertThat(registry.verify()).singleElement().asString().contains("is missing");
        }
    }

    @Test
    void theDocumentedLedgerSaysWhatTheTableSays() throws Exception {
        List<Entry> entries = Ledger.read(file).entries();
        Model served = Model.fold(entries.subList(0, 18));
        Version version = served.champion("prod").orElseThrow();
        assertThat(served.name()).isEqualTo(RAIN);
        assertThat(version.facts().lineage().trainer().parameters()).containsEntry("rounds", 200);
        assertThat(version.facts().lineage().build().number()).isEqualTo(12);
        assertThat(version.validation().orElseThrow().event().gates().get(0).sentence())
                .isEqualTo("auc 0.871 >= 0.85: pass");
        assertThat(version.driftCheck().orElseThrow().event().columns()).containsEntry("pressure", 0.31);
        assertThat(Reviews.opinions(version, "prod")).isEqualTo(Map.of("bob", Event.Opinion.APPROVED));
        assertThat(version.tags()).isEqualTo(Map.of("ticket", "W-118"));
        assertThat(served.tags()).isEqualTo(Map.of("team", "forecast"));
        assertThat(served.card()).containsOnlyKeys("limitations");
        List<Tenure> history = served.history("prod");
        assertThat(history).extracting(Tenure::kind).containsExactly("promote", "rollback");
        assertThat(history.get(0).actor().approvers()).containsExactly("bob");
        assertThat(history.get(0).actor().person()).isEqualTo("alice");
        Model gone = Model.fold(entries.subList(0, 22));
        assertThat(gone.removed().event().reason()).isEqualTo("given up");
        assertThat(gone.versions()).isEmpty();
        assertThat(gone.tags()).isEmpty();
    }

    @Test
    void theDocumentedLedgersCanBeContinued() throws Exception {
        byte[] before = Files.readAllBytes(file);
        byte[] inventoryBefore = Files.readAllBytes(inventory);
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            registry.changes(RAIN, Actor.user("carol")).alias("again", 3);
            assertThat(registry.get(RAIN).seq()).isEqualTo(24);
            assertThat(registry.currentName("weather/train", Instant.parse("2026-03-01T08:10:17.250Z")))
                    .isEqualTo("climate/train");
            Samples.register(registry, new ModelName("snow"), "one");
            assertThat(registry.models()).containsExactly(RAIN, new ModelName("snow"));
        }
        assertThat(Files.readAllBytes(file)).startsWith(before);
        assertThat(Files.readAllBytes(inventory)).startsWith(inventoryBefore);
    }
}
