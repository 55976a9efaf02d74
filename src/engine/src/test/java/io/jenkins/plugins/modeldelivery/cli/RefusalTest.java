package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused has done nothing: no half move, no file lost, no directory made; and the message says why. */
class RefusalTest {

    @TempDir
    private Path directory;

    private Path registry;
    private Path data;

    @BeforeEach
    void aTrainedModel() throws Exception {
        registry = directory.resolve("registry");
        data = Files.writeString(directory.resolve("data.csv"), rows(80));
        Answer answer = call("train", "--model", "m", "--data", data.toString(), "--target", "y", "-p", "rounds=2");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "newest", "1", "v1", "", "a b", "../x", "<b>"})
    void aPromotionWithABadAliasMovesNothing(String alias) throws Exception {
        Answer answer = call("promote", "--model", "m", "--to", "staging", "--alias", alias);
        refused(answer, "alias");
        assertThat(model("m").champion("staging")).isEmpty();
        assertThat(model("m").transitions()).isEmpty();
    }

    @Test
    void aComparingGateNeedsABaseline() throws Exception {
        Answer answer = call("validate", "--model", "m", "--data", data.toString(), "--gate", "auc maxDrop=0.01");
        refused(answer, "--gate", "auc", "--baseline prod");
        assertThat(model("m").newest().orElseThrow().validations()).isEmpty();
    }

    @Test
    void aComparingGateAgainstAnEmptyStagePasses() {
        Answer answer = call(
                "validate",
                "--model",
                "m",
                "--data",
                data.toString(),
                "--gate",
                "auc maxDrop=0.01",
                "--baseline",
                "prod");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
    }

    @Test
    void aBoundIsSaidOnce() {
        refused(
                call("validate", "--model", "m", "--data", data.toString(), "--gate", "auc min=0.5 min=0.9"),
                "min is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "drift", "score"})
    void threadsAreAtLeastOne(String command) {
        refused(run(command, "m", data, "--threads", "0"), "threads", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "drift", "score"})
    void aModelOfAnotherToolIsNotRun(String command) throws Exception {
        Path file = Files.writeString(directory.resolve("model.pkl"), "whatever");
        assertThat(call("register", "--model", "other", "--file", file.toString())
                        .exitCode())
                .isZero();
        refused(run(command, "other", data), "v1 of 'other'", "model.pkl", "format other", "--predictions");
    }

    @ParameterizedTest
    @CsvSource({"auc=NaN, auc", "auc=Infinity, auc", "=1, no name"})
    void aRegisteredMetricIsANumberWithAName(String metric, String said) throws Exception {
        refused(call("register", "--model", "new", "--file", data.toString(), "--metric", metric), said);
        assertThat(models()).containsExactly("m");
    }

    @ParameterizedTest
    @CsvSource({"onnx, no ONNX file", "xgboost, no model that XGBoost saved", "tribuo, no model that Tribuo saved"})
    void aFileOfAnotherFormatIsNotRegistered(String format, String said) throws Exception {
        Path file = Files.writeString(directory.resolve("model.bin"), "weights");
        refused(call("register", "--model", "new", "--file", file.toString(), "--format", format), "model.bin", said);
        assertThat(models()).containsExactly("m");
        refused(
                call("register", "--model", "new", "--file", file.toString(), "--format", "onyx"),
                "Did you mean 'onnx'");
        refused(
                call("register", "--model", "new", "--file", file.toString(), "--positive", "yes"),
                "positive",
                "format other is not run");
    }

    @Test
    void anEmptyModelFileIsNotRegistered() throws Exception {
        Path empty = Files.createFile(directory.resolve("model.bin"));
        refused(call("register", "--model", "new", "--file", empty.toString()), "model.bin", "empty");
        assertThat(models()).containsExactly("m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote --to staging", "rollback", "drift --data x.csv", "validate --data x.csv"})
    void onlyARegistrationMakesARegistry(String command) {
        Path nowhere = directory.resolve("nowhere");
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--model", "m", "--registry", nowhere.toString()));
        refused(Answer.of(arguments.toArray(String[]::new)), "no registry in " + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aRegistryThatIsAFileIsNamed() {
        refused(
                Answer.of(
                        "train",
                        "--registry",
                        data.toString(),
                        "--model",
                        "m",
                        "--data",
                        data.toString(),
                        "--target",
                        "y"),
                data.toString(),
                "a file where a directory is needed");
    }

    @Test
    void scoringDoesNotReplaceItsInput() throws Exception {
        String before = Files.readString(data);
        Path other = directory.resolve("x/../data.csv");
        Files.createDirectory(directory.resolve("x"));
        refused(score(data, other), "the data file itself");
        assertThat(data).hasContent(before);
    }

    @Test
    void scoringDoesNotReplaceADevice() throws Exception {
        // A link, so that nothing is lost should this fail.
        Path device = Files.createSymbolicLink(directory.resolve("out.csv"), Path.of("/dev/null"));
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(device));
        refused(score(data, device), "device");
        assertThat(device).isSymbolicLink();
    }

    @Test
    void anOpenQuoteIsNamedWithItsLineInScoring() throws Exception {
        Path file = Files.writeString(directory.resolve("open.csv"), rows(50) + "1,\"2,no\n" + rows(50).substring(6));
        refused(score(file, directory.resolve("out.csv")), "open.csv:52", "never closed");
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void aNulByteIsNamedWithItsLine() throws Exception {
        Path file = Files.writeString(directory.resolve("nul.csv"), rows(50) + "1,\0,no\n" + rows(50).substring(6));
        Answer answer = call("train", "--model", "new", "--data", file.toString(), "--target", "y");
        refused(answer, "nul.csv:52", "column 'b'", "NUL");
    }

    @Test
    void utf16WithoutAMarkIsRecognized() throws Exception {
        Path file = Files.writeString(directory.resolve("wide.csv"), rows(50), StandardCharsets.UTF_16LE);
        Answer answer = call("train", "--model", "new", "--data", file.toString(), "--target", "y");
        refused(answer, "wide.csv", "UTF-16");
        assertThat(answer.err()).doesNotContain("\0");
    }

    @Test
    void anUnknownClassIsNamedWithItsFile() throws Exception {
        Path file = Files.writeString(directory.resolve("new.csv"), rows(50) + "1,2,maybe\n");
        refused(run("validate", "m", file), "new.csv", "column 'y'", "'maybe'");
    }

    @Test
    void aColumnThatIsNearlyNumericIsPointedOut() throws Exception {
        Path file = Files.writeString(directory.resolve("typo.csv"), rows(80) + "1O,2,no\n");
        Answer answer = call(
                "train",
                "--model",
                "m",
                "--data",
                file.toString(),
                "--target",
                "y",
                "-p",
                "rounds=2",
                "--test",
                "0.01");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("Column 'a' is read as categories", "'1O'");
    }

    @Test
    void aDamagedLedgerIsSaidWhateverIsAsked() throws Exception {
        Path ledger = registry.resolve("models/m/ledger.ndjson");
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length - 40] ^= 1;
        Files.write(ledger, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        refused(call("promote", "--model", "m", "--to", "staging"), "ledger.ndjson", "line 2", "backup");
        Answer shown = Answer.of("registry", "ledger", "m", "--all", "--registry", registry.toString());
        assertThat(shown.out() + shown.err()).contains("damaged", "line 2");
    }

    private Answer score(Path file, Path output) {
        return call(
                "score", "--model", "m", "--version", "1", "--data", file.toString(), "--output", output.toString());
    }

    private Answer run(String command, String model, Path file, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(command, "--model", model, "--version", "1", "--data", file.toString()));
        if (command.equals("score")) {
            arguments.addAll(List.of("--output", directory.resolve("out.csv").toString()));
        }
        arguments.addAll(List.of(more));
        return call(arguments.toArray(String[]::new));
    }

    private Answer call(String... arguments) {
        return Answer.of(Stream.concat(Stream.of(arguments), Stream.of("--registry", registry.toString()))
                .toArray(String[]::new));
    }

    private Model model(String name) throws Exception {
        try (Registry opened = Registry.openReadOnly(registry, Stages.DEFAULT)) {
            return opened.get(ModelName.resolve(name, ""));
        }
    }

    private List<String> models() throws Exception {
        try (Registry opened = Registry.openReadOnly(registry, Stages.DEFAULT)) {
            return opened.models().stream().map(ModelName::value).toList();
        }
    }

    private static void refused(Answer answer, String... said) {
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains(said).doesNotContain("\tat ").doesNotContain("    at ");
    }

    private static String rows(int count) {
        StringBuilder table = new StringBuilder("a,b,y\n");
        for (int i = 0; i < count; i++) {
            table.append(i % 7)
                    .append(',')
                    .append("pqr".charAt(i * 31 % 11 % 3))
                    .append(',')
                    .append(i % 3 == 0 ? "yes" : "no")
                    .append('\n');
        }
        return table.toString();
    }
}
