package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation on a real disk, with any number of blocks left until it has enough of them. Needs a small file system of its
 * own, which {@code make trials} mounts; the suite has {@link FaultTest}.
 */
@EnabledIfSystemProperty(named = "trials.disk", matches = ".+")
class SmallDiskTest {
    private static final int BLOCK = 4096;
    private static final Logger LOGGER = Logger.getLogger("io.jenkins.plugins.modeldelivery.registry");

    private final Path disk = Path.of(System.getProperty("trials.disk", "")).toAbsolutePath();

    @TempDir
    Path directory;

    @BeforeEach
    void quiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        LOGGER.setLevel(null);
    }

    /** Only so many blocks are left. */
    private final class Full implements FaultTrial.Fault {
        private final Path ballast = disk.resolve("ballast");
        private final int blocks;

        Full(int blocks) {
            this.blocks = blocks;
        }

        @Override
        public Ledgers ledgers() {
            return Ledgers.REAL;
        }

        @Override
        public void strike() throws IOException {
            long left = Files.getFileStore(disk).getUsableSpace();
            byte[] block = new byte[BLOCK];
            try (OutputStream out = new FileOutputStream(ballast.toFile())) {
                for (long taken = 0; taken < left - (long) blocks * BLOCK; taken += BLOCK) {
                    out.write(block);
                }
            }
        }

        @Override
        public boolean struck() {
            return true;
        }

        @Override
        public boolean repair() throws IOException {
            Files.delete(ballast);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(FaultTrial.Operation.class)
    @Tag("trial")
    void aFullDisk(FaultTrial.Operation operation) throws Exception {
        FaultTrial trial = new FaultTrial(directory, disk);
        FaultTrial.Wanted wanted = trial.wanted(operation);
        int blocks = 0;
        int enough = 0;
        int refused = 0;
        for (; enough < 4; blocks++) {
            boolean done = trial.run(operation, wanted, new Full(blocks), operation + ", " + blocks + " blocks left");
            enough = done ? enough + 1 : 0;
            refused += done ? 0 : 1;
            assertThat(blocks).isLessThan(100);
        }
        Trials.report(operation + ": with 0 to " + (blocks - 1) + " blocks left on a real disk, of which " + refused
                + " were too few; whole or not at all");
    }
}
