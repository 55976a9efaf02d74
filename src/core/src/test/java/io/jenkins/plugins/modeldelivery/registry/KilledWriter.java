package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.LedgerFile;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The process that {@link RegistryKillTrial} kills: a few threads that do everything that can be done to a registry, each in
 * a folder of its own. It says what it is about to do, and what is done: one line each, its parts separated by tabs, the
 * last of them a dot, without which the line is not whole.
 *
 * <p>{@code java -cp ... KilledWriter <directory> <seed>}
 */
final class KilledWriter {
    static final Stages STAGES =
            new Stages(List.of(new Stage("dev", false, Policy.OPEN), new Stage("prod", true, Policy.OPEN)));

    /** It runs. */
    static final String START = "start";
    /** It has the registry open. */
    static final String READY = "ready";
    /** Followed by the thread, what it does, and to which names. */
    static final String BEGIN = "begin";
    /** Followed by the thread. */
    static final String DONE = "done";
    /** Followed by the thread. */
    static final String REFUSED = "refused";
    /** Acknowledged: thread, time of the ledger's first line, number and time of one that is there, name, state. */
    static final String FACT = "fact";
    /** Acknowledged: thread, name before, name after. */
    static final String MOVED = "moved";

    /** States of a model. */
    static final String THERE = "there";

    static final String DELETED = "deleted";

    static final int THREADS = 3;

    /** Exit status if it ended by itself. */
    static final int FAILED = 3;

    /** What it does; some more often than others. */
    private static final List<String> WHAT = Stream.of(
                    ("move move rename retain sweep sweep register register register register register register delete delete"
                                    + " promote promote promote promote promote rollback rollback archive alias alias"
                                    + " removeAlias tag tag removeTag review review review editCard editCard"
                                    + " deleteVersion deleteVersion validate checkDrift")
                            .split(" "))
            .toList();

    private static final System.Logger LOGGER = System.getLogger(KilledWriter.class.getName());
    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final Registry registry;
    private final int thread;
    private final Random random;
    private final Actor actor;
    private int done;

    private KilledWriter(Registry registry, int thread, long seed) {
        this.registry = registry;
        this.thread = thread;
        random = new Random(seed + thread);
        actor = thread == 0
                ? Samples.ALICE
                : new Actor("build", "job/" + thread + " #7", "started by bob", null, "bob");
    }

    /** Never ends. */
    public static void main(String[] arguments) throws Exception {
        say(START);
        long seed = Long.parseLong(arguments[1]);
        Ledgers ledgers = new Ledgers(Clock.systemUTC(), seed % 2 == 0 ? LedgerFile.DISK : KilledWriter::piecemeal);
        Registry registry =
                Registry.open(Path.of(arguments[0]), StageRules.fixed(STAGES), ledgers, Duration.ofSeconds(5));
        say(READY);
        for (int thread = 0; thread < THREADS; thread++) {
            KilledWriter writer = new KilledWriter(registry, thread, seed);
            new Thread(writer::run).start();
        }
    }

    /**
     * A file that takes lines in pieces and is slow to: the end of a process seldom comes in the middle of a write, as the
     * end of a machine does.
     */
    private static LedgerFile piecemeal(Path path) throws IOException {
        LedgerFile real = LedgerFile.DISK.open(path);
        return new LedgerFile() {
            @Override
            public long length() throws IOException {
                return real.length();
            }

            @Override
            public void write(long at, byte[] bytes) throws IOException {
                int piece = 1 + bytes.length / 4;
                for (int done = 0; done < bytes.length; done += piece) {
                    real.write(at + done, Arrays.copyOfRange(bytes, done, Math.min(done + piece, bytes.length)));
                    LockSupport.parkNanos(1_000_000);
                }
            }

            @Override
            public void force() throws IOException {
                real.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                real.truncate(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    /** In one write, so that a line is there or not, save for the one that the end comes in the middle of. */
    private static void say(Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) {
            line.append(part).append('\t');
        }
        byte[] bytes = line.append(".\n").toString().getBytes(StandardCharsets.UTF_8);
        synchronized (OUT) {
            try {
                OUT.write(bytes);
            } catch (IOException e) {
                // Nobody listens any more.
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void run() {
        try {
            while (true) {
                done++;
                try {
                    act();
                    say(DONE, "t" + thread);
                } catch (RegistryException e) {
                    // As where it stands there already: nothing to acknowledge.
                    if (e.getMessage().contains("damaged")) {
                        throw e;
                    }
                    say(REFUSED, "t" + thread);
                }
            }
        } catch (Exception | Error e) {
            // Not what is tried here: whoever reads this says that the writer ended by itself.
            LOGGER.log(System.Logger.Level.ERROR, "The writer ends by itself", e);
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private void act() throws IOException, RegistryException {
        String what = WHAT.get(random.nextInt(WHAT.size()));
        String prefix = "t" + thread + "/";
        List<ModelName> mine = registry.models().stream()
                .filter(name -> name.value().startsWith(prefix))
                .toList();
        if (what.equals("move")) {
            move();
        } else if (what.equals("retain") && thread == 0) {
            retain();
        } else if (what.equals("sweep") && thread == 0) {
            say(BEGIN, "t" + thread, what, "", "");
            registry.sweep(Duration.ZERO);
        } else if (what.equals("register") || mine.isEmpty()) {
            register(new ModelName(prefix + (random.nextBoolean() ? "a" : "b") + "/m" + random.nextInt(3)));
        } else {
            ModelName name = mine.get(random.nextInt(mine.size()));
            switch (what) {
                case "rename" -> rename(name);
                case "delete" -> delete(name);
                default -> change(name, what);
            }
        }
    }

    /** One of the folders moves onto the other, or out of the way as a deleted one does. */
    private void move() throws IOException, RegistryException {
        String from = "t" + thread + (random.nextBoolean() ? "/a" : "/b");
        String to =
                random.nextInt(4) == 0 ? from + "~deleted-" + done : "t" + thread + (from.endsWith("a") ? "/b" : "/a");
        say(BEGIN, "t" + thread, "move", from, to);
        Map<ModelName, ModelName> moved = registry.moved(from, to, actor);
        say(MOVED, "t" + thread, from, to);
        for (ModelName name : moved.values()) {
            fact(name);
        }
    }

    private void retain() throws IOException, RegistryException {
        say(BEGIN, "t" + thread, "retain", "", "");
        Retained retained = registry.retain(new Retention(2, null, null), actor);
        for (RetentionPlan.Going gone : retained.versions()) {
            // Another thread may have moved it since.
            if (gone.model().value().startsWith("t0/")) {
                fact(gone.model());
            }
        }
    }

    private void register(ModelName name) throws IOException, RegistryException {
        say(BEGIN, "t" + thread, "register", name, "");
        // Few contents that all share, and many of their own.
        String content = random.nextBoolean()
                ? "shared " + random.nextInt(3)
                : "x".repeat(random.nextInt(50_000)) + thread + random.nextLong();
        Samples.register(registry, name, content);
        fact(name);
    }

    private void delete(ModelName name) throws IOException, RegistryException {
        say(BEGIN, "t" + thread, "delete", name, "");
        Changes changes = registry.changes(name, actor);
        for (String alias : registry.get(name).aliases().keySet()) {
            changes.removeAlias(alias);
        }
        for (Version serving : registry.get(name).standing("prod")) {
            changes.archive(serving.number(), null);
        }
        registry.delete(name, "no longer needed", actor);
        fact(name);
    }

    private void change(ModelName name, String what) throws IOException, RegistryException {
        List<Integer> numbers = List.copyOf(registry.get(name).versions().keySet());
        int version = numbers.isEmpty() ? 1 : numbers.get(random.nextInt(numbers.size()));
        // Some are so long that a line takes many blocks.
        String reason = "because ".repeat(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(20));
        String stage = random.nextBoolean() ? "dev" : "prod";
        Integer tagged = random.nextBoolean() ? version : null;
        Changes changes = registry.changes(name, actor);
        say(BEGIN, "t" + thread, what, name, "");
        switch (what) {
            case "rollback" -> changes.rollback("prod", tagged, reason);
            case "archive" -> changes.archive(version, reason);
            case "alias" -> changes.alias("alias" + random.nextInt(3), version);
            case "removeAlias" -> changes.removeAlias("alias" + random.nextInt(3));
            case "tag" -> changes.tag(tagged, "tag" + random.nextInt(3), "value " + done);
            case "removeTag" -> changes.removeTag(tagged, "tag" + random.nextInt(3));
            case "review" -> changes.review(version, stage, Event.Opinion.values()[random.nextInt(3)], reason);
            case "editCard" ->
                changes.editCard(Map.of(
                        CardField.OWNER, "owner " + done, CardField.PURPOSE, random.nextBoolean() ? "" : "purpose"));
            case "deleteVersion" -> changes.deleteVersion(version, reason);
            case "validate" -> Samples.validate(registry, name, version, random.nextBoolean());
            case "checkDrift" ->
                registry.record(
                        name,
                        new Event.DriftChecked(version, stage, null, DriftResult.Level.OK, reason, Map.of(), Map.of()),
                        actor);
            default -> changes.once(random.nextInt(3) == 0 ? "once" : null).promote(version, "prod", reason);
        }
        fact(name);
    }

    private void rename(ModelName name) throws IOException, RegistryException {
        ModelName to =
                new ModelName("t" + thread + (random.nextBoolean() ? "/a" : "/b") + "/renamed" + random.nextInt(3));
        say(BEGIN, "t" + thread, "rename", name, to);
        registry.rename(name, to, actor);
        fact(to);
    }

    private void fact(ModelName name) throws IOException, RegistryException {
        List<Entry> entries = registry.ledger(name);
        Entry last = entries.get(entries.size() - 1);
        String state = registry.find(name).isPresent() ? THERE : DELETED;
        say(FACT, "t" + thread, entries.get(0).time(), last.seq(), last.time(), name, state);
    }

    /** Starts one in a process of its own. */
    static Process start(Path root, long seed) throws IOException {
        return new ProcessBuilder(Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                KilledWriter.class.getName(),
                                root.toString(),
                                String.valueOf(seed))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The parts of a line; null: it is not whole. */
    static List<String> parts(String line) {
        List<String> parts = Arrays.asList(line.split("\t", -1));
        return parts.size() > 1 && parts.get(parts.size() - 1).equals(".") ? parts.subList(0, parts.size() - 1) : null;
    }
}
