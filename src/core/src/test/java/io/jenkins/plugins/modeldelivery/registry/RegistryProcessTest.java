package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry and other processes: one that is killed, one that holds the lock. */
class RegistryProcessTest {
    @TempDir
    Path root;

    @Test
    @Tag("trial")
    void aKilledWriterLosesNothingThatItAcknowledged() throws Exception {
        RegistryKillTrial trial = new RegistryKillTrial(root, 42);
        for (int kill = 0; kill < Trials.rounds(12, 2000); kill++) {
            trial.round();
        }
        assertThat(trial.acknowledged()).isGreaterThan(12);
        Trials.report(trial.summary());
    }

    @Test
    void anotherProcessIsNamed() throws Exception {
        Process holder = KilledWriter.start(root, 1);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith(KilledWriter.START);
            assertThat(out.readLine()).startsWith(KilledWriter.READY);
            assertThatThrownBy(() ->
                            Registry.open(root, StageRules.fixed(Stages.DEFAULT), Ledgers.REAL, Duration.ofMillis(150)))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("process " + holder.pid() + " on ")
                    .hasMessageContaining("open the registry read-only");
            try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
                reader.models();
            }
        } finally {
            holder.destroyForcibly().waitFor();
        }
        // The lock ended with the process.
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            assertThat(registry.verify()).isEmpty();
        }
    }
}
