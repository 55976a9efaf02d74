package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data is checked by itself, and before training and validation. */
class CheckCommandTest {

    @TempDir
    private Path dir;

    private String registry;
    private Path data;

    @BeforeEach
    void table() throws Exception {
        registry = dir.resolve("registry").toString();
        data = Files.writeString(dir.resolve("data.csv"), Requests.table(200, (x, c) -> x > 5 ? "yes" : "no"));
    }

    private Answer train(String... more) {
        return command("train", "--target", "y", more);
    }

    private Answer command(String command, String option, String value, String... more) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of(command, "--registry", registry, "--model", "m", "--data", data.toString(), option, value));
        arguments.addAll(List.of(more));
        return Answer.of(arguments.toArray(String[]::new));
    }

    @Test
    void aTrainingWhoseDataIsNotAsExpectedRegistersNothing() throws Exception {
        Answer refused = train("--expect", "x:max=1", "--expect", "c:missing=0");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.out()).contains("x: ", "above 1", "nothing was trained or registered");
        Answer none = Answer.of("fetch", "--registry", registry, "--model", "m", "--version", "1", "--dir", "" + dir);
        assertThat(none.exitCode()).isNotZero();

        Answer warned = train("-p", "rounds=3", "--expect", "x:max=1,level=unstable");
        assertThat(warned.exitCode()).as(warned.err()).isZero();
        assertThat(warned.out() + warned.err()).contains("above 1").contains("registered m v1");

        Answer like = Answer.of(
                "check", "--registry", registry, "--data", data.toString(), "--model", "m", "--version", "newest");
        assertThat(like.exitCode()).as(like.out() + like.err()).isZero();
        assertThat(like.out()).contains("expectations are fulfilled");

        Answer invalid = command("validate", "--version", "1", "--expect", "x:max=1");
        assertThat(invalid.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(invalid.out()).contains("nothing was measured or recorded");
        Answer valid = command("validate", "--version", "1", "--expect", "x", "--resamples", "0");
        assertThat(valid.exitCode()).as(valid.err()).isZero();
        assertThat(valid.out() + valid.err()).contains("v1 learned from rows of this very file");

        // What the version learned from is the example: ranges, types, categories.
        Answer alike = command("validate", "--version", "1", "--like-training", "--resamples", "0");
        assertThat(alike.exitCode()).as(alike.out() + alike.err()).isZero();
        Path table = data;
        data = Files.writeString(
                dir.resolve("purple.csv"), Files.readString(table).replace("red", "purple"));
        Answer unlike = command("validate", "--version", "1", "--like-training");
        assertThat(unlike.exitCode()).as(unlike.out() + unlike.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(unlike.out()).contains("c: ", "'purple'", "nothing was measured or recorded");
        assertThat(command("validate", "--version", "1", "--like-training", "--like", table.toString())
                        .err())
                .contains("inferred from a file or from a version of a model");
        data = table;

        Files.writeString(
                data,
                Files.readString(data)
                        + Files.readString(data).lines().skip(1).findFirst().orElseThrow() + "\n");
        Answer others = command("validate", "--version", "1", "--resamples", "0");
        assertThat(others.exitCode()).as(others.err()).isZero();
        assertThat(others.out() + others.err()).doesNotContain("this very file");
    }

    @Test
    void theRowsThatFailAreInTheReportAndSensitiveValuesNowhere() throws Exception {
        Path people = Files.writeString(dir.resolve("people.csv"), "id,ssn\n1,topsecret\n2,topsecret\n99,other\n");
        Path report = dir.resolve("check.html");
        Path tests = dir.resolve("tests.xml");
        Answer answer = Answer.of(
                "check",
                "--data",
                people.toString(),
                "--expect",
                "ssn:unique,sensitive",
                "--expect",
                "id:max=10",
                "--min-rows",
                "2",
                "--report",
                report.toString(),
                "--junit",
                tests.toString());
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(answer.out())
                .contains("ssn: 1 of 3 rows", "id: 1 of 3 rows", "the data is refused")
                .doesNotContain("topsecret");
        assertThat(Files.readString(report)).contains("99").doesNotContain("topsecret");
        assertThat(Files.readString(tests))
                .contains("tests=\"6\"", "failures=\"2\"")
                .doesNotContain("topsecret");
    }

    @Test
    void mistakesAreSaid() {
        Answer nothing = Answer.of("check", "--data", data.toString());
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(nothing.err()).contains("Nothing is expected");
        Answer version = Answer.of("check", "--data", data.toString(), "--version", "1");
        assertThat(version.err()).contains("no model");
        Answer predictions = Answer.of(
                "validate", "--registry", registry, "--model", "m", "--predictions", "p.csv", "--expect", "x");
        assertThat(predictions.err()).contains("predictions are given");
    }

    @Test
    void aRequestChecksItsDataFirst() throws Exception {
        TrainRequest training = new TrainRequest(
                "m", dir.toString(), data.toString(), "y", null, null, null, null, null, null, null, null, null, 1);
        assertThat(DataCheckRequest.before(training, data.toString(), new Expectations(null, null, null)))
                .isSameAs(training);
        Path request = dir.resolve("request.json");
        Json.write(
                request,
                DataCheckRequest.before(
                        training,
                        data.toString(),
                        new Expectations(List.of(ExpectSyntax.parse("x:max=1,level=unstable")), null, null)));
        assertThat(Answer.of("run", request.toString()).exitCode()).isZero();
        Path result = dir.resolve(Result.FILE);
        assertThat(Json.read(result, Result.class)).isInstanceOf(TrainResult.class);
        DataCheckResult beside = (DataCheckResult) Json.read(dir.resolve(DataCheckResult.BESIDE), Result.class);
        assertThat(beside.level()).isEqualTo(DataCheckResult.Level.UNSTABLE);
        assertThat(dir.resolve(DataCheckResult.REPORT_BESIDE)).exists();

        Files.delete(dir.resolve("model.zip"));
        Json.write(
                request,
                DataCheckRequest.before(
                        training, data.toString(), new Expectations(List.of(Expectation.of("absent")), null, null)));
        assertThat(Answer.of("run", request.toString()).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(Json.read(result, Result.class)).isInstanceOf(DataCheckResult.class);
        assertThat(dir.resolve("model.zip")).doesNotExist();
    }
}
