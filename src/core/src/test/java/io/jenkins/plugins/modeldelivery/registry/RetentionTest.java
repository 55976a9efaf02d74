package io.jenkins.plugins.modeldelivery.registry;

import static io.jenkins.plugins.modeldelivery.registry.Samples.ALICE;
import static io.jenkins.plugins.modeldelivery.registry.Samples.RAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.LedgerFile;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which versions go, which files go with them, and what stays. */
class RetentionTest {
    private static final Stages STAGES = new Stages(List.of(
            new Stage("dev", false, Policy.OPEN),
            new Stage("staging", true, Policy.OPEN),
            new Stage("shadow", false, Policy.OPEN),
            new Stage("prod", true, Policy.OPEN)));
    private static final ModelName OTHER = new ModelName("other");
    private static final Retention ONE = new Retention(1, null, null);
    private static final Actor RULE = Actor.system("retention");

    @TempDir
    Path root;

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        registry = Registry.open(
                root, StageRules.fixed(STAGES), new Ledgers(clock, LedgerFile.DISK), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private Changes changes() {
        return registry.changes(RAIN, ALICE);
    }

    private void register(String... texts) throws Exception {
        for (String text : texts) {
            Samples.register(registry, RAIN, text);
        }
    }

    private List<Integer> going(Retention rule) throws Exception {
        return registry.planRetention(rule).versions().stream()
                .map(RetentionPlan.Going::version)
                .toList();
    }

    /** As if all files had been stored long ago. */
    private void age() throws Exception {
        for (Path file : blobs()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        }
    }

    private List<Path> blobs() throws Exception {
        try (Stream<Path> files = Files.walk(root.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void nothingSetKeepsEverything() throws Exception {
        register("one", "two", "three");
        now = now.plus(Duration.ofDays(10_000));
        assertThat(going(Retention.EVERYTHING)).isEmpty();
        assertThat(going(new Retention(null, null, Set.of("x")))).isEmpty();
        assertThat(registry.retain(Retention.EVERYTHING, RULE).versions()).isEmpty();
        assertThat(registry.get(RAIN).versions()).hasSize(3);
    }

    @Test
    void bothNumbersHaveToAgree() throws Exception {
        register("one", "two");
        now = now.plus(Duration.ofDays(20));
        register("three", "four");
        now = now.plus(Duration.ofDays(20));
        assertThat(going(new Retention(1, null, null))).containsExactly(1, 2, 3);
        assertThat(going(new Retention(null, 30, null))).containsExactly(1, 2);
        assertThat(going(new Retention(null, 40, null))).isEmpty();
        assertThat(going(new Retention(null, 39, null))).containsExactly(1, 2);
        assertThat(going(new Retention(1, 30, null))).containsExactly(1, 2);
        assertThat(going(new Retention(3, 10, null))).containsExactly(1);
        assertThat(going(new Retention(4, 10, null))).isEmpty();
    }

    @Test
    void ageBeginsAnewWhenAVersionIsMoved() throws Exception {
        register("one", "two");
        changes().promote(1, "prod", null);
        now = now.plus(Duration.ofDays(100));
        changes().archive(1, null);
        now = now.plus(Duration.ofDays(10));
        assertThat(going(new Retention(null, 30, null))).containsExactly(2);
        now = now.plus(Duration.ofDays(21));
        assertThat(going(new Retention(null, 30, null))).containsExactly(1, 2);
    }

    @Test
    void whatSomebodyMayCountOnStays() throws Exception {
        register("1", "2", "3", "4", "5", "6", "7", "8", "9");
        changes().promote(1, "prod", null);
        changes().promote(2, "prod", null);
        changes().promote(3, "prod", null);
        changes().promote(4, "staging", null);
        changes().promote(5, "shadow", null);
        changes().promote(6, "shadow", null);
        changes().alias("best", 7);
        changes().tag(8, "ticket", "W-1");
        now = now.plus(Duration.ofDays(1000));
        // 3 serves, 2 is what a rollback of prod would bring back, 1 is further back.
        assertThat(going(ONE)).containsExactly(1);
        changes().rollback("prod", null, "3 is bad");
        assertThat(going(ONE)).containsExactly(3);
        changes().removeAlias("best");
        changes().removeTag(8, "ticket");
        changes().archive(5, null);
        assertThat(going(ONE)).containsExactly(3, 5, 7, 8);
    }

    @Test
    void tagsOfTheRegistrationKeepOnlyWhereTheRuleSaysSo() throws Exception {
        // Each is registered with owner=alice.
        register("1", "2", "3", "4");
        changes().tag(2, "owner", "bob");
        changes().removeTag(3, "owner");
        assertThat(going(ONE)).containsExactly(1, 3);
        assertThat(going(new Retention(1, null, Set.of("owner")))).containsExactly(3);
        changes().tag(2, "owner", "alice");
        assertThat(going(ONE)).containsExactly(1, 2, 3);
    }

    @Test
    void stagesThatAreNoLongerConfiguredAndSingleFirstStagesStay() throws Exception {
        register("1", "2", "3");
        changes().promote(1, "staging", null);
        Model model = registry.get(RAIN);
        Stages others = new Stages(List.of(new Stage("dev", true, Policy.OPEN), new Stage("live", true, Policy.OPEN)));
        // 3 is the champion of dev, 2 what a rollback of dev brings back, 1 stands where nobody knows of.
        assertThat(ONE.going(model, others, now)).isEmpty();
        assertThat(ONE.going(model, STAGES, now)).extracting(Version::number).containsExactly(2);
    }

    @Test
    void refusesNumbersThatWouldKeepNothing() {
        assertThatThrownBy(() -> new Retention(0, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("keepNewest: ");
        assertThatThrownBy(() -> new Retention(null, -3, null))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("keepDays: ");
    }

    @Test
    void freesExactlyWhatThePlanSays() throws Exception {
        register("shared", "alone", "shared", "kept");
        Samples.register(registry, OTHER, "kept");
        Samples.blob(registry, "never registered");
        age();
        byte[] before = Files.readAllBytes(root.resolve("models/weather%2frain").resolve(Ledger.FILE));
        RetentionPlan plan = registry.planRetention(ONE);
        assertThat(plan.versions()).extracting(RetentionPlan.Going::model).containsOnly(RAIN);
        assertThat(plan.versions()).extracting(RetentionPlan.Going::version).containsExactly(1, 2, 3);
        assertThat(plan.versions().get(0).registered())
                .isEqualTo(registry.get(RAIN).versions().get(1).registered());
        // Both versions with the content 'shared' go, so it goes; 'kept' is that of another model, too.
        assertThat(plan.files()).isEqualTo(2);
        assertThat(plan.bytes()).isEqualTo("shared".length() + "alone".length());
        assertThat(plan.leftovers()).isEqualTo(1);
        assertThat(plan.leftoverBytes()).isEqualTo("never registered".length());
        assertThat(plan.obstacles()).isEmpty();
        assertThat(root.resolve("models/weather%2frain").resolve(Ledger.FILE)).hasBinaryContent(before);
        assertThat(blobs()).hasSize(4);

        Retained retained = registry.retain(ONE, RULE);
        assertThat(retained.versions()).isEqualTo(plan.versions());
        assertThat(retained.sweep()).isEqualTo(new Sweep(3, plan.bytes() + plan.leftoverBytes(), 0, 0, List.of()));
        assertThat(blobs()).hasSize(1);
        Model model = registry.get(RAIN);
        assertThat(model.versions()).containsOnlyKeys(4);
        assertThat(model.deleted()).containsOnlyKeys(1, 2, 3);
        assertThat(model.deleted().get(2).deletion().event().reason()).isEqualTo("retention: keeps the newest 1");
        assertThat(model.deleted().get(2).deletion().actor()).isEqualTo(RULE);
        assertThat(registry.verify()).isEmpty();
        register("five");
        assertThat(registry.get(RAIN).versions()).containsOnlyKeys(4, 5);

        // Again: nothing left to do.
        Retained again = registry.retain(new Retention(2, null, null), RULE);
        assertThat(again.versions()).isEmpty();
        assertThat(again.sweep().files()).isZero();
    }

    @Test
    void documentsOfValidationsAndDriftChecksGoWithTheirVersion() throws Exception {
        register("one");
        BlobRef report = Samples.blob(registry, "the report");
        registry.record(
                RAIN,
                new Event.VersionValidated(
                        1, null, null, Map.of(), null, null, List.of(), true, Map.of("report", report)),
                ALICE);
        age();
        registry.sweep();
        assertThat(blobs()).hasSize(2);
        changes().deleteVersion(1, "not needed");
        assertThat(registry.sweep().files()).isEqualTo(2);
        assertThat(blobs()).isEmpty();
    }

    @Test
    void whatIsYoungStays() throws Exception {
        register("one", "two");
        BlobRef leftover = Samples.blob(registry, "leftover");
        changes().deleteVersion(1, null);
        Sweep sweep = registry.sweep();
        assertThat(sweep).isEqualTo(new Sweep(0, 0, 2, 3 + 8, List.of()));
        age();
        // Stored again, or asked for: as if it were new.
        Samples.blob(registry, "one");
        assertThatThrownBy(() -> registry.register(
                        RAIN,
                        new NewVersion(
                                "onnx",
                                leftover,
                                Map.of("result", new BlobRef("absent", "ab".repeat(32), 1)),
                                null,
                                null,
                                Map.of(),
                                null,
                                null,
                                null,
                                null),
                        ALICE))
                .hasMessageContaining("absent");
        assertThat(registry.sweep()).isEqualTo(new Sweep(0, 0, 2, 3 + 8, List.of()));
        age();
        assertThat(registry.sweep()).isEqualTo(new Sweep(2, 3 + 8, 0, 0, List.of()));
        assertThatThrownBy(() -> registry.register(RAIN, Samples.version(leftover, null), ALICE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is not in the store")
                .hasMessageContaining("again if it was there");
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void damageAnywhereKeepsEveryFile() throws Exception {
        register("one", "two", "three");
        Samples.register(registry, OTHER, "a");
        Samples.register(registry, OTHER, "b");
        Samples.blob(registry, "leftover");
        age();
        Path ledger = root.resolve("models/other").resolve(Ledger.FILE);
        byte[] sound = Files.readAllBytes(ledger);
        byte[] damaged = sound.clone();
        damaged[damaged.length - 20] ^= 1;
        for (byte[] content : List.of(damaged, new byte[0])) {
            Files.write(ledger, content);
            reopen();
            RetentionPlan plan = registry.planRetention(ONE);
            assertThat(plan.obstacles()).singleElement().asString().startsWith("models/other/ledger.ndjson: line ");
            assertThat(plan.versions()).extracting(RetentionPlan.Going::model).doesNotContain(OTHER);
            Sweep sweep = registry.retain(ONE, RULE).sweep();
            assertThat(sweep.obstacles()).isEqualTo(plan.obstacles());
            assertThat(sweep.files()).isZero();
            // Nothing was lost but the versions that may go: of the sound model.
            assertThat(blobs()).hasSize(6);
        }
        assertThat(registry.get(RAIN).versions()).containsOnlyKeys(3);

        Files.delete(ledger);
        Files.delete(ledger.getParent());
        reopen();
        assertThat(registry.sweep().obstacles()).singleElement().asString().contains("missing or empty");
        Files.createDirectories(root.resolve("models/~strange"));
        Files.write(root.resolve("models/~strange").resolve(Ledger.FILE), sound);
        assertThat(registry.sweep().obstacles()).hasSize(2).anySatisfy(o -> assertThat(o)
                .contains("models/~strange: is not the directory"));
        Files.move(root.resolve("models/~strange"), root.resolve("models/other"));
        assertThat(registry.sweep().files()).isEqualTo(3);
        assertThat(registry.get(OTHER).versions()).hasSize(2);
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aDamagedInventoryKeepsEveryFile() throws Exception {
        register("one");
        Samples.blob(registry, "leftover");
        age();
        Path inventory = root.resolve("registry.ndjson");
        byte[] bytes = Files.readAllBytes(inventory);
        bytes[bytes.length - 20] ^= 1;
        Files.write(inventory, bytes);
        assertThat(registry.sweep().obstacles()).singleElement().asString().startsWith("registry.ndjson: line 2");
        reopen();
        assertThat(registry.models()).containsExactly(RAIN);
        assertThat(registry.sweep().obstacles())
                .singleElement()
                .asString()
                .contains("registry.ndjson.damaged-")
                .contains("Remove this file");
        assertThat(blobs()).hasSize(2);
        try (Stream<Path> files = Files.list(root)) {
            for (Path file :
                    files.filter(f -> f.toString().contains("damaged-")).toList()) {
                Files.delete(file);
            }
        }
        assertThat(registry.sweep().files()).isEqualTo(1);
    }

    @Test
    void foreignFilesAreNotOurs() throws Exception {
        register("one");
        Path foreign = Files.writeString(root.resolve("blobs/notes.txt"), "mine");
        Path misplaced = Files.writeString(blobs().get(0).resolveSibling("ab".repeat(32)), "mine");
        age();
        assertThat(registry.sweep().files()).isZero();
        assertThat(foreign).exists();
        assertThat(misplaced).exists();
    }

    @Test
    void aReaderCanPlanButNotAct() throws Exception {
        register("one", "two");
        try (Registry reader = Registry.openReadOnly(root, STAGES)) {
            assertThat(reader.planRetention(ONE).versions()).hasSize(1);
            assertThatThrownBy(() -> reader.retain(ONE, RULE)).hasMessageContaining("reading only");
            assertThatThrownBy(reader::sweep).hasMessageContaining("reading only");
        }
        registry.close();
        assertThatThrownBy(() -> registry.retain(ONE, RULE)).hasMessageContaining("was closed");
    }

    private void reopen() throws Exception {
        registry.close();
        open();
    }
}
