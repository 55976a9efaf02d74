package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.Native;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything goes on where XGBoost's native library does not load, and the log says what is different. */
class WithoutNativeTest {

    @TempDir
    Path dir;

    private static final String TABLE = Requests.table(1_500, (x, c) -> x > 5 ^ c.equals("red") ? "good" : "bad");

    @AfterEach
    void on() {
        System.clearProperty(Native.SWITCH);
    }

    private static void off() {
        System.setProperty(Native.SWITCH, "off");
    }

    private Requests requests() throws IOException {
        return new Requests(dir).data(TABLE);
    }

    private String scored() throws IOException {
        Path scored = dir.resolve("scored.csv");
        Scoring.run(
                new ScoreRequest(
                        "m",
                        1,
                        dir.toString(),
                        dir.resolve("model.zip").toString(),
                        dir.resolve("data.csv").toString(),
                        scored.toString(),
                        2),
                Progress.SILENT);
        return Files.readString(scored);
    }

    @Test
    void boostingIsDoneInJavaAsWell() throws IOException {
        TrainResult with = requests().trainer("gradientBoosting").run();
        assertThat(with.warnings()).noneMatch(w -> w.contains("native"));
        off();
        TrainResult without = requests().trainer("gradientBoosting").run();
        assertThat(without.warnings())
                .anyMatch(w -> w.startsWith("The native library of XGBoost cannot be loaded on this machine (")
                        && w.contains("it is switched off by -Dmodeldelivery.native=off")
                        && w.contains("gradientBoosting goes on with the engine's own trees in Java"));
        assertThat(without.evaluation().metrics().get("auc"))
                .isGreaterThan(with.evaluation().metrics().get("auc") - .02);
        assertThat(without.importances().get(0).feature())
                .isEqualTo(with.importances().get(0).feature());
        TrainResult stopped = requests()
                .trainer("gradientBoosting")
                .parameters(Map.of("rounds", 400, "earlyStopping", 8))
                .run();
        assertThat(stopped.earlyStop().rounds()).isBetween(5, 399);
        assertThat(stopped.earlyStop().metric()).isEqualTo("logLoss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradientBoosting", "randomForest", "logisticRegression"})
    void aModelTrainedWithItScoresWithoutIt(String trainer) throws IOException {
        requests().trainer(trainer).run();
        String with = scored();
        off();
        assertThat(scored()).isEqualTo(with).hasLineCount(1_501);
    }

    @Test
    void theSearchGoesOnWithWhatWorks() throws IOException {
        off();
        TrainResult found = requests()
                .trainer("auto")
                .parameters(Map.of("trials", 4, "folds", 2))
                .run();
        assertThat(found.warnings()).anyMatch(w -> w.contains("goes on with the engine's own trees"));
        assertThat(found.leaderboard().trials())
                .extracting("trainer")
                .contains("gradientBoosting", "randomForest", "logisticRegression", "dummy");
        assertThat(found.evaluation().metrics().get("auc")).isGreaterThan(.8);
        assertThat(scored()).hasLineCount(1_501);
    }
}
