package io.jenkins.plugins.modeldelivery.registry;

import static io.jenkins.plugins.modeldelivery.registry.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and folders that get other names. */
class RelocationTest {
    @TempDir
    Path directory;

    private final Instant before = Instant.now().minusSeconds(60);
    private final FaultyDisk disk = new FaultyDisk();
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(
                directory,
                StageRules.fixed(Stages.DEFAULT),
                new Ledgers(Clock.systemUTC(), disk),
                Duration.ofSeconds(5));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void reopen() throws Exception {
        registry.close();
        open();
    }

    private static ModelName name(String name) {
        return new ModelName(name);
    }

    private void register(String... names) throws Exception {
        for (String name : names) {
            Samples.register(registry, name(name), name);
        }
    }

    private List<String> models() throws IOException {
        return registry.models().stream().map(ModelName::value).toList();
    }

    @Test
    void modelsBelowAFolderFollowIt() throws Exception {
        register("weather/rain", "weather/north/snow", "weatherman/rain", "rain");
        Map<ModelName, ModelName> moved = registry.moved("weather", "earth/climate", ALICE);
        assertThat(moved)
                .containsOnly(
                        Map.entry(name("weather/rain"), name("earth/climate/rain")),
                        Map.entry(name("weather/north/snow"), name("earth/climate/north/snow")));
        assertThat(models())
                .containsExactly("earth/climate/north/snow", "earth/climate/rain", "rain", "weatherman/rain");
        assertThat(registry.find(name("weather/rain"))).isEmpty();
        assertThat(registry.verify()).isEmpty();
        assertThat(registry.unfinishedMoves()).isEmpty();
    }

    @Test
    void aModelOfTheSameNameAsAJobStaysWhenTheJobIsRenamed() throws Exception {
        register("weather/rain");
        assertThat(registry.moved("weather/rain", "weather/train-rain", ALICE)).isEmpty();
        assertThat(models()).containsExactly("weather/rain");
        assertThat(registry.currentName("weather/rain", before)).isEqualTo("weather/train-rain");
        assertThat(registry.currentName(name("weather/rain"), before)).isEqualTo(name("weather/rain"));
    }

    @Test
    void namesAreFollowedThroughEveryMoveSince() throws Exception {
        registry.moved("weather", "climate", ALICE);
        registry.moved("climate/train", "climate/learn", ALICE);
        Instant between = Instant.now();
        registry.moved("climate", "earth/climate", ALICE);
        assertThat(registry.currentName("weather/train", before)).isEqualTo("earth/climate/learn");
        assertThat(registry.currentName("climate/learn", between)).isEqualTo("earth/climate/learn");
        assertThat(registry.currentName("weather/train", Instant.now())).isEqualTo("weather/train");
        assertThat(registry.currentName(name("weather/rain"), before)).isEqualTo(name("earth/climate/rain"));
    }

    @Test
    void aNameThatIsTakenGetsANumberAndNoTwoGetTheSame() throws Exception {
        register("a/rain", "a/rain~2", "b/rain");
        registry.moved("a", "b", ALICE);
        assertThat(models()).containsExactly("b/rain", "b/rain~2", "b/rain~2~2");
        for (String model : models()) {
            assertThat(registry.get(name(model)).versions()).as(model).hasSize(1);
        }
        assertThat(registry.currentName(name("a/rain"), before)).isEqualTo(name("b/rain~2"));
        assertThat(registry.currentName(name("a/rain~2"), before)).isEqualTo(name("b/rain~2~2"));
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void namesMayBecomeLongerThanAnybodyMayAskFor() throws Exception {
        register("a/rain", "a/" + "Ä".repeat(150));
        String deep = "folder/".repeat(60) + "b";
        registry.moved("a", deep, ALICE);
        assertThat(models()).containsExactly(deep + "/rain", deep + "/" + "Ä".repeat(150));
        registry.moved(deep, "c", ALICE);
        registry.moved("c", deep, ALICE);
        reopen();
        assertThat(models()).hasSize(2);
        // A job in that folder finds it.
        ModelName name = ModelName.resolve("rain", deep);
        assertThat(registry.get(name).versions()).hasSize(1);
        assertThat(Samples.register(registry, name, "two").number()).isEqualTo(2);
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aNameThatNoModelCanHaveBecomesTheClosestThatItCan() throws Exception {
        register("a/rain", "a/snow");
        registry.moved("a", "bad%2Fname ", ALICE);
        assertThat(models()).hasSize(2).allSatisfy(name -> assertThat(name)
                .matches("bad_2Fname_/(rain|snow)~[0-9a-f]{16}"));
        registry.moved("x", "y".repeat(3000), ALICE);
        assertThat(registry.currentName("x/train", before)).isEqualTo("y".repeat(3000) + "/train");
        register("x/rain", "x/snow");
        registry.moved("x", "y/".repeat(1500) + "z", ALICE);
        assertThat(models()).hasSize(4);
        reopen();
        assertThat(models()).hasSize(4);
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void deletedModelsFollowAndStayDeleted() throws Exception {
        register("a/rain", "a/snow");
        registry.delete(name("a/rain"), null, ALICE);
        assertThat(registry.moved("a", "b", ALICE)).containsOnlyKeys(name("a/snow"));
        reopen();
        assertThat(models()).containsExactly("b/snow");
        // Who makes a folder of the old name begins clean.
        register("a/rain");
        assertThat(registry.get(name("a/rain")).deleted()).isEmpty();
        // And in the new place the numbers go on.
        register("b/rain");
        assertThat(registry.get(name("b/rain")).versions()).containsOnlyKeys(2);
        reopen();
        assertThat(models()).containsExactly("a/rain", "b/rain", "b/snow");
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aDeletedModelMakesRoom() throws Exception {
        register("b/rain", "a/rain");
        registry.delete(name("b/rain"), null, ALICE);
        registry.moved("a", "b", ALICE);
        assertThat(models()).containsExactly("b/rain");
        assertThat(registry.get(name("b/rain")).versions()).containsOnlyKeys(1);
        register("b/rain~2");
        assertThat(registry.get(name("b/rain~2")).deleted()).containsOnlyKeys(1);
        reopen();
        assertThat(models()).containsExactly("b/rain", "b/rain~2");
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aDamagedModelFollowsAndCanBeMendedThere() throws Exception {
        register("a/rain", "a/" + "Ä".repeat(100));
        List<byte[]> sound = new ArrayList<>();
        List<ModelName> names = registry.models();
        registry.close();
        for (ModelName name : names) {
            Path ledger =
                    directory.resolve("models").resolve(DirectoryName.of(name)).resolve("ledger.ndjson");
            byte[] bytes = Files.readAllBytes(ledger);
            sound.add(bytes.clone());
            bytes[10] ^= 1;
            Files.write(ledger, bytes);
        }
        open();
        registry.moved("a", "b", ALICE);
        assertThat(models()).containsExactly("b/rain", "b/" + "Ä".repeat(100));
        reopen();
        assertThat(registry.verify()).hasSize(2).allSatisfy(p -> assertThat(p).contains("line 1, byte 0"));
        names = registry.models();
        for (int i = 0; i < names.size(); i++) {
            assertThat(registry.get(names.get(i)).damage()).contains("line 1, byte 0");
            Path ledger = directory
                    .resolve("models")
                    .resolve(DirectoryName.of(names.get(i)))
                    .resolve("ledger.ndjson");
            // From a backup, with the name it had then.
            Files.write(ledger, sound.get(i));
            assertThat(registry.get(names.get(i)).damage()).isNull();
        }
        assertThat(registry.verify()).isEmpty();
        register("b/rain");
        registry.moved("b", "c", ALICE);
        reopen();
        assertThat(models()).containsExactly("c/rain", "c/" + "Ä".repeat(100));
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aLostModelIsMissedUnderItsNewName() throws Exception {
        register("a/rain", "a/snow");
        registry.close();
        Files.delete(directory.resolve("models/a%2frain/ledger.ndjson"));
        Files.delete(directory.resolve("models/a%2frain"));
        open();
        registry.moved("a", "b", ALICE);
        assertThat(models()).containsExactly("b/rain", "b/snow");
        assertThat(registry.get(name("b/rain")).damage()).contains("missing or empty");
        assertThat(registry.find(name("a/rain"))).isEmpty();
        assertThat(registry.verify()).singleElement().asString().startsWith("models/b%2frain/ledger.ndjson");
    }

    @Test
    void whatIsNoModelMakesRoomToo() throws Exception {
        register("a/rain");
        Path leftover = directory.resolve("models/b%2frain/ledger.ndjson.torn-20260101T000000000Z");
        Files.createDirectories(leftover.getParent());
        Files.writeString(leftover, "{\"seq\":1,");
        registry.moved("a", "b", ALICE);
        assertThat(models()).containsExactly("b/rain");
        assertThat(registry.audit().problems()).isEmpty();
        assertThat(registry.audit().notes()).hasSize(2).allSatisfy(note -> assertThat(note)
                .contains("~leftover-"));
    }

    @Test
    void readersSeeEveryModelOnceWhileItMoves() throws Exception {
        register("a/rain", "a/snow");
        disk.refuse(path -> path.endsWith("b%2fsnow"));
        assertThatThrownBy(() -> registry.moved("a", "b", ALICE)).isInstanceOf(IOException.class);
        try (Registry reader = Registry.openReadOnly(directory, Stages.DEFAULT)) {
            for (Registry seen : List.of(registry, reader)) {
                assertThat(seen.models()).containsExactly(name("a/snow"), name("b/rain"));
                for (ModelName name : seen.models()) {
                    assertThat(seen.get(name).damage()).isNull();
                }
                assertThat(seen.find(name("a/rain"))).isEmpty();
                assertThat(seen.find(name("b/snow"))).isEmpty();
                assertThat(seen.audit().problems()).isEmpty();
                assertThat(seen.audit().notes()).singleElement().asString().contains("from a to b");
            }
            // It is not only to be looked at.
            Samples.register(registry, name("a/snow"), "two");
            disk.refuse(path -> false);
            registry.resumeMoves();
            assertThat(reader.models()).containsExactly(name("b/rain"), name("b/snow"));
            assertThat(reader.get(name("b/snow")).versions()).hasSize(2);
            assertThat(reader.verify()).isEmpty();
        }
    }

    @Test
    void nothingMovesToWhereItIs() throws Exception {
        register("a/rain");
        assertThat(registry.moved("a", "a", ALICE)).isEmpty();
        assertThat(models()).containsExactly("a/rain");
    }

    @Test
    void whatFailsHalfWayIsCarriedThroughLater() throws Exception {
        register("a/rain", "a/snow");
        disk.refuse(path -> path.endsWith("b%2fsnow"));
        List<Change> changes = new ArrayList<>();
        registry.onChange(changes::add);

        assertThatThrownBy(() -> registry.moved("a", "b", ALICE)).isInstanceOf(IOException.class);
        assertThat(registry.unfinishedMoves())
                .singleElement()
                .satisfies(move -> assertThat(move.event().to()).isEqualTo("b"));
        assertThatThrownBy(() -> registry.moved("b", "c", ALICE))
                .as("what comes after must wait")
                .isInstanceOf(IOException.class);
        assertThat(changes).isEmpty();

        disk.refuse(path -> false);
        registry.moved("b", "c", ALICE);
        assertThat(models()).containsExactly("c/rain", "c/snow");
        assertThat(registry.unfinishedMoves()).isEmpty();
        assertThat(registry.verify()).isEmpty();
        assertThat(changes)
                .extracting(change -> change.formerly().value() + " " + change.name())
                .containsExactlyInAnyOrder("a/rain b/rain", "a/snow b/snow", "b/rain c/rain", "b/snow c/snow");
        registry.resumeMoves();
        assertThat(changes).hasSize(4);
    }

    @Test
    void aLedgerThatCannotBeReadHidesNoOtherModel() throws Exception {
        register("a/rain", "a/snow");
        Path ledger = directory.resolve("models/a%2frain/ledger.ndjson");
        Files.move(ledger, directory.resolve("aside"));
        Files.createDirectory(ledger);
        assertThatThrownBy(() -> registry.moved("a", "b", ALICE)).hasMessageContaining("a/rain");
        assertThat(models()).containsExactly("a/rain", "b/snow");
        reopen();
        assertThat(models()).containsExactly("a/rain", "b/snow");
        assertThat(registry.unfinishedMoves()).hasSize(1);
        Files.delete(ledger);
        Files.move(directory.resolve("aside"), ledger);
        registry.resumeMoves();
        assertThat(models()).containsExactly("b/rain", "b/snow");
    }

    @Test
    void whatACrashLeftIsCarriedThroughByTheNextOpening() throws Exception {
        register("a/rain", "a/snow");
        disk.refuse(path -> path.endsWith("b%2fsnow"));
        assertThatThrownBy(() -> registry.moved("a", "b", ALICE)).isInstanceOf(IOException.class);
        reopen();
        assertThat(registry.unfinishedMoves())
                .as("the registry opens all the same")
                .hasSize(1);
        assertThat(registry.get(name("b/rain")).versions()).hasSize(1);
        disk.refuse(path -> false);
        reopen();
        assertThat(models()).containsExactly("b/rain", "b/snow");
        assertThat(registry.verify()).isEmpty();
    }
}
