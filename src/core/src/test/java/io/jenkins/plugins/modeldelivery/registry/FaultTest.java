package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation, with the disk failing at each of its steps in each way: full, gone, or for once. A disk that is gone from
 * a step on leaves what a crash there leaves. What was acknowledged is there afterwards; what was not is there wholly or
 * not at all; the registry opens and is sound; and the operation can be done again.
 */
class FaultTest {
    private static final Stages STAGES =
            new Stages(List.of(new Stage("dev", false, Policy.OPEN), new Stage("prod", true, Policy.OPEN)));
    private static final ModelName RAIN = new ModelName("a/rain");
    private static final ModelName SNOW = new ModelName("a/snow");
    private static final ModelName GONE = new ModelName("a/gone");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Actor WHO = Samples.ALICE;

    private static final Logger LOGGER = Logger.getLogger("io.jenkins.plugins.modeldelivery.registry");

    @TempDir
    Path directory;

    private Path template;
    private int copies;

    private interface Act {
        void on(Registry registry) throws IOException, RegistryException;
    }

    /** What is done. */
    enum Operation {
        OPEN(true, registry -> {}),
        REGISTER_FIRST(true, registry -> Samples.register(registry, new ModelName("new"), "one")),
        REGISTER_NEXT(true, registry -> Samples.register(registry, RAIN, "one")),
        REGISTER_AGAIN_WHAT_WAS_DELETED(true, registry -> Samples.register(registry, GONE, "one")),
        PROMOTE(true, registry -> registry.changes(RAIN, WHO).promote(2, "prod", "because")),
        ALIAS(true, registry -> registry.changes(RAIN, WHO).alias("best", 1)),
        REVIEW(true, registry -> registry.changes(RAIN, WHO).review(2, "prod", Event.Opinion.APPROVED, null)),
        RECORD(true, registry -> Samples.validate(registry, RAIN, 2, true)),
        DELETE_VERSION(true, registry -> registry.changes(RAIN, WHO).deleteVersion(2, "old")),
        DELETE(true, registry -> registry.delete(SNOW, "old", WHO)),
        MOVE(true, registry -> registry.moved("a", "b", WHO)),
        MOVE_TO_WHERE_ONE_WAS_DELETED(true, registry -> registry.moved("a", "c", WHO)),
        RENAME(true, registry -> registry.rename(RAIN, new ModelName("d/hail"), WHO)),
        RETAIN(false, registry -> registry.retain(new Retention(1, null, null), WHO));

        private final boolean atomic;
        private final Act act;

        Operation(boolean atomic, Act act) {
            this.atomic = atomic;
            this.act = act;
        }
    }

    /** Of all the failures, those that are on purpose would be told by the thousand. */
    @BeforeAll
    static void quiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOGGER.setLevel(null);
    }

    @BeforeEach
    void make() throws Exception {
        template = directory.resolve("template");
        try (Registry registry = Registry.open(template, STAGES)) {
            for (ModelName name : List.of(RAIN, SNOW)) {
                Samples.register(registry, name, "one");
                Samples.register(registry, name, "two");
                Samples.register(registry, name, "three");
            }
            registry.changes(RAIN, WHO).promote(1, "prod", null);
            for (ModelName name : List.of(GONE, new ModelName("c/rain"))) {
                Samples.register(registry, name, "one");
                registry.delete(name, null, WHO);
            }
        }
        // As after a crash: opening and the next write have something to mend.
        Files.writeString(template.resolve("registry.ndjson"), "{\"seq\":", StandardOpenOption.APPEND);
        Files.writeString(
                template.resolve("models/a%2fsnow").resolve(Ledger.FILE), "{\"seq\":9,", StandardOpenOption.APPEND);
        Files.createDirectories(template.resolve("models/b%2frain"));
        Files.writeString(template.resolve("models/b%2frain").resolve(Ledger.FILE), "{\"seq\":1,");
    }

    private Path copy() throws IOException {
        Path to = directory.resolve("copy" + copies++);
        Files.walkFileTree(template, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(template.relativize(dir).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(template.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private static void discard(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Registry open(Path root, FaultyDisk disk) throws IOException, RegistryException {
        return Registry.open(root, StageRules.fixed(STAGES), new Ledgers(Clock.systemUTC(), disk), PATIENCE);
    }

    /** Everything but times and line numbers, by model. */
    private static Map<String, String> state(Registry registry) throws IOException, RegistryException {
        Map<String, String> state = new TreeMap<>();
        for (ModelName name : registry.models()) {
            Model model = registry.get(name);
            StringBuilder text = new StringBuilder();
            for (Version version : model.versions().values()) {
                text.append(version.number())
                        .append(version.stage())
                        .append(version.aliases())
                        .append(version.tags())
                        .append(version.validations().size())
                        .append(Reviews.opinions(version, "prod"))
                        .append(version.facts().model().sha256(), 0, 8)
                        .append("; ");
            }
            text.append("deleted ").append(model.deleted().keySet());
            text.append(" damage ").append(model.damage());
            state.put(name.value(), text.toString());
        }
        return state;
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    @Tag("trial")
    void wholeOrNotAtAll(Operation operation) throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Map<String, String> before;
        Map<String, String> after;
        int steps;
        Path whole = copy();
        int opening;
        try (Registry registry = open(whole, disk)) {
            before = state(registry);
            opening = disk.steps();
            operation.act.on(registry);
            steps = operation == Operation.OPEN ? opening : disk.steps() - opening;
            after = state(registry);
            assertThat(registry.verify()).isEmpty();
        }
        discard(whole);
        assertThat(before.values()).allSatisfy(text -> assertThat(text).endsWith("damage null"));
        assertThat(steps).isGreaterThan(2);
        int every = Trials.rounds(7, 1);
        int trials = 0;
        for (int step = 0; step < steps; step++) {
            for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
                for (int partial : new int[] {0, 1, 100, 1_000_000}) {
                    if (trials++ % every == 0) {
                        trial(operation, step, fault, partial, before, after);
                    }
                }
            }
        }
    }

    private void trial(
            Operation operation,
            int step,
            FaultyDisk.Fault fault,
            int partial,
            Map<String, String> before,
            Map<String, String> after)
            throws Exception {
        String trial = operation + ", step " + step + ", " + fault + ", " + partial + " bytes";
        Path root = copy();
        FaultyDisk disk = new FaultyDisk();
        boolean acknowledged = false;
        if (operation == Operation.OPEN) {
            disk.arm(step, fault, partial);
        }
        try (Registry registry = open(root, disk)) {
            if (operation != Operation.OPEN) {
                disk.arm(step, fault, partial);
            }
            try {
                operation.act.on(registry);
                acknowledged = true;
            } catch (IOException | RegistryException e) {
                assertThat(disk.failed()).as(trial + ": " + e).isTrue();
            }
            disk.repair();
            if (fault != FaultyDisk.Fault.DEAD) {
                registry.resumeMoves();
                expect(trial + ", in the process", operation, acknowledged, state(registry), before, after);
            }
        } catch (IOException | RegistryException e) {
            assertThat(operation).as(trial + ": " + e).isEqualTo(Operation.OPEN);
            disk.repair();
        }
        try (Registry reader = Registry.openReadOnly(root, STAGES)) {
            for (String text : state(reader).values()) {
                assertThat(text).as(trial + ", to a reader").endsWith("damage null");
            }
        }
        try (Registry registry = open(root, disk)) {
            Map<String, String> found = state(registry);
            expect(trial + ", reopened", operation, acknowledged, found, before, after);
            assertThat(registry.verify()).as(trial).isEmpty();
            assertThat(registry.unfinishedMoves()).as(trial).isEmpty();
            if (!found.equals(after)) {
                operation.act.on(registry);
            }
            assertThat(state(registry)).as(trial + ", again").isEqualTo(after);
            // And everything can go on.
            for (ModelName name : registry.models()) {
                registry.changes(name, WHO).tag(null, "mended", "yes");
            }
            assertThat(registry.verify()).as(trial).isEmpty();
        }
        discard(root);
    }

    private static void expect(
            String trial,
            Operation operation,
            boolean acknowledged,
            Map<String, String> found,
            Map<String, String> before,
            Map<String, String> after) {
        if (acknowledged) {
            assertThat(found).as(trial).isEqualTo(after);
        } else if (operation.atomic) {
            assertThat(found).as(trial).isIn(before, after);
        } else {
            assertThat(found.keySet()).as(trial).isEqualTo(before.keySet());
            found.forEach((name, text) -> assertThat(text).as(trial).isIn(before.get(name), after.get(name)));
        }
    }
}
