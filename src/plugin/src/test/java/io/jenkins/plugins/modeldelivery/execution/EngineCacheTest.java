package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.execution.EngineArchive.Java;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine's jar and the archive of its classes in the cache of an agent. */
class EngineCacheTest {

    @TempDir
    private Path directory;

    @Test
    void manyBuildsMayBringTheEngineAtOnce() throws Exception {
        FilePath cache = new FilePath(directory.resolve("cache").toFile());
        ExecutorService builds = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> installed = new ArrayList<>();
            for (int build = 0; build < 32; build++) {
                FilePath link = new FilePath(Files.createDirectory(directory.resolve("run" + build))
                        .resolve("engine.jar")
                        .toFile());
                installed.add(builds.submit(() -> EngineJar.cached(cache, link)));
            }
            for (Future<String> jar : installed) {
                assertThat(jar.get()).isEqualTo(cached().toString());
            }
        } finally {
            builds.shutdown();
        }
        for (int build = 0; build < 32; build++) {
            assertThat(AgentFiles.sha256(new FilePath(directory
                            .resolve("run" + build)
                            .resolve("engine.jar")
                            .toFile())))
                    .isEqualTo(EngineJar.sha256());
        }
        assertThat(names()).containsExactly(cached().getFileName().toString(), cached().getFileName() + ".used");
    }

    @Test
    void aDamagedEngineIsReplacedAndTheTimeOfAGoodOneStays() throws Exception {
        FilePath cache = new FilePath(directory.resolve("cache").toFile());
        Path link = directory.resolve("engine.jar");
        EngineJar.cached(cache, new FilePath(link.toFile()));
        Files.delete(link);
        Files.writeString(cached(), "damaged");
        EngineJar.cached(cache, new FilePath(link.toFile()));
        FileTime time = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        Files.setLastModifiedTime(cached(), time);
        Files.delete(link);
        EngineJar.cached(cache, new FilePath(link.toFile()));
        assertThat(AgentFiles.sha256(new FilePath(link.toFile()))).isEqualTo(EngineJar.sha256());
        assertThat(Files.getLastModifiedTime(cached()))
                .as("an archive of its classes holds for the jar of that time only")
                .isEqualTo(time);
    }

    @Test
    void whatWasNotUsedForAMonthIsDeleted() throws Exception {
        FilePath cache = new FilePath(directory.resolve("cache").toFile());
        EngineJar.cached(cache, new FilePath(directory.resolve("engine.jar").toFile()));
        String other = "engine-" + "0".repeat(64);
        String used = "engine-" + "1".repeat(64);
        for (String name :
                List.of(other + ".jar", other + ".jar.used", other + "-17-A.jsa", used + ".jar", used + "-17-A.jsa")) {
            old(Files.writeString(cached().resolveSibling(name), "old"));
        }
        Files.writeString(cached().resolveSibling(used + ".jar.used"), "");
        old(cached());
        old(Files.writeString(Path.of(cached() + ".1.tmp"), "a copy that was cut off"));
        Files.delete(directory.resolve("engine.jar"));
        EngineJar.cached(cache, new FilePath(directory.resolve("engine.jar").toFile()));
        assertThat(names())
                .containsExactlyInAnyOrder(
                        used + ".jar",
                        used + ".jar.used",
                        used + "-17-A.jsa",
                        cached().getFileName().toString(),
                        cached().getFileName() + ".used");
    }

    /** With the Java of this test, and the real engine. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the batch script looks for no archive")
    void theArchiveIsMadeOnceAndTheEngineStartsWithIt() throws Exception {
        FilePath cache = new FilePath(directory.resolve("cache").toFile());
        Path run = Files.createDirectory(directory.resolve("run"));
        String jar =
                EngineJar.cached(cache, new FilePath(run.resolve("engine.jar").toFile()));
        String home = System.getProperty("java.home");
        Java java = Java.at(Path.of(home));
        assertThat(java).as("a Java with a file release, as all have").isNotNull();
        Path archive = java.archive(jar);
        EngineArchive making = new EngineArchive(jar, List.of(home), false);
        assertThat(start(run, jar, home)).doesNotContain("warn");
        assertThat(Files.readString(run.resolve(EngineArchive.WANTED)).strip()).isEqualTo(archive.toString());
        List<Boolean> made = Stream.of(1, 2, 3)
                .parallel()
                .map(i -> {
                    try {
                        return making.make(archive);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(made).containsOnlyOnce(true);
        assertThat(making.make(archive)).as("it is there").isFalse();
        Files.delete(run.resolve(EngineArchive.WANTED));
        assertThat(start(run, jar, home)).doesNotContain("warn");
        assertThat(run.resolve(EngineArchive.WANTED)).doesNotExist();
        // One that does not fit is passed over in silence.
        Files.writeString(archive, "damaged");
        assertThat(start(run, jar, home)).doesNotContain("warn");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands in for Java")
    void aJavaThatCannotIsNotAskedAgain() throws Exception {
        Path home = directory.resolve("jdk");
        Path executable = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(executable, "#!/bin/sh\necho x >> '" + directory + "/asked'\nexit 1\n");
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
        EngineArchive making =
                new EngineArchive(directory.resolve("e.jar").toString(), List.of(home.toString()), false);
        Path archive = Java.at(home).archive(directory.resolve("e.jar").toString());
        assertThat(archive).isEqualTo(directory.resolve("e-17.0.9-.jsa"));
        assertThat(making.make(archive)).isFalse();
        assertThat(making.make(archive)).isFalse();
        assertThat(Files.readAllLines(directory.resolve("asked"))).hasSize(1);
    }

    /** What a container writes is not trusted. */
    @Test
    void onlyTheArchiveOfAJavaThatTheStepLooksForIsMade() throws Exception {
        Path run = Files.createDirectory(directory.resolve("run"));
        EngineArchive making = new EngineArchive(directory.resolve("e.jar").toString(), List.of(), true);
        assertThat(making.invoke(run.toFile(), null)).isFalse();
        Files.writeString(run.resolve(EngineArchive.WANTED), "/etc/passwd\n");
        assertThat(making.invoke(run.toFile(), null)).isFalse();
    }

    private static void old(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    }

    private Path cached() throws Exception {
        return directory.resolve("cache").resolve("engine-" + EngineJar.sha256() + ".jar");
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String start(Path run, String jar, String home) throws Exception {
        EngineCommand command = new EngineCommand(
                home, home, null, run.toString(), jar, run + "/engine.jar", "missing.json", run.toString());
        Path script = Files.writeString(run.resolve("script.sh"), command.shell());
        Process process = new ProcessBuilder("/bin/sh", "-xe", script.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(2);
        assertThat(output).contains("missing.json");
        return output;
    }
}
