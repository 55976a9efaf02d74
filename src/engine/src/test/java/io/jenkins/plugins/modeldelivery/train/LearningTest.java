package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights, early stopping and directions: that they do what they say. */
class LearningTest {

    @TempDir
    Path dir;

    /** Rows that say the truth, with weight 1, and twice as many that say the opposite, with weight 0. */
    private static String liars(boolean classes) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("x,w,y\n");
        for (int i = 0; i < 1200; i++) {
            double x = random.nextInt(1000) / 100.0;
            boolean liar = i % 3 > 0;
            String y = classes ? (x > 5 ^ liar ? "good" : "bad") : String.format(Locale.ROOT, "%.2f", liar ? -x : x);
            text.append(x).append(liar ? ",0," : ",3.5,").append(y).append('\n');
        }
        return text.toString();
    }

    private Path truth(boolean classes) throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 100; i++) {
            text.append(i / 10.0)
                    .append(',')
                    .append(classes ? (i > 50 ? "good" : "bad") : "" + i / 10.0)
                    .append('\n');
        }
        return Files.writeString(dir.resolve("truth.csv"), text);
    }

    private Requests requests() {
        return new Requests(dir);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest", "logisticRegression"})
    void rowsOfNoWeightTeachNothing(String trainer) throws IOException {
        Requests requests = requests()
                .data(liars(true))
                .testData(truth(true).toString())
                .positive("good")
                .trainer(trainer);
        assertThat(requests.ignore("w").run().evaluation().metrics().get("auc")).isLessThan(.1);
        TrainResult weighed = requests.ignore().weightColumn("w").run();
        assertThat(weighed.evaluation().metrics().get("auc")).isGreaterThan(.99);
        assertThat(weighed.evaluation().rows()).isEqualTo(100);
        assertThat(weighed.signature().inputs()).extracting("name").containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest", "linear"})
    void norDoTheyWithNumbers(String trainer) throws IOException {
        Requests requests =
                requests().data(liars(false)).testData(truth(false).toString()).trainer(trainer);
        assertThat(requests.ignore("w").run().evaluation().metrics().get("r2")).isNegative();
        assertThat(requests.ignore()
                        .weightColumn("w")
                        .run()
                        .evaluation()
                        .metrics()
                        .get("r2"))
                .isGreaterThan(.95);
    }

    /** scikit-learn 1.9, compute_class_weight('balanced', y=[0, 0, 0, 1]): .6666667, 2. */
    @Test
    void balancedWeightsAreScikitLearns() throws IOException {
        requests().data("x,w,y\n1,2,a\n2,2,a\n3,2,a\n4,2,b\n").classWeights("balanced");
        Frame frame = DataReader.read(dir.resolve("data.csv"), 1, Progress.SILENT);
        float[] labels = {0, 0, 0, 1};
        float third = 2 / 3f;
        assertThat(Weights.of(frame, requests().classWeights("balanced").request(), labels, 2))
                .containsExactly(third, third, third, 2);
        // Weights that are the same for all change nothing, whatever they are.
        assertThat(Weights.of(
                        frame,
                        requests().classWeights("balanced").weightColumn("w").request(),
                        labels,
                        2))
                .containsExactly(third, third, third, 2);
        assertThat(Weights.of(frame, requests().request(), labels, 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest", "logisticRegression"})
    void balancedClassesFindMoreOfTheRareOne(String trainer) throws IOException {
        String rare = Requests.table(3000, (x, c) -> x > 9.5 ? "fraud" : "fine");
        TrainResult plain = requests().data(rare).trainer(trainer).run();
        TrainResult balanced =
                requests().data(rare).trainer(trainer).classWeights("balanced").run();
        assertThat(balanced.evaluation().metrics().get("recall"))
                .isGreaterThan(plain.evaluation().metrics().get("recall") + .1);
        assertThat(balanced.evaluation().rows()).isEqualTo(plain.evaluation().rows());
    }

    @Test
    void boostingStopsWhereMoreRoundsDoNotHelp() throws IOException {
        String noisy = Requests.table(900, (x, c) -> x > 5 ^ c.equals("red") ? "good" : "bad");
        TrainResult stopped = requests()
                .data(noisy)
                .trainer("gradientBoosting")
                .parameters(Map.of("rounds", 2000, "earlyStopping", 10))
                .run();
        TrainResult.EarlyStop stop = stopped.earlyStop();
        assertThat(stop.most()).isEqualTo(2000);
        assertThat(stop.rounds()).isBetween(10, 300);
        assertThat(stop.metric()).isEqualTo("logLoss");
        // A tenth of the 720 rows that are not the test's.
        assertThat(stop.rows()).isEqualTo(72);
        assertThat(stop.sentence()).contains(" of at most 2,000 rounds kept, where logLoss on 72 held-out");
        assertThat(Files.readString(dir.resolve("report.html"))).contains(stop.sentence());
        // The model is the one that so many rounds on all training rows give.
        TrainResult asked = requests()
                .data(noisy)
                .trainer("gradientBoosting")
                .parameters(Map.of("rounds", stop.rounds()))
                .run();
        assertThat(asked.earlyStop()).isNull();
        assertThat(stopped.evaluation().metrics()).isEqualTo(asked.evaluation().metrics());
        TrainResult all = requests()
                .data(noisy)
                .trainer("gradientBoosting")
                .parameters(Map.of("rounds", 2000))
                .run();
        assertThat(stopped.evaluation().metrics().get("logLoss"))
                .isLessThan(all.evaluation().metrics().get("logLoss"));
    }

    @Test
    void numbersAndClassesStopToo() throws IOException {
        Map<String, Object> parameters = Map.of("rounds", 500, "earlyStopping", 5, "validationShare", .25);
        TrainResult numbers = requests()
                .data(Requests.table(400, (x, c) -> String.format(Locale.ROOT, "%.2f", x)))
                .trainer("gradientBoosting")
                .parameters(parameters)
                .run();
        assertThat(numbers.earlyStop().metric()).isEqualTo("rmse");
        assertThat(numbers.earlyStop().rows()).isEqualTo(80);
        TrainResult classes = requests()
                .data(Requests.table(400, (x, c) -> c.equals("red") ? "a" : x > 5 ? "b" : "c"))
                .trainer("gradientBoosting")
                .parameters(parameters)
                .run();
        assertThat(classes.earlyStop().metric()).isEqualTo("logLoss");
        assertThat(classes.earlyStop().rounds()).isLessThan(500);
    }

    /** How often the predictions go down while x goes up. */
    private int falls() throws IOException {
        StringBuilder text = new StringBuilder("x,c,n\n");
        for (int i = 0; i < 100; i++) {
            text.append(i / 10.0).append(",red,25\n");
        }
        Path grid = Files.writeString(dir.resolve("grid.csv"), text);
        int falls = 0;
        try (TrainedModel model = TrainedModel.load(dir.resolve(Training.MODEL))) {
            Frame frame = DataReader.read(grid, model.signature().inputs(), java.util.List.of(), 1, Progress.SILENT);
            double[] values = model.predict(frame, 1).values();
            for (int i = 1; i < values.length; i++) {
                falls += values[i] < values[i - 1] - 1e-6 ? 1 : 0;
            }
        }
        return falls;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest"})
    void predictionsRiseWhereTheyMust(String trainer) throws IOException {
        for (String data : java.util.List.of(
                Requests.table(500, (x, c) -> x > 5 ? "yes" : "no"),
                Requests.table(500, (x, c) -> String.format(Locale.ROOT, "%.2f", x)))) {
            Requests requests = requests().data(data).trainer(trainer);
            requests.run();
            assertThat(falls()).isGreaterThan(3);
            requests.increasing("x").run();
            assertThat(falls()).isZero();
        }
    }
}
