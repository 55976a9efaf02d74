package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains on the demo's data. */
class BirdStrikesTest {

    static final Path DATA = Path.of("../../docs/examples/birdstrikes");

    @TempDir
    Path dir;

    private TrainResult train(String data, String test, String trainer, int threads) throws IOException {
        Path out = Files.createDirectories(dir.resolve(trainer + data + test + threads));
        return Training.run(
                new TrainRequest(
                        "birds/damage",
                        out.toString(),
                        DATA.resolve(data + ".csv.gz").toString(),
                        "damage",
                        null,
                        new TrainerSpec(trainer, Map.of()),
                        null,
                        null,
                        null,
                        test == null ? null : DATA.resolve(test + ".csv.gz").toString(),
                        null,
                        null,
                        null,
                        threads),
                Progress.SILENT);
    }

    /**
     * The floors lie a little below python xgboost 3.2 on the same rows (one-hot of the 50 most frequent values, depth 4, 100
     * rounds, rate .1, subsample and colsample_bytree .8: .8125, .7635, .7888).
     */
    @ParameterizedTest
    @CsvSource({
        "1990-1993, 1994-1995, gradientBoosting, .80",
        "1990-1993, 2001-2002, gradientBoosting, .75",
        "1997-2000, 2001-2002, gradientBoosting, .78",
        "1990-1993, 1994-1995, randomForest, .78",
        "1997-2000, 2001-2002, randomForest, .76",
        "1990-1993, 1994-1995, logisticRegression, .76",
        "1997-2000, 2001-2002, logisticRegression, .75"
    })
    void predictsDamage(String data, String test, String trainer, double floor) throws IOException {
        TrainResult result = train(data, test, trainer, 2);
        Evaluation evaluation = result.evaluation();
        assertThat(result.task()).isEqualTo(Task.BINARY);
        assertThat(evaluation.positive()).isEqualTo("yes");
        assertThat(evaluation.metrics().get("auc")).isGreaterThan(floor);
        assertThat(result.importances().stream()
                        .mapToDouble(TrainResult.Importance::share)
                        .sum())
                .isBetween(.999999, 1.000001);
        assertThat(result.importances().get(0).feature()).isIn("size", "species", "aircraft", "operator");
        assertThat(result.warnings())
                .containsExactly("Column 'date' is a date, which is not used as a feature, and is left out.");
    }

    @ParameterizedTest
    @CsvSource({"gradientBoosting", "randomForest", "logisticRegression"})
    void sameSeedAndDataGiveTheSameFileOnAnyThreads(String trainer) throws IOException {
        TrainResult one = train("1990-1993", null, trainer, 1);
        TrainResult two = train("1990-1993", null, trainer, 2);
        assertThat(two.evaluation().metrics()).isEqualTo(one.evaluation().metrics());
        assertThat(two.artifact().sha256()).isEqualTo(one.artifact().sha256());
        assertThat(one.split()).isEqualTo("random 20 %, the same share of every class, seed 42");
    }

    @Test
    void theNewestRowsAreHeldBack() throws IOException {
        TrainResult result = Training.run(
                new TrainRequest(
                        "m",
                        dir.toString(),
                        DATA.resolve("1990-1993.csv.gz").toString(),
                        "damage",
                        null,
                        null,
                        List.of(),
                        List.of("state"),
                        null,
                        null,
                        .25,
                        "date",
                        7L,
                        2),
                Progress.SILENT);
        assertThat(result.split()).isEqualTo("last 25 % by date");
        assertThat(result.evaluation().rows()).isEqualTo(592);
        assertThat(result.signature().inputs()).extracting("name").doesNotContain("state", "date", "damage");
        assertThat(result.warnings()).isEmpty();
        assertThat(dir.resolve("report.html")).isNotEmptyFile();
    }
}
