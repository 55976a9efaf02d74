package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

    @TempDir
    Path dir;

    private static final String BINARY = Requests.table(600, (x, c) -> x > 5 ^ c.equals("red") ? "good" : "bad");
    private static final String COLOURS =
            Requests.table(600, (x, c) -> c.equals("blue") ? "low" : x > 5 ? "high" : "middle");
    private static final String NUMBERS = Requests.table(
            600, (x, c) -> String.format(java.util.Locale.ROOT, "%.3f", 1000 + 30 * x + (c.equals("red") ? 100 : 0)));

    private Requests requests() {
        return new Requests(dir);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest", "logisticRegression"})
    void threeClasses(String trainer) throws IOException {
        TrainResult result = requests().data(COLOURS).trainer(trainer).run();
        assertThat(result.task()).isEqualTo(Task.MULTICLASS);
        assertThat(result.evaluation().classes()).containsExactly("high", "low", "middle");
        assertThat(result.evaluation().metrics().get("accuracy")).isGreaterThan(.85);
        assertThat(result.importances())
                .extracting(TrainResult.Importance::feature)
                .last()
                .isEqualTo("n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest", "linear"})
    void numbers(String trainer) throws IOException {
        TrainResult result = requests().data(NUMBERS).trainer(trainer).run();
        assertThat(result.task()).isEqualTo(Task.REGRESSION);
        // The noise of x has a standard deviation of 1, hence the target's of 30; 5 % of the rows lack x.
        assertThat(result.evaluation().metrics().get("rmse")).isLessThan(55);
        assertThat(result.evaluation().metrics().get("r2")).isGreaterThan(.7);
    }

    @Test
    void numbersAsClasses() throws IOException {
        TrainResult two =
                requests().data(BINARY.replace("good", "1").replace("bad", "0")).run();
        assertThat(two.task()).isEqualTo(Task.BINARY);
        assertThat(two.evaluation().classes()).containsExactlyInAnyOrder("0", "1");
        assertThat(two.evaluation().metrics().get("auc")).isGreaterThan(.9);
        String three = COLOURS.replace("low", "1").replace("middle", "2").replace("high", "3.0");
        TrainResult classes = requests().data(three).run();
        assertThat(classes.task()).isEqualTo(Task.MULTICLASS);
        assertThat(classes.signature().output().categories()).containsExactly("1", "2", "3");
        assertThat(classes.warnings()).anyMatch(w -> w.contains("task: 'regression'"));
        assertThat(requests().data(three).task(Task.REGRESSION).run().task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void thePositiveClassIsTheRarerOneOrTheOneAskedFor() throws IOException {
        String rareGood = Requests.table(600, (x, c) -> x > 8 ? "good" : "bad");
        assertThat(requests().data(rareGood).run().evaluation().positive()).isEqualTo("good");
        TrainResult asked = requests().data(rareGood).positive("bad").run();
        assertThat(asked.evaluation().positive()).isEqualTo("bad");
        try (TrainedModel model = TrainedModel.load(dir.resolve(Training.MODEL))) {
            assertThat(model.classes()).containsExactly("good", "bad");
        }
    }

    @Test
    void testRowsFromAFileAreReadWithTheModelsEyes() throws IOException {
        Path test = dir.resolve("test.csv");
        Files.writeString(test, BINARY.replace("blue", "violet"));
        TrainResult result = requests().data(BINARY).testData(test.toString()).run();
        assertThat(result.testData().rows()).isEqualTo(600);
        assertThat(result.evaluation().rows()).isEqualTo(600);
        assertThat(result.split()).isEqualTo("all rows of " + test);
    }

    @Test
    void uselessColumnsAreLeftOutAndSaid() throws IOException {
        StringBuilder text = new StringBuilder("id,code,empty,same,day,x,leak,y\n");
        for (int i = 0; i < 400; i++) {
            boolean yes = i % 3 == 0;
            text.append(i + 1000)
                    .append(",K")
                    .append(i)
                    .append(",NA,7,2024-01-01,")
                    .append((i * 37 % 100) / 10.0)
                    .append(yes ? ",closed,yes\n" : ",open,no\n");
        }
        text.append("1,K1,,7,2024-01-01,1,open,\n");
        TrainResult result = requests().data(text.toString()).run();
        assertThat(result.signature().inputs()).extracting("name").containsExactly("x", "leak");
        assertThat(result.warnings())
                .containsExactly(
                        "1 of 401 rows have no value of the target 'y' and are left out.",
                        "Column 'empty' has no values and is left out.",
                        "Column 'same' has the same value in every row and is left out.",
                        "Columns 'id', 'code' are different in every row, like ids, and are left out.",
                        "Column 'day' is a date, which is not used as a feature, and is left out.",
                        "Feature 'leak' alone nearly equals the target: if it is only known afterwards, put it into"
                                + " ignore.");
        assertThat(requests().ignore("leak").run().warnings()).noneMatch(w -> w.contains("leak"));
        assertThat(requests().features("x", "id").run().signature().inputs())
                .extracting("name")
                .containsExactly("id", "x");
    }

    @Test
    void anImbalanceIsSaid() throws IOException {
        String rare = Requests.table(2000, (x, c) -> x > 10.8 ? "fraud" : "fine");
        assertThat(requests().data(rare).run().warnings())
                .anyMatch(w -> w.matches("The classes are imbalanced: only \\d+ of 2000 rows .* are 'fraud'.*"));
    }

    @Test
    void theModelHoldsWhatTheResultSays() throws IOException {
        TrainResult result = requests().data(BINARY).run();
        try (TrainedModel model = TrainedModel.load(dir.resolve(Training.MODEL))) {
            assertThat(model.sha256()).isEqualTo(result.artifact().sha256());
            assertThat(model.signature()).isEqualTo(result.signature());
            assertThat(model.importances()).isEqualTo(result.importances());
            assertThat(model.trainer()).isEqualTo(result.trainer());
            assertThat(model.task()).isEqualTo(Task.BINARY);
            assertThat(model.profile().rows()).isEqualTo(480);
        }
        assertThat(Files.size(dir.resolve(Training.MODEL)))
                .isEqualTo(result.artifact().bytes());
        try (var files = Files.list(dir)) {
            assertThat(files.map(f -> f.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(List.of("data.csv", "model.zip", "report.html"));
        }
    }
}
