package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryRaceTest {
    private static final Stages TWO =
            new Stages(List.of(new Stage("dev", false, Policy.OPEN), new Stage("prod", true, Policy.OPEN)));

    @TempDir
    Path root;

    @Test
    @Tag("trial")
    void manyPromotersLeaveOneChampionAtEveryMoment() throws Exception {
        int rounds = Trials.rounds(3, 100);
        try (Registry registry = Registry.open(root, TWO)) {
            Samples.register(registry, Samples.RAIN, "one");
            Samples.register(registry, Samples.RAIN, "two");
            ExecutorService threads = Executors.newFixedThreadPool(66);
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger acknowledged = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> promoters = new ArrayList<>();
            List<Future<Integer>> readers = new ArrayList<>();
            try {
                for (int i = 0; i < 64; i++) {
                    int first = i;
                    promoters.add(threads.submit(() -> {
                        start.await();
                        for (int round = 0; round < rounds; round++) {
                            try {
                                registry.changes(Samples.RAIN, Samples.ALICE)
                                        .promote(1 + (first + round) % 2, "prod", null);
                                acknowledged.incrementAndGet();
                            } catch (RegistryException e) {
                                assertThat(e).hasMessageContaining("already");
                            }
                        }
                        return null;
                    }));
                }
                try (Registry beside = Registry.openReadOnly(root, TWO)) {
                    for (Registry seen : List.of(registry, beside)) {
                        readers.add(threads.submit(() -> {
                            int reads = 0;
                            long last = 0;
                            while (!over.get()) {
                                Model model = seen.get(Samples.RAIN);
                                assertThat(model.damage()).isNull();
                                assertThat(champions(model)).isLessThanOrEqualTo(1);
                                assertThat(model.seq()).isGreaterThanOrEqualTo(last);
                                last = model.seq();
                                reads++;
                            }
                            return reads;
                        }));
                    }
                    start.countDown();
                    for (Future<?> promoter : promoters) {
                        promoter.get();
                    }
                    over.set(true);
                    for (Future<Integer> reader : readers) {
                        assertThat(reader.get()).isPositive();
                    }
                }
            } finally {
                over.set(true);
                threads.shutdown();
            }
            List<Entry> ledger = registry.ledger(Samples.RAIN);
            assertThat(ledger).hasSize(3 + acknowledged.get());
            Fold fold = new Fold();
            for (Entry entry : ledger) {
                fold.apply(entry);
                assertThat(champions(fold.model(null))).isEqualTo(entry.seq() <= 3 ? 0 : 1);
            }
            assertThat(registry.verify()).isEmpty();
            Trials.report("64 threads asked " + 64 * rounds + " times to promote one of two candidates, " + acknowledged
                    + " promotions: one champion at each line of the ledger");
        }
    }

    @Test
    void manyRegistrationsGetNumbersWithoutGaps() throws Exception {
        try (Registry registry = Registry.open(root, TWO)) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            TreeSet<Integer> numbers = new TreeSet<>();
            try {
                List<Future<Version>> versions = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    // Every key twice, as when a build's step is carried out again after a restart.
                    String key = "build-" + i / 2;
                    versions.add(threads.submit(() -> registry.register(
                            Samples.RAIN, Samples.version(Samples.blob(registry, key), key), Samples.BUILD)));
                }
                for (Future<Version> version : versions) {
                    numbers.add(version.get().number());
                }
            } finally {
                threads.shutdown();
            }
            assertThat(numbers).hasSize(32);
            assertThat(numbers.last()).isEqualTo(32);
            assertThat(registry.get(Samples.RAIN).versions()).hasSize(32);
        }
    }

    private static long champions(Model model) {
        return model.versions().values().stream()
                .filter(v -> v.stage().equals("prod"))
                .count();
    }
}
