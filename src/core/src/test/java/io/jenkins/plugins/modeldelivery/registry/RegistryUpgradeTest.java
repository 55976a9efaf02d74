package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that was written in an older format: each format has its stored sample, which is never changed. */
class RegistryUpgradeTest {

    @TempDir
    Path root;

    private Path file;

    /** What the documentation of format 1 showed: every event that there was. */
    @BeforeEach
    void copy() throws Exception {
        Path sample = Path.of(
                RegistryUpgradeTest.class.getResource("format-1/registry.json").toURI());
        String ledger = "models/weather%2frain/" + Ledger.FILE;
        file = root.resolve(ledger);
        Files.createDirectories(file.getParent());
        Files.copy(sample, root.resolve("registry.json"));
        Files.copy(sample.resolveSibling(ledger), file);
    }

    @Test
    void aReaderReadsItAndChangesNothing() throws Exception {
        byte[] before = Files.readAllBytes(file);
        try (Registry registry = Registry.openReadOnly(root, Stages.DEFAULT)) {
            assertThat(registry.models()).containsExactly(Samples.RAIN);
            readsAsItWas(registry.get(Samples.RAIN));
            // An older program may be writing beside: its next model is seen, too.
            Files.createDirectory(root.resolve("models/snow"));
            Ledger snow = Ledger.open(root.resolve("models/snow").resolve(Ledger.FILE), java.time.Clock.systemUTC())
                    .ledger();
            snow.append(snow.prepare(Samples.ALICE, List.of(new Event.ModelCreated("snow", 1))));
            assertThat(registry.models()).containsExactly(new ModelName("snow"), Samples.RAIN);
            assertThat(registry.find(new ModelName("snow"))).isPresent();
        }
        assertThat(file).hasBinaryContent(before);
        assertThat(root.resolve("registry.ndjson")).doesNotExist();
        assertThat(Files.readString(root.resolve("registry.json"))).contains("\"format\" : 1");
    }

    @Test
    void aWriterTakesItOverAndGoesOn() throws Exception {
        byte[] before = Files.readAllBytes(file);
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            assertThat(registry.models()).containsExactly(Samples.RAIN);
            readsAsItWas(registry.get(Samples.RAIN));
            assertThat(file).hasBinaryContent(before);
            Changes changes = registry.changes(Samples.RAIN, Samples.ALICE);
            changes.tag(1, "ticket", "W-118");
            changes.review(1, "prod", Event.Opinion.APPROVED, null);
            registry.moved("weather", "climate", Samples.ALICE);
        }
        assertThat(Files.readString(root.resolve("registry.json")))
                .contains("\"format\" : 2")
                .contains("2026-03-01T08:00:00Z");
        assertThat(Ledger.read(root.resolve("registry.ndjson")).entries())
                .extracting(Entry::event)
                .startsWith(new Event.RegistryCreated(2), new Event.ModelAdded("weather/rain"));
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            ModelName moved = new ModelName("climate/rain");
            assertThat(registry.models()).containsExactly(moved);
            Model model = registry.get(moved);
            assertThat(model.damage()).isNull();
            assertThat(model.seq()).isEqualTo(14);
            assertThat(model.versions().get(1).tags()).containsEntry("ticket", "W-118");
            assertThat(Files.readAllBytes(root.resolve("models/climate%2frain").resolve(Ledger.FILE)))
                    .startsWith(before);
        }
    }

    @Test
    void anInterruptedUpgradeIsDoneAgain() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            assertThat(registry.models()).hasSize(1);
        }
        // As if the last step, the number of the format, had not been reached.
        Files.writeString(root.resolve("registry.json"), "{\"format\": 1, \"created\": \"2026-03-01T08:00:00Z\"}");
        byte[] inventory = Files.readAllBytes(root.resolve("registry.ndjson"));
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            assertThat(registry.models()).containsExactly(Samples.RAIN);
            readsAsItWas(registry.get(Samples.RAIN));
        }
        assertThat(root.resolve("registry.ndjson")).hasBinaryContent(inventory);
        assertThat(Files.readString(root.resolve("registry.json"))).contains("\"format\" : 2");
    }

    @Test
    void aNewerFormatIsRefused() throws Exception {
        Files.writeString(root.resolve("registry.json"), "{\"format\": 3, \"created\": \"2026-03-01T08:00:00Z\"}");
        assertThatThrownBy(() -> Registry.open(root, Stages.DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("format 3")
                .hasMessageContaining("Use a newer version");
        assertThat(root.resolve("registry.ndjson")).doesNotExist();
    }

    private static void readsAsItWas(Model model) {
        assertThat(model.damage()).isNull();
        assertThat(model.seq()).isEqualTo(11);
        assertThat(model.aliases()).isEmpty();
        assertThat(model.removed()).isNull();
        assertThat(model.deleted()).isEmpty();
        Version version = model.champion("prod").orElseThrow();
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.tags()).isEqualTo(java.util.Map.of("owner", "alice"));
        assertThat(version.facts().key()).isEqualTo("weather/train #12 model");
        assertThat(version.facts().lineage().code().commit()).startsWith("9bf0aae1");
        assertThat(version.facts().lineage().build().number()).isEqualTo(12);
        assertThat(version.validations()).hasSize(1);
        assertThat(version.driftCheck().orElseThrow().event().level().toString())
                .isEqualTo("drift");
        List<Tenure> history = model.history("prod");
        assertThat(history).extracting(Tenure::kind).containsExactly("promote", "rollback");
        assertThat(history.get(0).actor().approvers()).containsExactly("bob");
        assertThat(history.get(0).actor().person()).isNull();
    }
}
