package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.score.Scoring;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported models predict in Python what they predict here; where Python or its libraries are absent, that part is skipped. */
class ModelExportTest {

    private static final int NO_LIBRARIES = 77;

    @TempDir
    Path dir;

    private static String table(String task, int rows) {
        BiFunction<Double, String, String> y =
                switch (task) {
                    case "binary" -> (x, c) -> x + (c.equals("red") ? 2 : 0) > 6 ? "yes, it is" : "no";
                    case "multiclass" -> (x, c) -> c.equals("red") ? "low" : x > 5 ? "high" : "middle";
                    default -> (x, c) -> String.valueOf(1000 + 30 * x + (c.equals("green") ? 50 : 0));
                };
        String text = Requests.table(rows, (x, c) -> '"' + y.apply(x, c) + '"');
        // Some categories are missing, one is rare, and the target sits between the features in no special order.
        return text.replace("7,red,", "7,,").replaceFirst("green", "mauve");
    }

    private TrainedModel train(String task, String trainer) throws IOException {
        Map<String, Object> few = trainer.equals("randomForest") ? Map.of("trees", 25) : Map.of();
        new Requests(dir)
                .data(table(task, 1_500))
                .trainer(trainer)
                .parameters(few)
                .run();
        return TrainedModel.load(dir.resolve("model.zip"));
    }

    /** Rows with what training has not seen: extreme numbers, unseen and missing categories. */
    private Path rows() throws IOException {
        StringBuilder text = new StringBuilder("n,c,x\n");
        String[] colours = {"red", "green", "blue", "", "violet", "mauve"};
        for (int i = 0; i < 2_000; i++) {
            text.append(i % 11 == 0 ? "" : String.valueOf(i % 60 - 5))
                    .append(',')
                    .append(colours[i % colours.length])
                    .append(',')
                    .append(i % 13 == 0 ? "" : i % 17 == 0 ? "1e30" : String.valueOf(i % 1000 / 100.0))
                    .append('\n');
        }
        return Files.writeString(dir.resolve("rows.csv"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "binary, gradientBoosting",
        "multiclass, gradientBoosting",
        "regression, gradientBoosting",
        "binary, randomForest",
        "multiclass, randomForest",
        "regression, randomForest",
        "binary, logisticRegression",
        "multiclass, logisticRegression",
        "regression, linear"
    })
    void pythonPredictsTheSame(String task, String trainer) throws Exception {
        boolean trees = !trainer.startsWith("l");
        try (TrainedModel model = train(task, trainer)) {
            for (String ending : trees ? new String[] {"onnx", "ubj", "json"} : new String[] {"onnx"}) {
                ModelExport.write(model, dir.resolve("model." + ending));
                assertThat(dir.resolve("model." + ending)).isNotEmptyFile();
            }
        }
        Path rows = rows();
        score(rows);
        same("onnx", "model.onnx", rows);
        if (trees) {
            same("xgboost", "model.ubj", rows);
            same("xgboost", "model.json", rows);
        }
    }

    /** Trees get the mean target of categories with many values as a column more. */
    @ParameterizedTest
    @CsvSource({"binary, gradientBoosting", "regression, randomForest"})
    void pythonKnowsTheMeansOfCategories(String task, String trainer) throws Exception {
        StringBuilder text = new StringBuilder("n,c,x,y\n");
        String[] airports = IntStream.range(0, 70).mapToObj(i -> "airport " + i).toArray(String[]::new);
        for (int i = 0; i < 12_600; i++) {
            int airport = i % 70;
            int y = i * 7919 % 97 < airport * 37 % 70 ? 1 : 0;
            text.append(i % 40).append(',').append(i % 500 == 0 ? "rare" : airports[airport]);
            text.append(',').append(i % 9).append(',').append(task.equals("binary") ? y : 100 * y + i % 300 / 10.0);
            text.append('\n');
        }
        new Requests(dir)
                .data(text.toString())
                .trainer(trainer)
                .parameters(Map.of(trainer.equals("randomForest") ? "trees" : "rounds", 25))
                .run();
        try (TrainedModel model = TrainedModel.load(dir.resolve("model.zip"))) {
            assertThat(model.preprocessing().columnNames()).contains("c=(mean)");
            assertThat(model.preprocessing().means().get("c")).hasSize(70).containsKey("airport 69");
            for (String ending : new String[] {"onnx", "ubj"}) {
                ModelExport.write(model, dir.resolve("model." + ending));
            }
        }
        StringBuilder rows = new StringBuilder("n,c,x\n");
        for (int i = 0; i < 2_000; i++) {
            String airport = i % 20 == 0 ? "" : i % 21 == 0 ? "rare" : i % 23 == 0 ? "unseen" : airports[i % 70];
            rows.append(i % 40)
                    .append(',')
                    .append(airport)
                    .append(',')
                    .append(i % 9)
                    .append('\n');
        }
        Path file = Files.writeString(dir.resolve("rows.csv"), rows);
        score(file);
        same("onnx", "model.onnx", file);
        same("xgboost", "model.ubj", file);
    }

    private void score(Path rows) throws IOException {
        Scoring.run(
                new ScoreRequest(
                        "m",
                        1,
                        dir.toString(),
                        dir.resolve("model.zip").toString(),
                        rows.toString(),
                        dir.resolve("scored.csv").toString(),
                        2),
                Progress.SILENT);
    }

    private void same(String kind, String model, Path rows) throws Exception {
        Path script = dir.resolve("predict.py");
        try (InputStream in = getClass().getResourceAsStream("predict.py")) {
            Files.write(script, in.readAllBytes());
        }
        Path said = dir.resolve("said.txt");
        Process process;
        try {
            process = new ProcessBuilder(
                            "python3",
                            script.toString(),
                            kind,
                            dir.resolve(model).toString(),
                            rows.toString(),
                            dir.resolve("scored.csv").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("There is no Python here: " + e.getMessage());
            return;
        }
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(ended).as(output).isTrue();
        Assumptions.assumeFalse(process.exitValue() == NO_LIBRARIES, output);
        assertThat(process.exitValue()).as(output).isZero();
        String[] words =
                output.strip().lines().reduce((a, b) -> b).orElseThrow().split(" ");
        assertThat(Double.parseDouble(words[0])).as(model + ": " + output).isLessThan(1e-6);
        assertThat(words[1]).isEqualTo("2000");
    }

    @Test
    void trainingWritesTheSameFile() throws IOException {
        new Requests(dir)
                .data(table("binary", 300))
                .trainer("logisticRegression")
                .export(dir.resolve("trained.onnx").toString())
                .run();
        try (TrainedModel model = TrainedModel.load(dir.resolve("model.zip"))) {
            assertThat(dir.resolve("trained.onnx")).hasBinaryContent(OnnxExport.of(model));
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        try (TrainedModel model = train("binary", "gradientBoosting")) {
            assertThat(OnnxExport.of(model)).isEqualTo(OnnxExport.of(model));
            String text = new String(OnnxExport.of(model), StandardCharsets.ISO_8859_1);
            assertThat(text).contains(model.sha256(), "[\"no\",\"yes, it is\"]", "TreeEnsembleRegressor");
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAndLeavesTheFileAsItWas() throws IOException {
        try (TrainedModel model = train("binary", "logisticRegression")) {
            Path before = Files.writeString(dir.resolve("model.ubj"), "before");
            assertThat(problem(model, before))
                    .contains("has no trees that XGBoost could read", "Name a file that ends in .onnx.");
            assertThat(before).hasContent("before");
            assertThat(problem(model, dir.resolve("model.pmml"))).contains("The ending says no format");
            assertThat(problem(model, dir.resolve("no/model.onnx"))).contains("The directory does not exist");
            assertThat(problem(model, Files.createDirectory(dir.resolve("d.onnx"))))
                    .contains("This is not a file");
        }
        assertThat(Arrays.stream(dir.toFile().list())).noneMatch(n -> n.endsWith(".tmp"));
    }

    private static String problem(TrainedModel model, Path output) {
        return catchThrowableOfType(InputException.class, () -> ModelExport.write(model, output))
                .problem()
                .toString();
    }
}
