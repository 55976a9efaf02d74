package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a request can be wrong: what, where and what to do; and nothing is left behind. */
class BadRequestTest {

    @TempDir
    Path dir;

    private Requests requests;

    @BeforeEach
    void create() throws IOException {
        requests = new Requests(dir).data(Requests.table(100, (x, c) -> x > 5 ? "yes" : "no"));
    }

    @AfterEach
    void nothingIsWritten() {
        assertThat(dir.resolve("model.zip")).doesNotExist();
        assertThat(dir.resolve("report.html")).doesNotExist();
    }

    private static Problem problem(Requests requests) {
        InputException e = catchThrowableOfType(InputException.class, requests::run);
        assertThat(e).as("an InputException").isNotNull();
        return e.problem();
    }

    @Test
    void unknownTrainer() {
        Problem problem = problem(requests.trainer("gradientBosting"));
        assertThat(problem.what()).isEqualTo("There is no trainer 'gradientBosting'");
        assertThat(problem.advice()).isEqualTo("Did you mean 'gradientBoosting'?");
    }

    @Test
    void unknownParameterAndOneOutOfRange() {
        Problem problem = problem(requests.trainer("gradientBoosting").parameters(Map.of("round", 3, "depth", 99)));
        assertThat(problem.what())
                .startsWith("2 things are wrong:")
                .contains("Trainer gradientBoosting has no parameter 'round'. Did you mean 'rounds'?")
                .contains("Parameter depth of trainer gradientBoosting must be a whole number from 0 to 16, not 99");
    }

    @Test
    void everythingAtOnce() {
        Problem problem = problem(requests.target("z9")
                .trainer("liner")
                .test(1.5)
                .timeColumn("when")
                .features("x", "cc"));
        assertThat(problem.what())
                .startsWith("5 things are wrong:")
                .contains("There is no trainer 'liner'")
                .contains("test must be between 0 and 1, not 1.5")
                .contains("parameter target: There is no column 'z9'")
                .contains("parameter features: There is no column 'cc'")
                .contains("parameter timeColumn: There is no column 'when'");
    }

    @Test
    void rowsToEvaluateOnWithoutTheTarget() throws IOException {
        Path test = Files.writeString(dir.resolve("test.csv"), "x,c\n1,a\n");
        Problem problem = problem(requests.testData(test.toString()));
        assertThat(problem.where()).isEqualTo("parameter testData");
        assertThat(problem.what()).startsWith("There is no column 'y' in ").endsWith("test.csv");
    }

    @Test
    void missingFiles() {
        assertThat(problem(requests.file(dir + "/none.csv").testData(dir + "/neither.csv"))
                        .what())
                .contains("2 things are wrong")
                .contains("none.csv: The file does not exist")
                .contains("neither.csv: The file does not exist");
    }

    @Test
    void aTrainerThatCannotDoTheTask() {
        assertThat(problem(requests.trainer("linear")).advice())
                .isEqualTo("Take gradientBoosting, randomForest, logisticRegression, auto.");
        assertThat(problem(requests.trainer("logisticRegression").task(Task.REGRESSION))
                        .what())
                .isEqualTo("Trainer logisticRegression cannot do regression");
    }

    @Test
    void targets() throws IOException {
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> "yes"))).what())
                .isEqualTo("The target is always 'yes': there is nothing to learn");
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> "3"))).what())
                .isEqualTo("The target is always '3': there is nothing to learn");
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> ""))).what())
                .isEqualTo("The target has no values at all");
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> "name " + x)))
                        .what())
                .contains("different values in 100 rows: it looks like a name or free text");
        assertThat(problem(requests.data(Requests.table(19, (x, c) -> x > 5 ? "yes" : "no")))
                        .what())
                .isEqualTo("There are only 19 rows");
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> "2024-01-01")))
                        .what())
                .isEqualTo("The target is a date, which cannot be predicted");
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> c)).task(Task.BINARY))
                        .what())
                .isEqualTo("The target has 3 classes (blue, green, red), which is not binary");
    }

    @Test
    void aTextTargetIsNoNumber() {
        assertThat(problem(requests.task(Task.REGRESSION)).what())
                .isEqualTo("The target is not numeric: it has values like 'no'");
    }

    @Test
    void positiveClass() throws IOException {
        Problem problem = problem(requests.positive("yess"));
        assertThat(problem.what()).isEqualTo("The target has no class 'yess'");
        assertThat(problem.advice()).isEqualTo("Did you mean 'yes'?");
        assertThat(problem(requests.data(Requests.table(100, (x, c) -> c)).positive("red"))
                        .what())
                .startsWith("A positive class makes sense for two classes only");
    }

    @Test
    void noUsableFeature() throws IOException {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 50; i++) {
            text.append("NaN,1,").append(i % 2).append('\n');
        }
        Problem problem = problem(requests.data(text.toString()));
        assertThat(problem.what()).startsWith("No feature is left to learn from: Column 'a' has no values");
    }

    @Test
    void weights() throws IOException {
        assertThat(problem(requests.classWeights("even")).advice()).startsWith("Say 'balanced'");
        requests.classWeights(null);
        assertThat(problem(requests.weightColumn("nn")).what()).startsWith("There is no column 'nn'");
        assertThat(problem(requests.weightColumn("y")).what())
                .isEqualTo("The target cannot be the weightColumn as well");
        assertThat(problem(requests.weightColumn("c")).what()).isEqualTo("The weightColumn does not hold numbers");
        assertThat(problem(requests.weightColumn("x")).what()).endsWith(" rows to learn from have no weight");
        assertThat(problem(requests.weightColumn("n").features("x", "n")).what())
                .isEqualTo("The weightColumn 'n' cannot be a feature as well");
        requests = new Requests(dir).data(Requests.table(100, (x, c) -> "" + x)).weightColumn("n");
        assertThat(problem(requests.classWeights("balanced")).what()).isEqualTo("A regression has no classes to weigh");
        requests.classWeights(null).weightColumn("y").target("n");
        assertThat(problem(requests).what()).startsWith("A weight cannot be -");
    }

    @Test
    void directions() throws IOException {
        assertThat(problem(requests.increasing("x").decreasing("x")).what())
                .isEqualTo("Predictions cannot both rise and fall with 'x'");
        assertThat(problem(requests.decreasing().increasing("c")).what())
                .startsWith("Categories such as those of 'c' have no order");
        assertThat(problem(requests.increasing("x").ignore("x")).what()).isEqualTo("The model does not learn from 'x'");
        assertThat(problem(requests.increasing("xx")).what()).startsWith("There is no column 'xx'");
        assertThat(problem(requests.increasing("x").trainer("logisticRegression"))
                        .advice())
                .isEqualTo("Take gradientBoosting, randomForest.");
        assertThat(problem(new Requests(dir)
                                .data(Requests.table(100, (x, c) -> c))
                                .increasing("x"))
                        .where())
                .isEqualTo("parameter increasing");
    }

    @Test
    void contradictions() throws IOException {
        Path test = Files.writeString(dir.resolve("test.csv"), "x,c,n,y\n1,red,1,yes\n");
        assertThat(problem(requests.testData(test.toString()).test(.3)).what())
                .isEqualTo("testData and test exclude each other");
    }

    @Test
    void aTimeColumnOfText() {
        assertThat(problem(requests.timeColumn("c")).what())
                .isEqualTo("The timeColumn holds neither dates nor numbers");
    }

    @Test
    void testRowsOfAnotherShape() throws IOException {
        Path test = Files.writeString(dir.resolve("test.csv"), "x,c,y\n1,red,yes\n");
        Problem problem = problem(requests.testData(test.toString()));
        assertThat(problem.what()).isEqualTo("The column 'n' is missing");
        assertThat(problem.where()).isEqualTo(test + ":1");
    }

    @Test
    void groupsThatCannotBeKeptTogether() throws IOException {
        assertThat(problem(requests.groupColumn("grup")).what()).startsWith("There is no column 'grup'");
        assertThat(problem(requests.groupColumn("c").timeColumn("n")).what())
                .isEqualTo("timeColumn and groupColumn exclude each other");
        assertThat(problem(requests.groupColumn("y").timeColumn(null)).what())
                .isEqualTo("The target cannot be the groupColumn as well");
        requests.data(Requests.table(100, (x, c) -> x > 5 ? "yes" : "no").replaceAll("red|green", "blue"));
        Problem one = problem(requests.groupColumn("c"));
        assertThat(one.what()).isEqualTo("All rows belong to one group: none is left to evaluate on");
        assertThat(one.where()).isEqualTo("column 'c'");
    }

    @Test
    void whatCannotBeExportedIsNotTrained() {
        assertThat(problem(requests.export(dir.resolve("model.pmml").toString()))
                        .what())
                .isEqualTo("The ending says no format that a model can be exported in");
        Problem problem = problem(requests.trainer("logisticRegression")
                .export(dir.resolve("model.ubj").toString()));
        assertThat(problem.what())
                .isEqualTo("A model of trainer logisticRegression has no trees that XGBoost could read");
        assertThat(problem.where()).isEqualTo("parameter export");
        assertThat(dir.resolve("model.ubj")).doesNotExist();
    }
}
