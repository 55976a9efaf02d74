package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Retained;
import io.jenkins.plugins.modeldelivery.registry.RetentionPlan;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting from the command line: what goes, what stays, what is said. */
class RetainTest {

    @TempDir
    private Path directory;

    private Path registry;

    @BeforeEach
    void threeVersionsStoredLongAgo() throws Exception {
        registry = directory.resolve("registry");
        for (String content : List.of("one", "two!", "three")) {
            Path file = Files.writeString(directory.resolve("model.onnx"), content);
            assertThat(call("register", "--model", "m", "--file", file.toString())
                            .exitCode())
                    .isZero();
        }
        try (Stream<Path> files = Files.walk(registry.resolve("blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            }
        }
    }

    private Answer call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--registry", registry.toString()));
        return Answer.of(all.toArray(String[]::new));
    }

    private int versions() throws Exception {
        try (Registry open = Registry.openReadOnly(registry, Stages.DEFAULT)) {
            return open.find(new ModelName("m")).map(m -> m.versions().size()).orElse(0);
        }
    }

    private long blobs() throws Exception {
        try (Stream<Path> files = Files.walk(registry.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        Answer answer = call("registry", "retain", "--keep-newest", "1", "--dry-run");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("v1", "v2")
                .doesNotContain("v3")
                .contains("would delete 2 versions, which frees 2 files (7 B)")
                .contains("would remove 0 files (0 B)");
        assertThat(versions()).isEqualTo(3);
        assertThat(blobs()).isEqualTo(3);
        RetentionPlan plan = Json.parse(
                call("registry", "retain", "--keep-newest", "1", "--dry-run", "--json")
                        .out(),
                RetentionPlan.class,
                "standard output");
        assertThat(plan.bytes()).isEqualTo(7);
    }

    @Test
    void deletesAndSaysWhatItFreed() throws Exception {
        Answer answer = call("registry", "retain", "--keep-newest", "1", "--json");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("deleted 2 versions").contains("removed 2 files (7 B)");
        Retained retained = Json.parse(answer.out(), Retained.class, "standard output");
        assertThat(retained.sweep().bytes()).isEqualTo(7);
        assertThat(versions()).isEqualTo(1);
        assertThat(blobs()).isEqualTo(1);
        assertThat(call("registry", "ledger", "m", "--all").out())
                .contains("v2 deleted: retention: keeps the newest 1");
        assertThat(call("registry", "verify").exitCode()).isZero();
    }

    @Test
    void youngVersionsStay() throws Exception {
        Answer answer = call("registry", "retain", "--keep-days", "7");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).contains("deleted 0 versions").contains("removed 0 files");
        assertThat(versions()).isEqualTo(3);
    }

    @Test
    void aNumberThatKeepsNothingIsRefused() throws Exception {
        Answer answer = call("registry", "retain", "--keep-newest", "0");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("--keep-newest");
        assertThat(versions()).isEqualTo(3);
    }

    @Test
    void aDeletedVersionLeavesItsFileToTheNextClearing() throws Exception {
        Answer answer = call("registry", "delete", "m", "--version", "v2", "--reason", "wrong data");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("deleted v2 of m");
        assertThat(versions()).isEqualTo(2);
        Answer verified = call("registry", "verify");
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out()).contains("1 stored file (4 B) that no version has");
        assertThat(call("registry", "retain").out()).contains("removed 1 file (4 B)");
        assertThat(blobs()).isEqualTo(2);
    }

    @Test
    void aModelGoesWithAllItsVersionsUnlessOneServes() throws Exception {
        assertThat(call("promote", "--model", "m", "--version", "1", "--to", "staging")
                        .exitCode())
                .isZero();
        Answer refused = call("registry", "delete", "m");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("stands in staging");
        assertThat(versions()).isEqualTo(3);
        Path file = Files.writeString(directory.resolve("model.onnx"), "other");
        call("register", "--model", "n", "--file", file.toString());
        assertThat(call("registry", "delete", "n").out()).contains("deleted n with 1 version");
        assertThat(call("registry", "list").out()).doesNotContain("n  ");
    }

    @Test
    void damageKeepsTheFilesAndIsSaid() throws Exception {
        Path ledger = registry.resolve("models/m/ledger.ndjson");
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length - 20] ^= 1;
        Files.write(ledger, bytes);
        Answer answer = call("registry", "retain", "--keep-newest", "1");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(answer.out()).contains("models/m/ledger.ndjson: line 4").doesNotContain("removed");
        assertThat(blobs()).isEqualTo(3);
    }

    @Test
    void verifyTellsOfUnfinishedLines() throws Exception {
        Path ledger = registry.resolve("models/m/ledger.ndjson");
        Files.writeString(ledger, "{\"seq\":5,", java.nio.file.StandardOpenOption.APPEND);
        assertThat(call("registry", "delete", "m", "--version", "1").exitCode()).isZero();
        Answer answer = call("registry", "verify");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).contains("ledger.ndjson.torn-").contains("an unfinished line");
    }
}
