package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps without any time of grace beside many threads that register the same few contents, delete them again and move
 * their models about: no version that was acknowledged may lack its file, ever.
 */
class SweepRaceTest {
    private static final Stages STAGES = new Stages(List.of(new Stage("dev", false, Policy.OPEN)));
    private static final int THREADS = 12;
    private static final int CONTENTS = 3;
    private static final int MODELS = 60;

    @TempDir
    Path root;

    private final AtomicInteger registered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger deleted = new AtomicInteger();
    private final AtomicLong removed = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    @Tag("trial")
    void noVersionLosesItsFile() throws Exception {
        int rounds = Trials.rounds(40, 1000);
        try (Registry registry = Registry.open(root, STAGES)) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);
            try {
                Future<?> sweeper = threads.submit(looping(() -> {
                    try {
                        removed.addAndGet(registry.sweep(Duration.ZERO).files());
                    } catch (RegistryException e) {
                        assertThat(e).hasMessageContaining("are being moved");
                    }
                }));
                Future<?> mover = threads.submit(looping(() -> {
                    // Two folders that become one leave more models each time; with hundreds of them nothing else
                    // happens.
                    if (registry.models().size() < MODELS) {
                        registry.moved("a", "b", Samples.ALICE);
                        Thread.sleep(20);
                        registry.moved("b", "a", Samples.ALICE);
                    }
                    Thread.sleep(20);
                }));
                List<Future<?>> writers = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    int thread = i;
                    writers.add(threads.submit(() -> {
                        // On a busy machine the sweeper may come late.
                        for (int round = 0; round < rounds || removed.get() == 0 && round < 100 * rounds; round++) {
                            write(registry, thread, round);
                        }
                        return null;
                    }));
                }
                for (Future<?> writer : writers) {
                    writer.get();
                }
                over.set(true);
                sweeper.get();
                mover.get();
            } finally {
                over.set(true);
                threads.shutdown();
            }
            assertThat(registry.verify()).isEmpty();
            // It was a race, not a walk.
            assertThat(registered).hasPositiveValue();
            assertThat(deleted).hasPositiveValue();
            assertThat(removed.get()).isPositive();
            assertThat(refused.get()).isLessThan(registered.get());
            Trials.report(
                    registered + " registrations and " + deleted + " deletions of versions beside sweeps that removed "
                            + removed + " files: no version without its file");
        }
    }

    private Callable<Void> looping(Step step) {
        return () -> {
            while (!over.get()) {
                step.run();
            }
            return null;
        };
    }

    private interface Step {
        void run() throws Exception;
    }

    private void write(Registry registry, int thread, int round) throws Exception {
        // A third of them in a folder that moves; where it is just now, nobody of them knows.
        ModelName name = new ModelName((thread % 3 == 0 ? (round % 2 == 0 ? "a/" : "b/") : "") + "model" + thread);
        // The same for several threads at a time. Not for ever: a version that could not be deleted, because its model
        // had
        // moved, keeps its content, and once all are kept there is nothing to sweep.
        BlobRef blob = Samples.blob(registry, "content " + round / 4 + " " + thread % CONTENTS);
        Version version;
        try {
            version = registry.register(name, Samples.version(blob, null), Samples.ALICE);
        } catch (RegistryException e) {
            // Swept between storing and registering, as there is no time of grace: said, and nothing written.
            assertThat(e).hasMessageContaining("is not in the store");
            refused.incrementAndGet();
            return;
        }
        registered.incrementAndGet();
        assertThat(registry.open(blob).readAllBytes()).hasSize((int) blob.bytes());
        try {
            registry.changes(name, Samples.ALICE).deleteVersion(version.number(), null);
            deleted.incrementAndGet();
        } catch (RegistryException e) {
            assertThat(name.folder()).as(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void oneSweepAtATime() throws Exception {
        try (Registry registry = Registry.open(root, STAGES)) {
            Samples.blob(registry, "one");
            Samples.blob(registry, "two");
            assertThat(registry.sweep(Duration.ofSeconds(-1)).files()).isEqualTo(2);
            assertThat(registry.sweep(Duration.ofSeconds(-1)).files()).isZero();
            registry.close();
            assertThatThrownBy(() -> registry.sweep(Duration.ZERO)).hasMessageContaining("was closed");
        }
    }
}
