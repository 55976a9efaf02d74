package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.foreign.Models;
import io.jenkins.plugins.modeldelivery.foreign.OnnxRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that Python made go the way of our own: registered, judged against our champion on the same rows, scored. */
class RegisteredModelTest {

    @TempDir
    private Path dir;

    private Path rows;

    @BeforeEach
    void champion() throws Exception {
        rows = Models.copy("rows.csv", dir);
        good(
                "train",
                "--model",
                "m",
                "--data",
                rows.toString(),
                "--target",
                "damage",
                "--positive",
                "yes",
                "--features",
                "speed,mass,height,size",
                "-p",
                "rounds=10");
        good("promote", "--model", "m", "--to", "staging");
    }

    @AfterEach
    void forget() {
        System.clearProperty(OnnxRuntime.PROPERTY);
    }

    private Answer call(String command, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of(command, "--registry", dir.resolve("registry").toString()));
        all.addAll(List.of(arguments));
        return Answer.of(all.toArray(String[]::new));
    }

    private Answer good(String command, String... arguments) {
        Answer answer = call(command, arguments);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        return answer;
    }

    private String register(String file, String... more) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("--model", "m", "--file", Models.copy(file, dir).toString(), "--target", "damage"));
        all.addAll(List.of(more));
        return good("register", all.toArray(String[]::new)).out();
    }

    private ValidationResult validated(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--model",
                "m",
                "--data",
                rows.toString(),
                "--baseline",
                "staging",
                "--gate",
                "auc min=0.6",
                "--gate",
                "auc maxDrop=0.5",
                "--gate",
                "latencyP50 max=1000",
                "--resamples",
                "50",
                "--json"));
        all.addAll(List.of(more));
        Answer answer = good("validate", all.toArray(String[]::new));
        return (ValidationResult) Json.parse(answer.out(), Result.class, "standard output");
    }

    private void against(ValidationResult result) {
        assertThat(result.baselineVersion()).isEqualTo(1);
        assertThat(result.baseline().rows())
                .isEqualTo(result.evaluation().rows())
                .isEqualTo(300);
        assertThat(result.evaluation().positive()).isEqualTo("yes");
        assertThat(result.gates()).extracting(GateDecision::outcome).containsOnly(GateDecision.Outcome.PASS);
        assertThat(result.labelChanges().rows()).isEqualTo(300);
        assertThat(result.labelChanges().sentence("v1")).contains("of 300 rows", "another label than from v1");
    }

    /** Nobody showed what they learned from, so a file or an earlier check stands for it. */
    private void drifts(String... more) throws Exception {
        List<String> lines = Files.readAllLines(rows);
        List<String> faster = new ArrayList<>(lines.subList(0, 1));
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.indexOf(',');
            faster.add(comma == 0 ? line : 2 * Double.parseDouble(line.substring(0, comma)) + line.substring(comma));
        }
        Path changed = Files.write(dir.resolve("faster.csv"), faster);
        List<String> all =
                new ArrayList<>(List.of("--model", "m", "--version", "2", "--json", "--data", changed.toString()));
        all.addAll(List.of(more));
        Answer without = call("drift", all.toArray(String[]::new));
        assertThat(without.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(without.err()).contains("made by another tool", "Name a file of rows to compare with");
        all.addAll(List.of("--baseline", rows.toString(), "--gate", "auc min=0.5", "--column", "speed:critical"));
        Answer drifted = call("drift", all.toArray(String[]::new));
        assertThat(drifted.exitCode()).as(drifted.err()).isEqualTo(ExitCode.REFUSED);
        DriftResult result = (DriftResult) Json.parse(drifted.out(), Result.class, "standard output");
        assertThat(result.level()).isEqualTo(DriftResult.Level.DRIFT);
        assertThat(result.baseline().exact()).isTrue();
        assertThat(result.baseline().data().rows()).isEqualTo(300);
        assertThat(result.columns())
                .filteredOn(c -> c.name().equals("speed"))
                .singleElement()
                .satisfies(c -> assertThat(c.level()).isEqualTo(DriftResult.Level.DRIFT));
        assertThat(result.columns()).extracting(DriftResult.Column::role).contains("prediction", "label");
        assertThat(result.performance().rows()).isEqualTo(300);
        assertThat(result.performance().realised()).containsKeys("auc", "accuracy");
        assertThat(result.performance().reference()).isEmpty();
        assertThat(result.gates()).hasSize(1);
        all.set(all.indexOf("--baseline") + 1, "last");
        all.set(all.indexOf("--data") + 1, changed.toString());
        Answer again = call("drift", all.toArray(String[]::new));
        assertThat(again.out()).as(again.err()).contains("(the baseline: the last check)", "\"level\" : \"ok\"");
    }

    private void scored(Path output, String expected) throws Exception {
        List<String> lines = Files.readAllLines(output);
        List<String> header = List.of(lines.get(0).split(","));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            assertThat(Double.parseDouble(cells[header.indexOf("probability")]))
                    .isCloseTo(Double.parseDouble(cells[header.indexOf(expected)]), within(1e-6));
        }
        assertThat(lines).hasSize(301);
    }

    @Test
    void xgboostAgainstOurChampion() throws Exception {
        String said = register("binary.ubj", "--format", "xgboost", "--classes", "no,yes");
        assertThat(said)
                .contains("registered m v2", "binary, 3 inputs (speed: float", "classes no, yes", "xgboost 3.2.0");
        against(validated("--version", "2"));
        Path output = dir.resolve("scored.csv");
        good("score", "--model", "m", "--version", "2", "--data", rows.toString(), "--output", output.toString());
        scored(output, "expected_binary");
        drifts();
        Answer exported = call(
                "export",
                "--model",
                "m",
                "--version",
                "2",
                "--output",
                dir.resolve("x.onnx").toString());
        assertThat(exported.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(exported.err()).contains("is the file for other tools", "fetch");
    }

    @Test
    void onnxAgainstOurChampion() throws Exception {
        register("columns.onnx", "--format", "onnx");
        System.setProperty(OnnxRuntime.PROPERTY, " ");
        Answer without = call("validate", "--model", "m", "--version", "2", "--data", rows.toString());
        assertThat(without.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(without.err()).contains("ONNX Runtime", "--onnx-runtime", OnnxRuntime.ARTIFACT);
        String jar = Models.onnxRuntime().toString();
        against(validated("--version", "2", "--onnx-runtime", jar));
        Path output = dir.resolve("scored.csv");
        good(
                "score",
                "--model",
                "m",
                "--version",
                "2",
                "--onnx-runtime",
                jar,
                "--data",
                rows.toString(),
                "--output",
                output.toString());
        scored(output, "expected_columns_yes");
        drifts("--onnx-runtime", jar);
    }

    @Test
    void aModelWithoutItsTargetOrOfAnotherPositiveClassIsNotMeasured() throws Exception {
        register("binary.ubj", "--format", "xgboost", "--classes", "no,yes", "--positive", "no");
        Answer other =
                call("validate", "--model", "m", "--version", "2", "--data", rows.toString(), "--baseline", "staging");
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("The positive class of the candidate is 'no'");
        good("register", "--model", "m", "--file", dir.resolve("binary.ubj").toString(), "--format", "xgboost");
        Answer none = call("validate", "--model", "m", "--version", "3", "--data", rows.toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("registered without the column it predicts");
    }

    @Test
    void predictionsMayLieInSeveralFilesAndLines() throws Exception {
        StringBuilder lines = new StringBuilder();
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String line = "{\"label\": \"" + (i % 4 == 0 ? "yes" : "no") + "\", \"probability\": "
                    + (i % 4 == 0 ? 0.5 + i / 300.0 : i / 200.0) + "}\n";
            (i < 60 ? lines : more).append(line);
        }
        Files.writeString(dir.resolve("part-1.ndjson"), lines);
        Files.writeString(dir.resolve("part-2.ndjson"), more);
        Answer answer = good(
                "validate",
                "--model",
                "m",
                "--predictions",
                dir.resolve("part-*.ndjson").toString(),
                "--gate",
                "auc min=0.9",
                "--json");
        ValidationResult result = (ValidationResult) Json.parse(answer.out(), Result.class, "standard output");
        assertThat(result.evaluation().rows()).isEqualTo(100);
    }

    /** The columns that scoring writes for three classes are those that a file of predictions has. */
    @Test
    void probabilitiesOfThreeClasses() throws Exception {
        StringBuilder lines = new StringBuilder("label,probability_0,probability_1,probability_2\n");
        for (int i = 0; i < 90; i++) {
            lines.append(i % 3);
            for (int c = 0; c < 3; c++) {
                lines.append(c == i % 3 ? ",0.8" : ",0.1");
            }
            lines.append('\n');
        }
        Path file = Files.writeString(dir.resolve("p.csv"), lines);
        Answer answer = good("validate", "--model", "m", "--predictions", file.toString(), "--json");
        ValidationResult result = (ValidationResult) Json.parse(answer.out(), Result.class, "standard output");
        assertThat(result.evaluation().metrics().get("logLoss")).isCloseTo(-Math.log(0.8), within(1e-6));
        assertThat(result.evaluation().metrics().get("auc")).isEqualTo(1);
        Files.writeString(file, lines.append("0,0.8,0.1,0.5\n"));
        Answer sum = call("validate", "--model", "m", "--predictions", file.toString());
        assertThat(sum.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(sum.err()).contains("data row 91", "sum up to 1.4");
    }
}
