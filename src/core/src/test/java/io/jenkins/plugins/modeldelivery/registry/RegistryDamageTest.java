package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDamageTest {
    private static final ModelName OTHER = new ModelName("other");

    @TempDir
    Path root;

    private Registry registry;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(root, Stages.DEFAULT);
        Samples.serve(registry, Samples.RAIN, "one");
        Samples.serve(registry, OTHER, "two");
        file = root.resolve("models").resolve("weather%2frain").resolve(Ledger.FILE);
        registry.close();
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void reopen() throws Exception {
        registry = Registry.open(root, Stages.DEFAULT);
    }

    @Test
    void damageMakesOneModelReadOnly() throws Exception {
        byte[] sound = Files.readAllBytes(file);
        byte[] bytes = sound.clone();
        int third = indexOfLine(bytes, 3);
        bytes[third + 40] ^= 1;
        Files.write(file, bytes);
        reopen();
        Model model = registry.get(Samples.RAIN);
        assertThat(model.damage()).startsWith("models/weather%2frain/ledger.ndjson: line 3, byte " + third + ": ");
        assertThat(model.versions()).hasSize(1);
        assertThat(model.seq()).isEqualTo(2);
        assertThatThrownBy(() -> registry.changes(Samples.RAIN, Samples.ALICE).alias("x", 1))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("read-only")
                .hasMessageContaining("line 3, byte " + third);
        assertThatThrownBy(() -> Samples.register(registry, Samples.RAIN, "three"))
                .isInstanceOf(RegistryException.class);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(registry.verify()).singleElement().asString().isEqualTo(model.damage());
        assertThat(registry.ledger(Samples.RAIN)).hasSize(2);

        registry.changes(OTHER, Samples.ALICE).alias("x", 1);
        assertThat(registry.get(OTHER).damage()).isNull();

        // Restored from a backup while the registry is open.
        Files.write(file, sound);
        assertThat(registry.get(Samples.RAIN).damage()).isNull();
        registry.changes(Samples.RAIN, Samples.ALICE).alias("x", 1);
        assertThat(registry.get(Samples.RAIN).seq()).isEqualTo(6);
        assertThat(registry.verify()).isEmpty();
    }

    private static int indexOfLine(byte[] bytes, int line) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            while (bytes[offset++] != '\n') {
                // on to the next line end
            }
        }
        return offset;
    }

    @Test
    void aDamagedFirstLineIsNoMissingModel() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 4;
        Files.write(file, bytes);
        reopen();
        assertThat(registry.models()).contains(Samples.RAIN);
        assertThat(registry.get(Samples.RAIN).damage()).contains("line 1, byte 0");
        assertThatThrownBy(() -> Samples.register(registry, Samples.RAIN, "three"))
                .hasMessageContaining("read-only");
    }

    @Test
    void soundLinesThatContradictEachOtherAreDamage() throws Exception {
        BlobRef blob = new BlobRef("m.zip", "ab".repeat(32), 3);
        Event created = new Event.ModelCreated("weather/rain", 1);
        Event first =
                new Event.VersionRegistered(1, "dev", "onnx", blob, null, null, null, null, null, null, null, "key");
        contradicts(List.of(first), 1, "begins with ModelCreated");
        contradicts(List.of(created, created), 2, "once");
        contradicts(List.of(new Event.ModelCreated("other", 1)), 1, "the model 'other'");
        contradicts(List.of(new Event.ModelCreated("weather/rain", Ledger.FORMAT + 1)), 1, "use a newer one");
        contradicts(List.of(created, first, first), 3, "after 1");
        contradicts(
                List.of(
                        created,
                        first,
                        new Event.VersionRegistered(
                                2, "dev", "onnx", blob, null, null, null, null, null, null, null, "key")),
                3,
                "'key' twice");
        contradicts(
                List.of(
                        created,
                        new Event.VersionRegistered(
                                1,
                                "dev",
                                "onnx",
                                new BlobRef("m", "../../x", 3),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)),
                2,
                "without a model file");
        contradicts(List.of(created, first, new Event.AliasSet("x", 2)), 3, "never registered");
        contradicts(List.of(created, first, new Event.AliasRemoved("x")), 3, "not set");
        contradicts(
                List.of(created, first, new Event.Transitioned("promote", 1, "prod", "dev", null, null, null)),
                3,
                "stands in dev");
        contradicts(
                List.of(created, first, new Event.Transitioned("promote", 1, "dev", "dev", null, null, null)),
                3,
                "where it stands");
        contradicts(
                List.of(created, first, new Event.Transitioned("promote", 1, "dev", "prod", 1, "archived", null)),
                3,
                "replaces v1");
        contradicts(
                List.of(
                        created,
                        first,
                        new Event.VersionValidated(
                                1, "cd".repeat(32), null, Map.of(), null, null, List.of(), true, Map.of())),
                3,
                "another model file");
    }

    private void contradicts(List<Event> events, int line, String what) throws Exception {
        Files.delete(file);
        Ledger ledger = Ledger.open(file, Clock.systemUTC()).ledger();
        ledger.append(ledger.prepare(Samples.ALICE, events));
        reopen();
        assertThat(registry.get(Samples.RAIN).damage())
                .contains("line " + line + ", byte ")
                .contains(what);
        assertThatThrownBy(() -> registry.changes(Samples.RAIN, Samples.ALICE).alias("x", 1))
                .hasMessageContaining("read-only");
        assertThat(registry.verify()).anySatisfy(p -> assertThat(p).contains(what));
        registry.close();
    }

    @Test
    void anEventThatWouldContradictIsNotWritten() throws Exception {
        reopen();
        byte[] before = Files.readAllBytes(file);
        Event withoutLevel = new Event.DriftChecked(1, "prod", null, null, "?", Map.of(), Map.of());
        assertThatThrownBy(() -> registry.record(Samples.RAIN, withoutLevel, Samples.ALICE))
                .isInstanceOf(RegistryException.class);
        assertThat(file).hasBinaryContent(before);
        registry.changes(Samples.RAIN, Samples.ALICE).alias("x", 1);
        assertThat(registry.get(Samples.RAIN).seq()).isEqualTo(6);
    }

    @Test
    void verifyNamesEveryDamagedFile() throws Exception {
        reopen();
        BlobRef unused = Samples.blob(registry, "never registered");
        Audit audit = registry.audit();
        assertThat(audit.problems()).isEmpty();
        assertThat(audit.models()).isEqualTo(2);
        assertThat(audit.entries()).isEqualTo(10);
        assertThat(audit.blobs()).isEqualTo(2);
        assertThat(audit.bytes()).isEqualTo(6);
        assertThat(audit.unreferenced()).isEqualTo(1);
        assertThat(audit.unreferencedBytes()).isEqualTo(unused.bytes());

        BlobRef one = registry.get(Samples.RAIN).versions().get(1).facts().model();
        BlobRef two = registry.get(OTHER).versions().get(1).facts().model();
        Path stored =
                root.resolve("blobs").resolve(one.sha256().substring(0, 2)).resolve(one.sha256());
        Files.writeString(stored, "eno", StandardCharsets.UTF_8);
        Files.delete(root.resolve("blobs").resolve(two.sha256().substring(0, 2)).resolve(two.sha256()));
        Files.writeString(root.resolve("blobs").resolve("notes.txt"), "mine");
        assertThat(registry.verify())
                .hasSize(3)
                .anySatisfy(p -> assertThat(p)
                        .contains("blobs/" + one.sha256().substring(0, 2) + "/" + one.sha256())
                        .contains("v1 of weather/rain"))
                .anySatisfy(p -> assertThat(p).contains("is missing").contains(two.sha256()))
                .anySatisfy(p -> assertThat(p).contains("notes.txt"));
        assertThatThrownBy(() -> registry.copy(one, root.resolve("copy"))).isInstanceOf(IOException.class);
        assertThat(root.resolve("copy")).doesNotExist();
    }

    @Test
    void aTornFirstLineIsNoModelUntilItIsWrittenAgain() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        ModelName snow = new ModelName("snow");
        Path torn = root.resolve("models").resolve("snow").resolve(Ledger.FILE);
        Files.createDirectory(torn.getParent());
        Files.write(torn, java.util.Arrays.copyOf(bytes, 50));
        reopen();
        assertThat(registry.models()).containsExactly(OTHER, Samples.RAIN);
        assertThat(registry.find(snow)).isEmpty();
        assertThatThrownBy(() -> registry.changes(snow, Samples.ALICE).alias("x", 1))
                .hasMessageContaining("There is no model");
        Samples.register(registry, snow, "one");
        assertThat(registry.ledger(snow))
                .extracting(e -> e.event().getClass().getSimpleName())
                .containsExactly("ModelCreated", "VersionRegistered", "TailCut");
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aLedgerThatWasEmptiedOrRemovedIsMissed() throws Exception {
        Files.write(file, new byte[0]);
        Files.delete(root.resolve("models/other").resolve(Ledger.FILE));
        Files.delete(root.resolve("models/other"));
        reopen();
        assertThat(registry.models()).containsExactly(OTHER, Samples.RAIN);
        for (ModelName name : registry.models()) {
            assertThat(registry.get(name).damage()).contains("line 1, byte 0").contains("missing or empty");
            assertThatThrownBy(() -> Samples.register(registry, name, "again")).hasMessageContaining("read-only");
        }
        assertThat(registry.verify()).hasSize(2).allSatisfy(p -> assertThat(p).contains("missing or empty"));
        assertThat(file).isEmptyFile();
    }

    @Test
    void aLedgerOfTheRegistryThatIsGoneIsMissedToo() throws Exception {
        Path inventory = root.resolve(Inventory.FILE);
        for (boolean removed : new boolean[] {false, true}) {
            if (removed) {
                Files.delete(inventory);
            } else {
                Files.write(inventory, new byte[0]);
            }
            try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
                assertThat(reader.models()).containsExactly(OTHER, Samples.RAIN);
                assertThat(reader.verify())
                        .containsExactly(
                                "registry.ndjson: line 1, byte 0: the registry's own ledger is missing or empty,"
                                        + " so it cannot be told whether all models are there");
            }
            reopen();
            assertThat(registry.models()).containsExactly(OTHER, Samples.RAIN);
            assertThat(registry.verify())
                    .singleElement()
                    .asString()
                    .startsWith("registry.ndjson.damaged-")
                    .contains("set aside");
            Files.delete(root.resolve(registry.verify().get(0).split(":")[0]));
            assertThat(registry.verify()).isEmpty();
            registry.close();
        }
    }

    @Test
    void whatIsRemovedFromUnderAnOpenRegistryIsWrittenAgain() throws Exception {
        Path inventory = root.resolve(Inventory.FILE);
        ModelName gone = new ModelName("gone");
        reopen();
        Samples.register(registry, gone, "one");
        registry.delete(gone, null, Samples.ALICE);
        byte[] whole = Files.readAllBytes(inventory);
        List<ModelName> expected = new ArrayList<>(registry.models());
        for (int lines = 0; lines < 4; lines++) {
            Files.write(inventory, Arrays.copyOf(whole, indexOfLine(whole, lines + 1)));
            if (lines == 0) {
                Files.delete(inventory);
            }
            for (String name : List.of("snow" + lines, "hail" + lines)) {
                Samples.register(registry, new ModelName(name), "one");
                expected.add(new ModelName(name));
                expected.sort(null);
                assertThat(registry.models()).isEqualTo(expected);
            }
            assertThat(registry.verify()).isNotEmpty().allSatisfy(p -> assertThat(p)
                    .startsWith("registry.ndjson.damaged-"));
            registry.close();
            reopen();
            assertThat(registry.models()).isEqualTo(expected);
            assertThat(registry.find(gone)).isEmpty();
            // Missed, had it gone meanwhile: the new file knows of it, deleted as it is.
            Path ledger = root.resolve("models/gone").resolve(Ledger.FILE);
            byte[] sound = Files.readAllBytes(ledger);
            Files.delete(ledger);
            assertThat(registry.verify())
                    .anySatisfy(p -> assertThat(p).startsWith("models/gone/ledger.ndjson: line 1"));
            Files.write(ledger, sound);
            whole = Files.readAllBytes(inventory);
        }
    }

    @Test
    void linesTakenOffTheEndOfAnOpenRegistryAreMissed() throws Exception {
        reopen();
        registry.changes(Samples.RAIN, Samples.ALICE).alias("x", 1);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, indexOfLine(whole, 5)));
        String place = "models/weather%2frain/ledger.ndjson: line 5, byte " + indexOfLine(whole, 5) + ": ";
        assertThat(registry.verify())
                .singleElement()
                .asString()
                .startsWith(place)
                .contains("has had 6 lines");
        assertThatThrownBy(() -> Samples.register(registry, Samples.RAIN, "three"))
                .hasMessageContaining("something else than this registry wrote to it");
        for (int i = 0; i < 2; i++) {
            assertThat(registry.get(Samples.RAIN).damage()).startsWith(place);
            assertThatThrownBy(() -> Samples.register(registry, Samples.RAIN, "three"))
                    .hasMessageContaining("read-only")
                    .hasMessageContaining(place);
        }
        Files.write(file, whole);
        assertThat(registry.get(Samples.RAIN).damage()).isNull();
        assertThat(registry.get(Samples.RAIN).aliases()).containsKey("x");
        assertThat(registry.verify()).isEmpty();
        // Who opens it anew takes what is there.
        registry.close();
        Files.write(file, Arrays.copyOf(whole, indexOfLine(whole, 5)));
        reopen();
        assertThat(Samples.register(registry, Samples.RAIN, "three").number()).isEqualTo(2);
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void anUnfinishedLineIsNotedBeforeItIsCut() throws Exception {
        Files.writeString(file, "{\"seq\":6,", StandardOpenOption.APPEND);
        try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
            assertThat(reader.audit().problems()).isEmpty();
            assertThat(reader.audit().notes())
                    .singleElement()
                    .asString()
                    .startsWith("models/weather%2frain/ledger.ndjson: ends with an unfinished line of 9 bytes");
        }
        reopen();
        registry.changes(Samples.RAIN, Samples.ALICE).alias("x", 1);
        assertThat(registry.audit().problems()).isEmpty();
        assertThat(registry.audit().notes()).singleElement().asString().contains("ledger.ndjson.torn-");
    }

    @Test
    void theNumbersOfADeletedModelDoNotBeginAgainWhenItsLedgerIsGone() throws Exception {
        ModelName snow = new ModelName("snow");
        reopen();
        Samples.register(registry, snow, "three");
        registry.delete(snow, null, Samples.ALICE);
        Path ledger = root.resolve("models/snow").resolve(Ledger.FILE);
        for (boolean removed : new boolean[] {false, true}) {
            registry.close();
            if (removed) {
                Files.delete(ledger);
                Files.delete(ledger.getParent());
            } else {
                Files.write(ledger, new byte[0]);
            }
            reopen();
            assertThat(registry.models()).doesNotContain(snow);
            assertThat(registry.get(snow).damage()).contains("missing or empty");
            assertThatThrownBy(() -> Samples.register(registry, snow, "four")).hasMessageContaining("read-only");
            assertThat(registry.verify()).singleElement().asString().startsWith("models/snow/ledger.ndjson: line 1");
            assertThatThrownBy(() -> registry.rename(OTHER, snow, Samples.ALICE))
                    .hasMessageContaining("its ledger keeps the name");
        }
        // Out of the way of a folder that comes, and still missed.
        ModelName below = new ModelName("a/rain");
        Samples.register(registry, below, "five");
        registry.rename(below, new ModelName("b/snow"), Samples.ALICE);
        registry.delete(new ModelName("b/snow"), null, Samples.ALICE);
        Samples.register(registry, new ModelName("c/snow"), "six");
        registry.close();
        Files.delete(root.resolve("models/b%2fsnow").resolve(Ledger.FILE));
        reopen();
        registry.moved("c", "b", Samples.ALICE);
        assertThat(registry.models()).contains(new ModelName("b/snow"));
        assertThat(registry.verify()).hasSize(2).anySatisfy(p -> assertThat(p)
                .startsWith("models/b%2fsnow%7e2/ledger.ndjson: line 1"));
        registry.delete(new ModelName("b/snow"), null, Samples.ALICE);
        registry.close();
        reopen();
        assertThat(registry.models()).doesNotContain(new ModelName("b/snow"));
    }

    @Test
    void aLongNameIsFoundByItsFirstLine() throws Exception {
        reopen();
        ModelName name = new ModelName("Ä".repeat(100) + "/rain");
        Samples.register(registry, name, "three");
        registry.close();
        reopen();
        assertThat(registry.models()).contains(name);
        assertThat(registry.get(name).versions()).hasSize(1);
        assertThat(registry.verify()).isEmpty();
    }
}
