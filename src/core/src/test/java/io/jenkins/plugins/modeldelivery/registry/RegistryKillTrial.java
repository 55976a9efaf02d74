package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kills a process that writes to a registry ({@link KilledWriter}), again and again, and looks what is left. Nothing that was
 * acknowledged may be missing; no line that was there may change; each model is where it was said to be, or on its way
 * there; the registry must open and be sound, each file of each version among it.
 *
 * <p>{@code java -cp ... RegistryKillTrial <kills> [<directory> [<seed>]]}
 */
public final class RegistryKillTrial {

    /** Kills of one registry before the next is begun: looking through one takes longer the longer it has lived. */
    private static final int LIFE = 25;

    private final Path directory;
    private final Random random;
    private Path root;
    private Survey survey = Survey.NOTHING;
    /** Moves of folders that were acknowledged in this life, by names. */
    private final Map<List<String>, Integer> moved = new HashMap<>();

    private final Map<String, Integer> tried = new TreeMap<>();
    private int kills;
    private int opening;
    private long acknowledged;
    private long unfinished;
    private long cuts;

    RegistryKillTrial(Path directory, long seed) {
        this.directory = directory;
        random = new Random(seed);
    }

    /** Runs the trial; the exit status is 1 if anything was lost. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        Path directory = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("registry-kill");
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        RegistryKillTrial trial = new RegistryKillTrial(directory, seed);
        for (int kill = 1; kill <= kills; kill++) {
            try {
                trial.round();
            } catch (IOException | RegistryException | AssertionError e) {
                System.out.println("kill " + kill + " of " + trial.root + ": " + e.getMessage());
                System.exit(1);
            }
            if (kill % 100 == 0 || kill == kills) {
                System.out.println(trial.summary());
            }
        }
        trial.discard();
    }

    String summary() {
        return kills + " kills, " + opening + " of them before the registry was open; " + acknowledged
                + " acknowledged operations " + tried + "; " + unfinished
                + " moves carried through by the next opening, " + cuts + " torn lines cut; nothing lost";
    }

    long acknowledged() {
        return acknowledged;
    }

    /**
     * One life and death of a writer.
     *
     * @throws AssertionError if anything was lost
     */
    void round() throws IOException, InterruptedException, RegistryException {
        if (kills % LIFE == 0) {
            discard();
            root = directory.resolve("registry-" + kills / LIFE);
        }
        kills++;
        examine(live());
    }

    /** Starts a writer, kills it, and returns what it said. */
    private List<List<String>> live() throws IOException, InterruptedException {
        List<List<String>> lines = new ArrayList<>();
        Process writer = KilledWriter.start(root, random.nextLong());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            // By what it says, not by time: a slow machine must not make it a trial in which nothing happens.
            int said = random.nextInt(8) == 0 ? 1 : 3 + random.nextInt(30);
            int count = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                List<String> parts = KilledWriter.parts(line);
                if (parts != null) {
                    lines.add(parts);
                }
                if (++count == said) {
                    Thread.sleep(random.nextInt(said == 1 ? 150 : 8), random.nextInt(1_000_000));
                    // Not by the process itself, which would close its output with what is still unread in it.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        if (writer.exitValue() == KilledWriter.FAILED) {
            throw new AssertionError("the writer failed");
        }
        if (lines.size() < 2) {
            opening++;
        }
        return lines;
    }

    private void examine(List<List<String>> lines) throws IOException, RegistryException {
        Map<Survey.Birth, Survey.Fact> facts = new HashMap<>();
        Map<String, Survey.Begun> begun = new HashMap<>();
        for (List<String> line : lines) {
            switch (line.get(0)) {
                case KilledWriter.BEGIN ->
                    begun.put(line.get(1), new Survey.Begun(line.get(2), line.get(3), line.get(4)));
                case KilledWriter.DONE -> {
                    Survey.Begun done = begun.remove(line.get(1));
                    tried.merge(done.what(), 1, Integer::sum);
                    acknowledged++;
                }
                case KilledWriter.REFUSED -> begun.remove(line.get(1));
                case KilledWriter.MOVED -> moved.merge(line.subList(2, 4), 1, Integer::sum);
                case KilledWriter.FACT ->
                    facts.put(
                            new Survey.Birth(line.get(1), Instant.parse(line.get(2))),
                            new Survey.Fact(
                                    Integer.parseInt(line.get(3)),
                                    Instant.parse(line.get(4)),
                                    new ModelName(line.get(5)),
                                    line.get(6).equals(KilledWriter.THERE)));
                default -> {
                    // It has started, or has the registry open.
                }
            }
        }
        if (Files.exists(root.resolve(Inventory.FILE))) {
            try (Registry reader = Registry.openReadOnly(root, KilledWriter.STAGES)) {
                unfinished += reader.unfinishedMoves().size();
                sound("to a reader: ", reader);
            }
        }
        try (Registry registry = Registry.open(root, KilledWriter.STAGES)) {
            sound("", registry);
            if (!registry.unfinishedMoves().isEmpty()) {
                throw new AssertionError("a move was not carried through");
            }
            Survey now = Survey.of(root, registry);
            survey.demandKept(now, facts, begun);
            for (Map.Entry<List<String>, Integer> move : moved.entrySet()) {
                if (now.moves(move.getKey().get(0), move.getKey().get(1)) < move.getValue()) {
                    throw new AssertionError("a move was acknowledged and is gone: " + move.getKey());
                }
            }
            // What a crash tore off is cut with the next write.
            for (ModelName name : registry.models()) {
                registry.changes(name, Actor.user("x")).tag(null, "survived", String.valueOf(kills));
            }
            now = Survey.of(root, registry);
            cuts += now.cuts() - survey.cuts();
            survey = now;
        }
    }

    private static void sound(String who, Registry registry) throws IOException {
        List<String> problems = registry.verify();
        if (!problems.isEmpty()) {
            throw new AssertionError(who + String.join("\n", problems));
        }
    }

    private void discard() throws IOException {
        survey = Survey.NOTHING;
        moved.clear();
        if (root != null && Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
