package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.train.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of the registry and a fetched model file give the same exported file. */
class ExportCommandTest {

    @TempDir
    private Path dir;

    @Test
    void fromTheRegistryAndFromAFile() throws Exception {
        String registry = dir.resolve("registry").toString();
        Path data = Files.writeString(dir.resolve("data.csv"), Requests.table(200, (x, c) -> x > 5 ? "yes" : "no"));
        Answer trained = Answer.of(
                "train",
                "--registry",
                registry,
                "--model",
                "m",
                "--data",
                data.toString(),
                "--target",
                "y",
                "-p",
                "rounds=3");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        Path first = dir.resolve("a.onnx");
        Answer exported = Answer.of(
                "export", "--registry", registry, "--model", "m", "--version", "newest", "--output", first.toString());
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("m v1", first.toString());

        Answer fetched =
                Answer.of("fetch", "--registry", registry, "--model", "m", "--version", "1", "--dir", dir.toString());
        assertThat(fetched.exitCode()).as(fetched.err()).isZero();
        Path second = dir.resolve("b.onnx");
        Answer again = Answer.of(
                "export", "--file", dir.resolve("model.zip").toString(), "--output", second.toString(), "--json");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("\"sha256\"", "\"bytes\" : " + Files.size(second));
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void whatIsMissingOrTooMuchIsSaid() {
        String output = dir.resolve("a.onnx").toString();
        Answer none = Answer.of("export", "--output", output);
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("No model is given", "--file");
        Answer two = Answer.of("export", "--file", "model.zip", "--model", "m", "--output", output);
        assertThat(two.err()).contains("Two models are given");
        Answer ending = Answer.of(
                "export",
                "--file",
                "model.zip",
                "--output",
                dir.resolve("a.pmml").toString());
        assertThat(ending.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ending.err()).contains("ends in .onnx");
        Answer absent = Answer.of("export", "--file", dir.resolve("model.zip").toString(), "--output", output);
        assertThat(absent.err()).contains("The model file does not exist");
        assertThat(Path.of(output)).doesNotExist();
    }
}
