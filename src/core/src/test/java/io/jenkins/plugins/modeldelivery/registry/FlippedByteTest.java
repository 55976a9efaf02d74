package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each byte of a ledger of a model with all events, and of that of the registry, changed once: nothing is ever silently wrong.
 */
@Tag("trial")
class FlippedByteTest {
    private static final ModelName RAIN = new ModelName("climate/rain");
    private static final ModelName SNOW = new ModelName("climate/snow");
    private static final ModelName GONE = new ModelName("gone");
    private static final String MODEL = "models/climate%2frain/" + Ledger.FILE;
    private static final Logger LOGGER = Logger.getLogger(Inventory.class.getName());

    @TempDir
    Path root;

    private final Random random = new Random(1);
    private List<ModelName> models;
    private Model rain;
    private Model snow;
    private int deleted;

    @BeforeEach
    void make() throws Exception {
        LOGGER.setLevel(Level.OFF);
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Samples.serve(registry, Samples.RAIN, "one");
            ModelName wet = new ModelName("weather/snow");
            Samples.register(registry, wet, "one");
            Samples.register(registry, GONE, "one");
            registry.delete(GONE, "no longer needed", Samples.ALICE);
            registry.moved("weather", "climate", Samples.ALICE);
            Changes changes = registry.changes(RAIN, Samples.ALICE);
            changes.alias("best", 1);
            changes.alias("other", 1);
            changes.removeAlias("other");
            changes.tag(1, "ticket", "W-118");
            changes.tag(null, "team", "forecast");
            changes.removeTag(1, "ticket");
            changes.editCard(Map.of(CardField.LIMITATIONS, "Never tried above 2,000 m."));
            Samples.register(registry, RAIN, "two");
            changes.review(2, "staging", Event.Opinion.APPROVED, "looks good: größer");
            registry.record(
                    RAIN,
                    new Event.DriftChecked(1, "prod", null, DriftResult.Level.OK, "none", Map.of(), Map.of()),
                    Samples.BUILD);
            changes.deleteVersion(2, "old");
            changes.archive(1, "given up");
            changes.rollback("prod", 1, "needed");
            models = registry.models();
            rain = registry.get(RAIN);
            snow = registry.get(SNOW);
            assertThat(registry.verify()).isEmpty();
        }
    }

    @AfterEach
    void loud() {
        LOGGER.setLevel(null);
    }

    private interface Look {
        /** @param line that has the byte, from 1 */
        void at(int line, String place, String trial) throws Exception;
    }

    /** @return bytes that were changed */
    private int flip(Path file, int stride, Look look) throws Exception {
        byte[] sound = Files.readAllBytes(file);
        int flips = 0;
        int line = 1;
        int start = 0;
        for (int at = 0; at < sound.length; at++) {
            if (at % stride == 0 || at == sound.length - 1) {
                // Each bit of all bytes is the matter of the ledger's own test.
                int bit = at * 5 % 8;
                byte[] changed = sound.clone();
                changed[at] ^= (byte) (1 << bit);
                Files.write(file, changed);
                String place = root.relativize(file) + ": line " + line + ", byte " + start + ": ";
                look.at(line, place, "byte " + at + ", bit " + bit);
                flips++;
            }
            if (sound[at] == '\n') {
                line++;
                start = at + 1;
            }
        }
        Files.write(file, sound);
        return flips;
    }

    @Test
    void ofAModel() throws Exception {
        Path file = root.resolve(MODEL);
        List<Entry> entries = Ledger.read(file).entries();
        assertThat(entries).hasSizeGreaterThan(18);
        int flips;
        try (Registry writer = Registry.open(root, Stages.DEFAULT)) {
            flips = flip(file, Trials.rounds(97, 1), (line, place, trial) -> {
                try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
                    Model model = reader.get(RAIN);
                    assertThat(model.damage()).as(trial).startsWith(place);
                    assertThat(model.seq()).as(trial).isEqualTo(line - 1);
                    assertThat(reader.ledger(RAIN)).as(trial).isEqualTo(entries.subList(0, line - 1));
                    assertThat(reader.verify()).as(trial).containsExactly(model.damage());
                    assertThat(reader.models()).as(trial).isEqualTo(models);
                    assertThat(reader.get(SNOW)).as(trial).isEqualTo(snow);
                }
                byte[] changed = Files.readAllBytes(file);
                assertThatThrownBy(() -> writer.changes(RAIN, Samples.ALICE).tag(null, "x", "y"))
                        .as(trial)
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContaining("read-only")
                        .hasMessageContaining(place);
                assertThatThrownBy(() -> Samples.register(writer, RAIN, "three"))
                        .as(trial)
                        .hasMessageContaining("read-only");
                assertThat(file).hasBinaryContent(changed);
                if (random.nextInt(20) == 0) {
                    writer.changes(SNOW, Samples.ALICE).tag(null, "x", trial);
                    snow = writer.get(SNOW);
                }
            });
            assertThat(writer.get(RAIN)).isEqualTo(rain);
            assertThat(writer.verify()).isEmpty();
        }
        Trials.report("ledger of a model: " + Files.size(file) + " bytes, " + entries.size() + " lines, " + flips
                + " of them changed, one at a time; each one named by line and byte, and the model read-only");
    }

    @Test
    void ofTheRegistry() throws Exception {
        Path file = root.resolve(Inventory.FILE);
        byte[] sound = Files.readAllBytes(file);
        int lines = Ledger.read(file).entries().size();
        assertThat(lines).isGreaterThan(6);
        int flips = flip(file, Trials.rounds(41, 1), (line, place, trial) -> {
            byte[] changed = Files.readAllBytes(file);
            try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
                assertThat(reader.verify()).as(trial).singleElement().asString().startsWith(place);
                expect(reader, trial);
            }
            Path aside;
            try (Registry writer = Registry.open(root, Stages.DEFAULT)) {
                expect(writer, trial);
                assertThat(writer.verify())
                        .as(trial)
                        .singleElement()
                        .asString()
                        .startsWith(Inventory.FILE + Ledger.DAMAGED)
                        .contains("set aside");
                aside = root.resolve(writer.verify().get(0).split(":")[0]);
                assertThat(aside).as(trial).hasBinaryContent(changed);
                // Numbers go on.
                assertThat(Samples.register(writer, GONE, "one").number())
                        .as(trial)
                        .isEqualTo(++deleted + 1);
                writer.delete(GONE, "again", Samples.ALICE);
                expect(writer, trial);
            }
            Files.write(file, sound);
            Files.delete(aside);
        });
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            expect(registry, "in the end");
            assertThat(registry.verify()).isEmpty();
        }
        Trials.report("ledger of the registry: " + sound.length + " bytes, " + lines + " lines, " + flips
                + " of them changed, one at a time; each one named by line and byte, and no model missing or wrong");
    }

    private void expect(Registry registry, String trial) throws Exception {
        assertThat(registry.models()).as(trial).isEqualTo(models);
        assertThat(registry.get(RAIN)).as(trial).isEqualTo(rain);
        assertThat(registry.get(SNOW)).as(trial).isEqualTo(snow);
        assertThat(registry.find(GONE)).as(trial).isEmpty();
    }
}
