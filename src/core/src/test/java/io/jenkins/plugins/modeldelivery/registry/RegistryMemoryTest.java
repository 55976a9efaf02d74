package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that has room in memory for next to nothing behaves as one that has all it wants. */
class RegistryMemoryTest {
    private static final int MODELS = 4;
    private static final int WRITERS = 8;
    private static final int ROUNDS = 12;

    @TempDir
    Path root;

    private static ModelName name(int i) {
        return new ModelName("team/m" + i % MODELS);
    }

    @Test
    void modelsThatComeAndGoLoseNothing() throws Exception {
        Memory memory = new Memory(0);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
        try (Registry registry = Registry.open(root, Stages.DEFAULT, memory)) {
            for (int i = 0; i < MODELS; i++) {
                Samples.register(registry, name(i), "first of " + i);
            }
            List<Future<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int offset = writer;
                writers.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        ModelName name = name(offset + round);
                        Version version = Samples.register(registry, name, offset + " in round " + round);
                        registry.changes(name, Samples.ALICE).alias("a" + offset, version.number());
                        registry.changes(name, Samples.ALICE).tag(null, "t" + offset, "r" + round);
                    }
                    return null;
                }));
            }
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(threads.submit(() -> {
                    int reads = 0;
                    Map<ModelName, Long> last = new TreeMap<>();
                    while (!over.get()) {
                        ModelName name = name(reads++);
                        Model model = registry.get(name);
                        assertThat(model.damage()).isNull();
                        assertThat(model.seq()).isGreaterThanOrEqualTo(last.getOrDefault(name, 0L));
                        last.put(name, model.seq());
                        Summary summary = registry.summary(name).orElseThrow();
                        assertThat(summary.changed()).isAfterOrEqualTo(model.changed());
                    }
                    return reads;
                }));
            }
            for (Future<Void> writer : writers) {
                writer.get();
            }
            over.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            int versions = 0;
            for (int i = 0; i < MODELS; i++) {
                List<Entry> ledger = registry.ledger(name(i));
                Model expected = Model.fold(ledger);
                assertThat(registry.get(name(i))).isEqualTo(expected);
                assertThat(registry.summary(name(i))).contains(Summary.of(expected));
                versions += expected.versions().size();
            }
            assertThat(versions).isEqualTo(MODELS + WRITERS * ROUNDS);
            assertThat(registry.verify()).isEmpty();
            // Of all models the one that was asked for last is in memory.
            registry.get(name(0));
            assertThat(memory.total())
                    .isEqualTo(2 * Files.size(new ModelDirectories(root.resolve("models")).ledger(name(0))));
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    @Test
    void aModelThatAnotherWriteAsksForIsNotPutOutInTheMiddleOfIt() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT, new Memory(0))) {
            Samples.register(registry, name(0), "zero");
            Samples.register(registry, name(1), "one");
            // A listener asks for other models while the writer's own one was used last.
            registry.onChange(change -> {
                try {
                    registry.get(name(1));
                    registry.get(name(0));
                } catch (java.io.IOException | RegistryException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int i = 0; i < 3; i++) {
                registry.changes(name(0), Samples.ALICE).tag(1, "round", "r" + i);
                assertThat(registry.get(name(0)).versions().get(1).tags()).containsEntry("round", "r" + i);
            }
        }
    }

    @Test
    void aDamagedModelThatWasPutOutIsStillReadOnlyAndMendsWhenItsFileDoes() throws Exception {
        Path file = new ModelDirectories(root.resolve("models")).ledger(name(0));
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Samples.serve(registry, name(0), "zero");
            Samples.serve(registry, name(1), "one");
        }
        byte[] sound = Files.readAllBytes(file);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        try (Registry registry = Registry.open(root, Stages.DEFAULT, new Memory(0))) {
            for (int i = 0; i < 2; i++) {
                assertThat(registry.get(name(0)).damage()).contains("team%2fm0");
                assertThat(registry.get(name(1)).damage()).isNull();
                assertThat(registry.summary(name(0)).orElseThrow().damage()).contains("team%2fm0");
            }
            Files.write(file, sound);
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
            assertThat(registry.summary(name(0)).orElseThrow().damage()).isNull();
            assertThat(registry.get(name(0)).champion("prod")).isPresent();
            registry.changes(name(0), Samples.ALICE).tag(null, "mended", "yes");
        }
    }
}
