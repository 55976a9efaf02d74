package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.modeldelivery.Trials;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation, where nothing may be written: refused, and nothing is changed; done once it may. */
@Tag("trial")
class ReadOnlyTest {
    @TempDir
    Path directory;

    /** Root may write to anything; {@code make trials} runs this as somebody else. */
    @BeforeEach
    void onlyWherePermissionsCount() throws IOException {
        assumeFalse(!FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path probe = Files.createFile(directory.resolve("probe"));
        permit(probe, false);
        assumeFalse(Files.isWritable(probe), "whoever runs this may write to files for reading only");
    }

    @ParameterizedTest
    @EnumSource(FaultTrial.Operation.class)
    void isRefused(FaultTrial.Operation operation) throws Exception {
        FaultTrial trial = new FaultTrial(directory, directory);
        FaultTrial.Wanted wanted = trial.wanted(operation);
        Path root = trial.copy();
        if (operation == FaultTrial.Operation.OPEN) {
            permit(root, false);
            assertThatThrownBy(() -> FaultTrial.open(root, Ledgers.REAL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Permission denied");
            try (Registry reader = Registry.openReadOnly(root, FaultTrial.STAGES)) {
                assertThat(FaultTrial.state(reader)).isEqualTo(wanted.before());
            }
        } else {
            try (Registry registry = FaultTrial.open(root, Ledgers.REAL)) {
                permit(root, false);
                assertThatThrownBy(() -> operation.act.on(registry)).isInstanceOf(IOException.class);
                assertThat(FaultTrial.state(registry)).isEqualTo(wanted.before());
                permit(root, true);
                operation.act.on(registry);
                assertThat(FaultTrial.state(registry)).isEqualTo(wanted.after());
                assertThat(registry.verify()).isEmpty();
            }
        }
        permit(root, true);
        try (Registry registry = FaultTrial.open(root, Ledgers.REAL)) {
            assertThat(FaultTrial.state(registry)).isEqualTo(wanted.after());
            assertThat(registry.verify()).isEmpty();
        }
        Trials.report(operation + ": refused where nothing may be written, done once it may");
    }

    private static void permit(Path root, boolean writing) throws IOException {
        List<Path> all;
        try (Stream<Path> walked = Files.walk(root)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.setPosixFilePermissions(
                    path,
                    PosixFilePermissions.fromString(
                            Files.isDirectory(path)
                                    ? (writing ? "rwxr-xr-x" : "r-xr-xr-x")
                                    : (writing ? "rw-r--r--" : "r--r--r--")));
        }
    }
}
