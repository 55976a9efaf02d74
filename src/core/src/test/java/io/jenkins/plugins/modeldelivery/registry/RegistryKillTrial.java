package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Kills a process that writes to a registry, again and again, and looks what is left: nothing that was acknowledged may be
 * missing, nothing that was there may change, and the registry must open and be sound.
 *
 * <p>{@code java -cp ... RegistryKillTrial <rounds> [<directory>]}
 */
public final class RegistryKillTrial {
    private static final Stages STAGES =
            new Stages(List.of(new Stage("dev", false, Policy.OPEN), new Stage("prod", true, Policy.OPEN)));
    private static final List<ModelName> MODELS = List.of(new ModelName("a"), new ModelName("b"), new ModelName("c/D"));
    private static final String READY = "READY";

    /** Kills of one registry before the next is begun: looking through one takes longer the longer it has lived. */
    private static final int LIFE = 25;

    private final Path directory;
    private final Random random;
    private Path root;
    private int rounds;
    private final Map<ModelName, List<Entry>> known = new HashMap<>();
    private long acknowledged;
    private int cuts;
    private int cutsBefore;

    RegistryKillTrial(Path directory, long seed) {
        this.directory = directory;
        random = new Random(seed);
    }

    /** Runs the trial; the exit status is 1 if anything was lost. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3 && arguments[0].equals("write")) {
            write(Path.of(arguments[1]), Long.parseLong(arguments[2]), System.out);
            return;
        }
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        Path root = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("registry-kill");
        RegistryKillTrial trial = new RegistryKillTrial(root, 1);
        for (int round = 1; round <= rounds; round++) {
            String problem = trial.round();
            if (problem != null) {
                System.out.println("round " + round + ": " + problem);
                System.exit(1);
            }
            if (round % 100 == 0 || round == rounds) {
                System.out.println(round + " kills, " + trial.summary());
            }
        }
    }

    String summary() {
        return acknowledged + " acknowledged events, " + (cutsBefore + cuts) + " torn lines cut, nothing lost ("
                + directory + ")";
    }

    long acknowledged() {
        return acknowledged;
    }

    /** One life and death of a writer; null, or what was lost. */
    String round() throws Exception {
        if (rounds % LIFE == 0) {
            if (root != null) {
                discard(root);
            }
            root = directory.resolve("registry-" + rounds / LIFE);
            known.clear();
            cutsBefore += cuts;
            cuts = 0;
        }
        rounds++;
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RegistryKillTrial.class.getName(),
                        "write",
                        root.toString(),
                        String.valueOf(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            if (!READY.equals(out.readLine())) {
                return "the writer did not start";
            }
            // By events, not by time: a slow machine must not make it a trial in which nothing happens.
            int events = random.nextInt(8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() == events + 1) {
                    Thread.sleep(random.nextInt(8), random.nextInt(1_000_000));
                    // Not by the process itself, which would close its output with what is still unread in it.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return examine(lines);
    }

    private String examine(List<String> lines) throws IOException, RegistryException {
        try (Registry registry = Registry.open(root, STAGES)) {
            List<String> problems = registry.verify();
            if (!problems.isEmpty()) {
                return String.join("\n", problems);
            }
            Map<ModelName, List<Entry>> now = new HashMap<>();
            for (ModelName name : registry.models()) {
                now.put(name, registry.ledger(name));
            }
            for (Map.Entry<ModelName, List<Entry>> before : known.entrySet()) {
                List<Entry> after = now.getOrDefault(before.getKey(), List.of());
                int size = before.getValue().size();
                if (after.size() < size || !after.subList(0, size).equals(before.getValue())) {
                    return before.getKey() + ": the ledger no longer begins with what it had";
                }
            }
            for (String line : lines) {
                String[] parts = line.split(" ");
                if (parts.length != 3 || !parts[2].equals(".")) {
                    // The writer died while it said so.
                    continue;
                }
                acknowledged++;
                int seq = Integer.parseInt(parts[1]);
                if (now.getOrDefault(new ModelName(parts[0]), List.of()).size() < seq) {
                    return parts[0] + ": line " + seq + " was acknowledged and is gone";
                }
            }
            // What a crash tore off is cut with the next write.
            for (ModelName name : now.keySet()) {
                registry.changes(name, Actor.user("x"))
                        .alias(
                                "survivor",
                                1 + random.nextInt(registry.get(name).versions().size()));
                now.put(name, registry.ledger(name));
            }
            cuts = (int) now.values().stream()
                    .flatMap(List::stream)
                    .filter(entry -> entry.event() instanceof Event.TailCut)
                    .count();
            known.putAll(now);
            return null;
        }
    }

    private static void discard(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path root, long seed, PrintStream out) throws IOException, RegistryException {
        Random random = new Random(seed);
        Registry registry = Registry.open(root, STAGES);
        out.println(READY);
        out.flush();
        for (int i = 0; ; i++) {
            ModelName name = MODELS.get(random.nextInt(MODELS.size()));
            int versions = registry.find(name).map(m -> m.versions().size()).orElse(0);
            if (versions == 0 || random.nextInt(8) == 0) {
                Samples.register(registry, name, "x".repeat(random.nextInt(50_000)) + seed + i);
            } else {
                int version = 1 + random.nextInt(versions);
                String reason =
                        "because ".repeat(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(20));
                try {
                    switch (random.nextInt(3)) {
                        case 0 -> registry.changes(name, Samples.BUILD).promote(version, "prod", reason);
                        case 1 -> registry.changes(name, Samples.BUILD).archive(version, reason);
                        default -> registry.changes(name, Samples.BUILD).alias("alias" + random.nextInt(5), version);
                    }
                } catch (RegistryException e) {
                    // Refused, as where it stands there already: nothing to acknowledge.
                    continue;
                }
            }
            out.println(name + " " + registry.get(name).seq() + " .");
            out.flush();
        }
    }
}
