package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo and its parts, on the data that comes with the sources. */
class DeliveryLoopTest {

    private static final Path DATA = Path.of("../../docs/examples/birdstrikes");

    @TempDir
    private Path directory;

    @Test
    void theDemoTellsItsStory() throws Exception {
        Path out = directory.resolve("demo");
        Answer answer = Answer.of("demo", "--data", DATA.toString(), "--out", out.toString());
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        assertThat(answer.out())
                .contains("registered birdstrikes/damage v1")
                .contains("operator")
                .contains("AMERICAN AIRLINES")
                .contains("What was in prod")
                .contains("sound: 1 model");
        try (Registry registry = Registry.openReadOnly(out.resolve("registry"), Stages.DEFAULT)) {
            Model model = registry.get(ModelName.resolve("birdstrikes/damage", ""));
            assertThat(model.champion("prod").orElseThrow().number()).isEqualTo(2);
            assertThat(model.version(1).orElseThrow().stage()).isEqualTo(Stages.ARCHIVED);
            assertThat(model.version(1)
                            .orElseThrow()
                            .driftCheck()
                            .orElseThrow()
                            .event()
                            .level())
                    .isEqualTo(DriftResult.Level.DRIFT);
            assertThat(registry.verify()).isEmpty();
        }
        String report = Files.readString(out.resolve("index.html"));
        assertThat(report).contains("<svg").doesNotContain("<script").contains("birdstrikes/damage");
        List<String> scored = Files.readAllLines(out.resolve("scored.csv"));
        assertThat(scored).hasSize(1723);
        assertThat(scored.get(0)).endsWith("damage,prediction,probability");
    }

    @Test
    void aFailedGateIsAnAnswerNotAnError() {
        String registry = directory.resolve("registry").toString();
        String early = DATA.resolve("1990-1993.csv.gz").toString();
        Answer trained = Answer.of(
                "train",
                "--registry",
                registry,
                "--model",
                "m",
                "--data",
                early,
                "--target",
                "damage",
                "-p",
                "rounds=5",
                "--json");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("\"version\" : 1");
        Answer failed = Answer.of(
                "validate",
                "--registry",
                registry,
                "--model",
                "m",
                "--data",
                DATA.resolve("1994-1995.csv.gz").toString(),
                "--gate",
                "auc min=0.999",
                "--junit",
                directory.resolve("tests/gates.xml").toString());
        assertThat(failed.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(failed.out()).contains("validation failed: 0 of 1 gates hold");
        assertThat(directory.resolve("tests/gates.xml"))
                .content()
                .contains("<testcase classname=\"m.gates\" name=\"auc min\"")
                .contains("<failure message=\"auc 0.");
        Answer drifted = Answer.of(
                "drift",
                "--registry",
                registry,
                "--model",
                "m",
                "--version",
                "1",
                "--data",
                DATA.resolve("1994-1995.csv.gz").toString(),
                "--junit",
                directory.resolve("tests/drift.xml").toString());
        assertThat(drifted.exitCode()).as(drifted.err()).isIn(ExitCode.OK, ExitCode.REFUSED);
        assertThat(directory.resolve("tests/drift.xml"))
                .content()
                .contains("<testcase classname=\"m.columns\" name=\"operator\"")
                .contains("<testcase classname=\"m.drift\" name=\"data set\"");
        Answer again = Answer.of(
                "drift",
                "--registry",
                registry,
                "--model",
                "m",
                "--version",
                "1",
                "--baseline",
                "last 3",
                "--data",
                DATA.resolve("1994-1995.csv.gz").toString(),
                "--json");
        assertThat(again.exitCode()).as(again.out()).isEqualTo(ExitCode.OK);
        assertThat(again.out())
                .contains("(the baseline: the last check)")
                .contains("\"kind\" : \"checks\"")
                .contains("\"history\"");
        String[] named = {
            "drift",
            "--registry",
            registry,
            "--model",
            "m",
            "--version",
            "1",
            "--baseline",
            "check 3",
            "--data",
            DATA.resolve("1994-1995.csv.gz").toString()
        };
        assertThat(again.err() + drifted.out()).contains("recorded as check ");
        Matcher number = Pattern.compile("recorded as check (\\d+) of v1").matcher(drifted.out());
        assertThat(number.find()).as(drifted.out()).isTrue();
        named[8] = "check " + number.group(1);
        assertThat(Answer.of(named).out()).contains("(the baseline: check " + number.group(1) + ")");
        named[8] = "check 1";
        Answer unknown = Answer.of(named);
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("v1 has no drift check 1", "It has " + number.group(1) + ", ");
        Path profile = directory.resolve("1994.json");
        assertThat(Answer.of(
                                "profile",
                                DATA.resolve("1994-1995.csv.gz").toString(),
                                "--registry",
                                registry,
                                "--model",
                                "m",
                                "--version",
                                "1",
                                "--output",
                                profile.toString())
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        named[8] = profile.toString();
        assertThat(Answer.of(named).out())
                .contains("rows of " + profile)
                .contains("No drift: none of ")
                .contains("(the baseline: " + profile + ")");
        String[] held = {
            "drift",
            "--registry",
            registry,
            "--model",
            "m",
            "--version",
            "1",
            "--window",
            "2",
            "--drift",
            "0.0001",
            "--warning",
            "0.0001",
            "--share",
            "0.01",
            "--data",
            DATA.resolve("1994-1995.csv.gz").toString()
        };
        Answer first = Answer.of(held);
        assertThat(first.exitCode()).as(first.out()).isEqualTo(ExitCode.OK);
        assertThat(first.out())
                .contains("It counts for less: 1 of the last 2 checks found drift, and it takes 2 to count");
        assertThat(Answer.of(held).exitCode()).isEqualTo(ExitCode.REFUSED);
        Answer none = Answer.of(
                "drift",
                "--registry",
                registry,
                "--model",
                "m",
                "--version",
                "1",
                "--baseline",
                "last 0",
                "--data",
                DATA.resolve("1994-1995.csv.gz").toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("last 5");
        Answer promoted = Answer.of("promote", "--registry", registry, "--model", "m", "--to", "staging");
        assertThat(promoted.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(promoted.err()).contains("staging").contains("v1");
    }

    @Test
    void aRequestDocumentLeavesAResultDocument() throws Exception {
        Path out = Files.createDirectory(directory.resolve("out"));
        Path request = directory.resolve("request.json");
        Json.write(request, trainRequest(out, "damage"));
        Answer answer = Answer.of("run", request.toString());
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        TrainResult result = (TrainResult) Json.read(out.resolve(Result.FILE), Result.class);
        assertThat(result.evaluation().metrics()).containsKeys("auc", "logLoss");
        assertThat(Files.size(out.resolve(result.artifact().file())))
                .isEqualTo(result.artifact().bytes());
        assertThat(answer.out()).doesNotContain("\u001b[");
    }

    @Test
    void aRequestThatCannotBeMetLeavesAProblem() throws Exception {
        Path out = Files.createDirectory(directory.resolve("out"));
        Path request = directory.resolve("request.json");
        Json.write(request, trainRequest(out, "damaged"));
        Answer answer = Answer.of("run", request.toString());
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Problem problem = (Problem) Json.read(out.resolve(Result.FILE), Result.class);
        assertThat(problem.sentence()).contains("'damaged'").contains("'damage'");
    }

    @Test
    void predictionsOfAnyToolAreJudged() throws Exception {
        Path registry = directory.resolve("registry");
        Path model = Files.writeString(directory.resolve("model.onnx"), "opaque");
        Path predictions = directory.resolve("predictions.csv");
        StringBuilder rows = new StringBuilder("label,probability\n");
        for (int i = 0; i < 100; i++) {
            rows.append(i % 4 == 0 ? "yes," : "no,")
                    .append(i % 4 == 0 ? 0.5 + i / 300.0 : i / 200.0)
                    .append('\n');
        }
        Files.writeString(predictions, rows);
        assertThat(Answer.of(
                                "register",
                                "--registry",
                                registry.toString(),
                                "--model",
                                "m",
                                "--file",
                                model.toString(),
                                "--format",
                                "other",
                                "--metric",
                                "auc=0.9")
                        .exitCode())
                .isZero();
        Answer answer = Answer.of(
                "validate",
                "--registry",
                registry.toString(),
                "--model",
                "m",
                "--predictions",
                predictions.toString(),
                "--gate",
                "auc min=0.9",
                "--json");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        ValidationResult result = (ValidationResult) Json.parse(answer.out(), Result.class, "standard output");
        assertThat(result.evaluation().positive()).isEqualTo("yes");
        assertThat(result.passed()).isTrue();
    }

    private static TrainRequest trainRequest(Path out, String target) {
        return new TrainRequest(
                "m",
                out.toString(),
                DATA.resolve("1990-1993.csv.gz").toString(),
                target,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "date",
                null,
                null);
    }
}
