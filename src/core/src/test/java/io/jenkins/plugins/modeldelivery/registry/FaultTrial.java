package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One operation, done while the disk fails in one way. What was acknowledged is there afterwards; what was not is there
 * wholly or not at all; the registry opens and is sound; and the operation can be done again.
 */
final class FaultTrial {
    static final Stages STAGES =
            new Stages(List.of(new Stage("dev", false, Policy.OPEN), new Stage("prod", true, Policy.OPEN)));
    private static final ModelName RAIN = new ModelName("a/rain");
    private static final ModelName SNOW = new ModelName("a/snow");
    private static final ModelName GONE = new ModelName("a/gone");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Actor WHO = Samples.ALICE;

    private final Path template;
    private final Path copiesIn;
    private int copies;

    /**
     * @param directory for what each trial begins with
     * @param copiesIn where the disk may fail
     */
    FaultTrial(Path directory, Path copiesIn) throws IOException, RegistryException {
        template = directory.resolve("template");
        this.copiesIn = copiesIn;
        make();
    }

    /** A way to fail. */
    interface Fault {
        /** The disk. */
        Ledgers ledgers();

        /** From here on it fails, or does so some steps later. */
        void strike() throws IOException;

        /** Whether it has failed, so that an operation may do so. */
        boolean struck();

        /** Whether it works again, without the registry being opened anew. */
        boolean repair() throws IOException;
    }

    /** Something that is done. */
    interface Act {
        void on(Registry registry) throws IOException, RegistryException;
    }

    /** What is done. */
    enum Operation {
        OPEN(true, registry -> {}),
        REGISTER_FIRST(true, registry -> Samples.register(registry, new ModelName("new"), "new".repeat(5_000))),
        REGISTER_NEXT(true, registry -> Samples.register(registry, RAIN, "one")),
        REGISTER_AGAIN_WHAT_WAS_DELETED(true, registry -> Samples.register(registry, GONE, "one")),
        PROMOTE(true, registry -> registry.changes(RAIN, WHO).promote(2, "prod", "because")),
        /** By a line of several blocks, so that a disk takes a part of it. */
        PROMOTE_AT_LENGTH(true, registry -> registry.changes(RAIN, WHO).promote(2, "prod", "because ".repeat(3_000))),
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
        final Act act;

        Operation(boolean atomic, Act act) {
            this.atomic = atomic;
            this.act = act;
        }
    }

    /** Makes what each trial begins with. */
    private void make() throws IOException, RegistryException {
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

    Path copy() throws IOException {
        Path to = copiesIn.resolve("copy" + copies++);
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

    static void discard(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Everything but times and line numbers, by model. */
    static Map<String, String> state(Registry registry) throws IOException, RegistryException {
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

    static Registry open(Path root, Ledgers ledgers) throws IOException, RegistryException {
        return Registry.open(root, StageRules.fixed(STAGES), ledgers, PATIENCE);
    }

    /**
     * What an operation makes of it when nothing fails.
     *
     * @param steps that the disk took, if it counts them
     */
    record Wanted(Map<String, String> before, Map<String, String> after, int steps) {}

    Wanted wanted(Operation operation) throws IOException, RegistryException {
        FaultyDisk disk = new FaultyDisk();
        Path whole = copy();
        try (Registry registry = open(whole, new Ledgers(Clock.systemUTC(), disk))) {
            Map<String, String> before = state(registry);
            int opening = disk.steps();
            operation.act.on(registry);
            int steps = operation == Operation.OPEN ? opening : disk.steps() - opening;
            assertThat(registry.verify()).isEmpty();
            assertThat(before.values()).allSatisfy(text -> assertThat(text).endsWith("damage null"));
            return new Wanted(before, state(registry), steps);
        } finally {
            discard(whole);
        }
    }

    /** @return whether the operation was acknowledged */
    boolean run(Operation operation, Wanted wanted, Fault fault, String trial) throws IOException, RegistryException {
        Path root = copy();
        boolean acknowledged = false;
        if (operation == Operation.OPEN) {
            fault.strike();
        }
        try (Registry registry = open(root, fault.ledgers())) {
            if (operation != Operation.OPEN) {
                fault.strike();
            }
            try {
                operation.act.on(registry);
                acknowledged = true;
            } catch (IOException | RegistryException e) {
                assertThat(fault.struck()).as(trial + ": " + e).isTrue();
            }
            if (fault.repair()) {
                registry.resumeMoves();
                expect(trial + ", in the process", operation, acknowledged, state(registry), wanted);
            }
        } catch (IOException | RegistryException e) {
            assertThat(operation).as(trial + ": " + e).isEqualTo(Operation.OPEN);
            assertThat(fault.struck()).as(trial + ": " + e).isTrue();
            fault.repair();
        }
        try (Registry reader = Registry.openReadOnly(root, STAGES)) {
            for (String text : state(reader).values()) {
                assertThat(text).as(trial + ", to a reader").endsWith("damage null");
            }
        }
        try (Registry registry = open(root, fault.ledgers())) {
            Map<String, String> found = state(registry);
            expect(trial + ", reopened", operation, acknowledged, found, wanted);
            assertThat(registry.verify()).as(trial).isEmpty();
            assertThat(registry.unfinishedMoves()).as(trial).isEmpty();
            if (!found.equals(wanted.after())) {
                operation.act.on(registry);
            }
            assertThat(state(registry)).as(trial + ", again").isEqualTo(wanted.after());
            // And everything can go on.
            for (ModelName name : registry.models()) {
                registry.changes(name, WHO).tag(null, "mended", "yes");
            }
            assertThat(registry.verify()).as(trial).isEmpty();
        }
        discard(root);
        return acknowledged;
    }

    private static void expect(
            String trial, Operation operation, boolean acknowledged, Map<String, String> found, Wanted wanted) {
        if (acknowledged) {
            assertThat(found).as(trial).isEqualTo(wanted.after());
        } else if (operation.atomic) {
            assertThat(found).as(trial).isIn(wanted.before(), wanted.after());
        } else {
            assertThat(found.keySet()).as(trial).isEqualTo(wanted.before().keySet());
            found.forEach((name, text) -> assertThat(text)
                    .as(trial)
                    .isIn(wanted.before().get(name), wanted.after().get(name)));
        }
    }
}
