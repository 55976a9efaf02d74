package io.jenkins.plugins.modeldelivery.registry;

import static io.jenkins.plugins.modeldelivery.registry.Samples.ALICE;
import static io.jenkins.plugins.modeldelivery.registry.Samples.RAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asked is told what was written, when it is written, and cannot spoil it. */
class RegistryChangeTest {
    private static final ModelName MOVED = new ModelName("climate/rain");

    @TempDir
    Path directory;

    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(directory, Stages.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @Test
    void tellsWhatWasWrittenOnceItIs() throws Exception {
        registry.onChange(change -> {
            // What is told can be read, also from the disk.
            try {
                assertThat(registry.models()).contains(change.name());
                assertThat(registry.ledger(change.name())).containsAll(change.entries());
                changes.add(change);
            } catch (IOException | RegistryException e) {
                throw new IllegalStateException(e);
            }
        });
        Samples.register(registry, RAIN, "one");
        registry.changes(RAIN, ALICE).promote(1, "staging", "good");
        registry.changes(RAIN, ALICE).alias("best", 1);
        registry.changes(RAIN, ALICE).alias("best", 1);
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(7, "prod", null))
                .isInstanceOf(RegistryException.class);

        assertThat(changes).extracting(Change::name).containsOnly(RAIN);
        assertThat(changes).extracting(Change::formerly).containsOnlyNulls();
        assertThat(changes).extracting(Change::actor).containsOnly(ALICE);
        assertThat(changes)
                .extracting(change -> change.entries().stream()
                        .map(Entry::event)
                        .map(Object::getClass)
                        .toList())
                .containsExactly(
                        List.of(Event.ModelCreated.class, Event.VersionRegistered.class),
                        List.of(Event.Transitioned.class),
                        List.of(Event.AliasSet.class));
        assertThat(changes.get(0).before()).isNull();
        assertThat(changes.get(1).before()).isEqualTo(changes.get(0).after());
        assertThat(changes.get(1).after().version(1).orElseThrow().stage()).isEqualTo("staging");
        assertThat(changes.get(2).after()).isEqualTo(registry.get(RAIN));
    }

    @Test
    void tellsOfEachModelThatMovedAndOfDeletion() throws Exception {
        Samples.register(registry, RAIN, "one");
        Samples.register(registry, new ModelName("other"), "two");
        registry.onChange(changes::add);
        registry.moved("weather", "climate", ALICE);
        registry.delete(MOVED, "given up", ALICE);

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).formerly()).isEqualTo(RAIN);
        assertThat(changes.get(0).name()).isEqualTo(MOVED);
        assertThat(changes.get(0).after().name()).isEqualTo(MOVED);
        assertThat(changes.get(0).entries()).isEmpty();
        assertThat(changes.get(1).after().removed()).isNotNull();
        assertThat(changes.get(1).before().removed()).isNull();
    }

    @Test
    void aListenerThatFailsSpoilsNothing() throws Exception {
        registry.onChange(change -> {
            throw new UncheckedIOException(new IOException("on purpose"));
        });
        registry.onChange(changes::add);
        Version version = Samples.register(registry, RAIN, "one");
        assertThat(version.number()).isEqualTo(1);
        assertThat(changes).hasSize(1);
    }

    @Test
    void aListenerMayWriteAndNoLockIsHeldMeanwhile() throws Exception {
        registry.onChange(change -> {
            changes.add(change);
            if (changes.size() == 1) {
                // Another thread gets through while this one is being told, even with what needs the whole registry.
                CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> {
                    try {
                        registry.changes(RAIN, ALICE).promote(1, "staging", null);
                        registry.moved("weather", "climate", ALICE);
                    } catch (IOException | RegistryException e) {
                        throw new IllegalStateException(e);
                    }
                });
                elsewhere.orTimeout(1, TimeUnit.MINUTES).join();
            }
        });
        Samples.register(registry, RAIN, "one");
        assertThat(registry.get(MOVED).version(1).orElseThrow().stage()).isEqualTo("staging");
        assertThat(changes).hasSize(3);
    }
}
