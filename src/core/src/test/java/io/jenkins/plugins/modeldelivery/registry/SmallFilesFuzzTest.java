package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Mutation;
import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files {@code registry.json} and {@code registry.lock}, whatever is in them. */
@Tag("trial")
class SmallFilesFuzzTest {
    @TempDir
    Path root;

    @Test
    void aRegistryThatCannotBeToldIsRefused() throws Exception {
        Registry.open(root, Stages.DEFAULT).close();
        Path file = root.resolve("registry.json");
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(4);
        int rounds = Trials.rounds(1000, 1_000_000);
        int opened = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] changed = Mutation.of(new String(sound, StandardCharsets.UTF_8), random)
                    .getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0 && changed.length > 0) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            try (Registry registry = Registry.openReadOnly(root, Stages.DEFAULT)) {
                opened++;
            } catch (IOException | RegistryException e) {
                assertThat(e).as(e.toString()).hasMessageContaining(root.toString());
            }
        }
        assertThat(opened).isBetween(1, rounds - 1);
        Trials.report(
                rounds + " changed registry.json, " + opened + " of them still readable: the others refused by name");
    }

    @Test
    void whoHoldsTheLockMayBeUnreadable() throws Exception {
        Random random = new Random(6);
        int rounds = Trials.rounds(1000, 1_000_000);
        String sound = Json.line(new RegistryLock.Holder(123, "host", Instant.EPOCH));
        Path file = root.resolve("registry.lock");
        int named = 0;
        for (int round = 0; round < rounds; round++) {
            Files.writeString(file, Mutation.of(sound, random));
            String holder = RegistryLock.holder(root);
            assertThat(holder).isNotBlank();
            named += holder.contains("process 123 on ") ? 1 : 0;
        }
        assertThat(named).isBetween(1, rounds - 1);
        Trials.report(rounds + " changed registry.lock: " + named + " still said who holds it, none did more");
    }

    @Test
    void nothingThatStagesDemandIsPassedOver() throws Exception {
        Stages stages = new Stages(List.of(
                new Stage("dev", false, Policy.OPEN),
                new Stage("prod", true, new Policy(true, Policy.Validation.PASSED, 7, 1, null, true))));
        StageSettings settings = new StageSettings(
                stages, Map.of("team", Map.of("prod", new Policy(true, Policy.Validation.PASSED, 1, 2, null, true))));
        String sound = Json.pretty(settings) + "\n";
        Path file = root.resolve(StageSettings.FILE);
        Random random = new Random(8);
        int rounds = Trials.rounds(1000, 1_000_000);
        int read = 0;
        for (int round = 0; round < rounds; round++) {
            Files.writeString(file, Mutation.of(sound, random));
            try {
                StageSettings found = StageSettings.read(root);
                // What is read can be written and read again, and asked for any model.
                found.stages(new ModelName("team/rain"));
                found.write(root);
                assertThat(StageSettings.read(root)).isEqualTo(found);
                read++;
            } catch (IOException e) {
                assertThat(e).as(e.toString()).hasMessageContaining(StageSettings.FILE);
            }
        }
        assertThat(read).isBetween(1, rounds - 1);
        Trials.report(rounds + " changed stages.json, " + read + " of them still readable: the others refused by name");
    }
}
