package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the input: a message with what, where and what to do, exit code 2, no stack trace, nothing registered. */
class BadInputTest {

    @TempDir
    private Path directory;

    private Path registry;

    /** An input and what its message must say. */
    private record Bad(String name, byte[] content, List<String> arguments, String... said) {}

    @BeforeEach
    void emptyRegistry() throws Exception {
        registry = directory.resolve("registry");
        Registry.open(registry, Stages.DEFAULT).close();
    }

    @TestFactory
    Stream<DynamicTest> files() {
        String sound = rows(40, "");
        return Stream.of(
                        bad("empty file", "", "data.csv", "empty"),
                        bad("header only", "a,b,y\n", "data.csv", "no data rows"),
                        bad("ragged row", "a,b,y\n1,2,no\n1,2\n" + rows(40, ""), "data.csv:3", "2", "3"),
                        bad("duplicate column", "a,a,y\n1,2,no\n", "data.csv:1", "'a'", "twice"),
                        bad("empty column name", "a,,y\n1,2,no\n", "data.csv:1", "Column 2"),
                        bad("unclosed quote", "a,b,y\n1,\"2,no\n3,4,yes\n", "data.csv:2", "quote"),
                        bad("missing target", "a,b,z\n1,2,no\n" + rows(40, ""), "'y'", "a, b, z"),
                        bad("constant target", "a,b,y\n" + "1,2,no\n".repeat(40), "'y'", "'no'"),
                        bad("no values anywhere", "a,b,y\n" + ",,no\n,,yes\n".repeat(20), "No feature"),
                        bad("too few rows", "a,b,y\n1,2,no\n3,4,yes\n", "2 rows"),
                        new Bad(
                                "not UTF-8",
                                ("a,b,y\n1,2,no\n1,caf\u00e9,no\n" + sound.substring(6))
                                        .getBytes(StandardCharsets.ISO_8859_1),
                                List.of(),
                                "data.csv:3",
                                "UTF-8"),
                        withArguments(
                                "unknown trainer",
                                sound,
                                List.of("--trainer", "gradientBosting"),
                                "gradientBosting",
                                "gradientBoosting"),
                        withArguments("unknown parameter", sound, List.of("-p", "round=10"), "round", "rounds"),
                        withArguments("parameter out of range", sound, List.of("-p", "rounds=-5"), "rounds", "-5"),
                        withArguments("parameter no number", sound, List.of("-p", "rounds=many"), "rounds", "many"),
                        withArguments("unknown feature", sound, List.of("--features", "a,bb"), "bb"),
                        withArguments("positive not a class", sound, List.of("--positive", "yess"), "yess", "yes"),
                        withArguments("share out of range", sound, List.of("--test", "1.5"), "1.5"))
                .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> refused(bad)));
    }

    @TestFactory
    Stream<DynamicTest> hostileNames() {
        return Stream.of("../x", "a/../b", "x".repeat(300), "<b>", "", "a//b", "nul\u0000l", "a\nb")
                .map(name -> DynamicTest.dynamicTest("name " + name.length(), () -> {
                    Path file = Files.writeString(directory.resolve("data.csv"), rows(40, ""));
                    Answer answer = train(file, name, List.of());
                    check(answer, "model");
                    assertThat(answer.err()).doesNotContain("x".repeat(250)).doesNotContain("\u0000");
                }));
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        check(train(directory.resolve("nowhere.csv"), "m", List.of()), "nowhere.csv");
    }

    @Test
    void aDirectoryIsNoFile() throws Exception {
        check(train(directory, "m", List.of()), "directory");
    }

    @Test
    void testsAreNotWrittenOverADirectory() throws Exception {
        Answer answer = Answer.of(
                "drift",
                "--registry",
                registry.toString(),
                "--model",
                "m",
                "--data",
                "data.csv",
                "--junit",
                directory.toString());
        check(answer, "--junit: " + directory + " is a directory", "Name a file");
    }

    @Test
    void aMistypedOptionIsSuggested() {
        Answer answer = Answer.of("train", "--modle", "m");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("--modle").contains("--model").contains("--help");
    }

    @Test
    void aMistypedCommandIsSuggested() {
        Answer answer = Answer.of("tran");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("train");
    }

    @Test
    void aRegistryThatIsNoneIsRefused() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Answer answer = Answer.of("registry", "list", "--registry", other.toString());
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains(other.toString()).doesNotContain("\tat ");
    }

    @Test
    void anUnknownModelIsSuggested() throws Exception {
        Path file = Files.writeString(directory.resolve("data.csv"), rows(60, ""));
        assertThat(train(file, "rain", List.of("-p", "rounds=3")).exitCode()).isZero();
        Answer answer = Answer.of("registry", "show", "rian", "--registry", registry.toString());
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("'rian'").contains("'rain'");
    }

    private void refused(Bad bad) throws Exception {
        Path file = Files.write(directory.resolve("data.csv"), bad.content());
        check(train(file, "m", bad.arguments()), bad.said());
    }

    private Answer train(Path file, String model, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--registry",
                registry.toString(),
                "--model",
                model,
                "--data",
                file.toString(),
                "--target",
                "y"));
        arguments.addAll(more);
        return Answer.of(arguments.toArray(String[]::new));
    }

    private void check(Answer answer, String... said) throws Exception {
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains(said).doesNotContain("\tat ").doesNotContain("Exception");
        try (Registry opened = Registry.openReadOnly(registry, Stages.DEFAULT)) {
            assertThat(opened.models()).isEmpty();
        }
    }

    private static Bad bad(String name, String content, String... said) {
        return new Bad(name, content.getBytes(StandardCharsets.UTF_8), List.of(), said);
    }

    private static Bad withArguments(String name, String content, List<String> arguments, String... said) {
        return new Bad(name, content.getBytes(StandardCharsets.UTF_8), arguments, said);
    }

    /** A sound table of a, b and y. */
    private static String rows(int count, String end) {
        StringBuilder table = new StringBuilder("a,b,y\n");
        for (int i = 0; i < count; i++) {
            table.append(i % 7)
                    .append(',')
                    .append(i * 31 % 11)
                    .append(',')
                    .append(i % 3 == 0 ? "yes" : "no")
                    .append('\n');
        }
        return table + end;
    }
}
