package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation, with the disk failing at each of its steps in each way: full, gone, or for once. A disk that is gone from
 * a step on leaves what a crash there leaves.
 */
class FaultTest {
    private static final Logger LOGGER = Logger.getLogger("io.jenkins.plugins.modeldelivery.registry");

    @TempDir
    Path directory;

    /** Of all the failures, those that are on purpose would be told by the thousand. */
    @BeforeAll
    static void quiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOGGER.setLevel(null);
    }

    /** A step of a disk that fails. */
    private record Step(FaultyDisk disk, int step, FaultyDisk.Fault fault, int partial) implements FaultTrial.Fault {
        @Override
        public Ledgers ledgers() {
            return new Ledgers(Clock.systemUTC(), disk);
        }

        @Override
        public void strike() {
            disk.arm(step, fault, partial);
        }

        @Override
        public boolean struck() {
            return disk.failed();
        }

        @Override
        public boolean repair() {
            disk.repair();
            return fault != FaultyDisk.Fault.DEAD;
        }
    }

    @ParameterizedTest
    @EnumSource(FaultTrial.Operation.class)
    @Tag("trial")
    void wholeOrNotAtAll(FaultTrial.Operation operation) throws Exception {
        FaultTrial trial = new FaultTrial(directory, directory);
        FaultTrial.Wanted wanted = trial.wanted(operation);
        assertThat(wanted.steps()).isGreaterThan(2);
        int every = Trials.rounds(7, 1);
        int trials = 0;
        int done = 0;
        int acknowledged = 0;
        for (int step = 0; step < wanted.steps(); step++) {
            for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
                for (int partial : new int[] {0, 1, 100, 1_000_000}) {
                    if (trials++ % every == 0) {
                        done++;
                        String name = operation + ", step " + step + ", " + fault + ", " + partial + " bytes";
                        Step failing = new Step(new FaultyDisk(), step, fault, partial);
                        acknowledged += trial.run(operation, wanted, failing, name) ? 1 : 0;
                    }
                }
            }
        }
        Trials.report(operation + ": " + done + " failures at " + wanted.steps() + " steps of writing, " + acknowledged
                + " acknowledged all the same; whole or not at all");
    }
}
