package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of rows that it learned from a model is surer than of any others, so what it says of new rows is compared with what it says
 * of rows held out.
 */
class PredictionDriftTest {

    @TempDir
    private Path temp;

    /** Rows of ten numbers, of which only the first says anything about the target, and little. */
    private Path rows(String name, int count, long seed, boolean labelled, String task) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a,b,c,d,e,f,g,h,i,j").append(labelled ? ",y\n" : "\n");
        for (int row = 0; row < count; row++) {
            double first = random.nextGaussian();
            text.append(String.format(Locale.ROOT, "%.3f", first));
            for (int noise = 1; noise < 10; noise++) {
                text.append(String.format(Locale.ROOT, ",%.3f", random.nextGaussian()));
            }
            double value = 0.4 * first + random.nextGaussian();
            if (labelled) {
                text.append(',')
                        .append(
                                switch (task) {
                                    case "binary" -> value > 0 ? "yes" : "no";
                                    case "multiclass" -> value > 0.6 ? "high" : value < -0.6 ? "low" : "middle";
                                    default -> String.format(Locale.ROOT, "%.3f", value);
                                });
            }
            text.append('\n');
        }
        return Files.writeString(temp.resolve(name), text);
    }

    private DriftResult check(Path data) throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "m",
                        1,
                        temp.toString(),
                        temp.resolve("model.zip").toString(),
                        data.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        2),
                Progress.SILENT);
    }

    @ParameterizedTest
    @CsvSource({
        "randomForest,binary",
        "gradientBoosting,binary",
        "randomForest,multiclass",
        "randomForest,regression",
        "gradientBoosting,regression"
    })
    void freshRowsOfTheSameDistributionAreNoDriftOfThePredictions(String trainer, String task) throws IOException {
        Path learned = rows("learned.csv", 6000, 1, true, task);
        new Requests(temp)
                .file(learned.toString())
                .trainer(trainer)
                .task(Task.valueOf(task.toUpperCase(Locale.ROOT)))
                .run();
        for (int seed = 2; seed < 5; seed++) {
            DriftResult fresh = check(rows("fresh.csv", 6000, seed, true, task));
            assertThat(fresh.level()).as(fresh.summary()).isEqualTo(Level.OK);
            assertThat(fresh.columns())
                    .filteredOn(c -> c.role().equals(Comparison.PREDICTION))
                    .singleElement()
                    .satisfies(c -> assertThat(c.level()).isEqualTo(Level.OK));
        }
    }

    /** Were the rows that it learned from what new ones are compared with, every check would warn. */
    @Test
    void aForestIsSurerOfWhatItLearnedFrom() throws IOException {
        Path learned = rows("learned.csv", 6000, 1, true, "binary");
        new Requests(temp)
                .file(learned.toString())
                .trainer("randomForest")
                .parameters(Map.of("trees", 100))
                .run();
        assertThat(check(learned).columns())
                .filteredOn(c -> c.role().equals(Comparison.PREDICTION))
                .singleElement()
                .satisfies(c -> assertThat(c.level()).isIn(Level.WARNING, Level.DRIFT));
    }

    /** A check that knows from which file the model learned. */
    private DriftResult check(Path data, Path baseline, String learned, long heap) throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "m",
                        1,
                        temp.toString(),
                        temp.resolve("model.zip").toString(),
                        data.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        null,
                        baseline == null ? null : baseline.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        learned),
                heap,
                Progress.SILENT);
    }

    @Test
    void whereARowWasLearnedFromRowsHeldOutStandIn() throws IOException {
        Path learned = rows("learned.csv", 6000, 1, true, "binary");
        String sha = new Requests(temp)
                .file(learned.toString())
                .trainer("randomForest")
                .parameters(Map.of("trees", 100))
                .run()
                .data()
                .sha256();
        // The file that it learned from as the baseline: fresh rows are no drift of the predictions.
        DriftResult fresh = check(rows("fresh.csv", 6000, 2, true, "binary"), learned, sha, Long.MAX_VALUE);
        assertThat(fresh.level()).as(fresh.summary()).isEqualTo(Level.OK);
        assertThat(fresh.columns()).extracting(DriftResult.Column::role).contains(Comparison.PREDICTION);
        assertThat(check(temp.resolve("fresh.csv"), learned, null, Long.MAX_VALUE)
                        .level())
                .isEqualTo(Level.WARNING);
        // As the current data: there is nothing to compare with.
        for (long heap : new long[] {Long.MAX_VALUE, 1}) {
            DriftResult own = check(learned, null, sha, heap);
            assertThat(own.level()).as(own.summary()).isEqualTo(Level.OK);
            assertThat(own.columns()).extracting(DriftResult.Column::role).doesNotContain(Comparison.PREDICTION);
            assertThat(own.findings())
                    .filteredOn(f -> f.kind().equals("prediction"))
                    .singleElement()
                    .satisfies(
                            f -> assertThat(f.message()).startsWith("The model learned from rows of this very file"));
        }
    }

    /** Few different rows, each with a target of its own: without the target most of them repeat, in training as well. */
    @Test
    void rowsWithoutLabelsAreNotTakenForRepeatedOnes() throws IOException {
        Random random = new Random(7);
        StringBuilder learned = new StringBuilder("colour,size,y\n");
        StringBuilder today = new StringBuilder("colour,size\n");
        StringBuilder late = new StringBuilder("colour,size,y\n");
        for (int row = 0; row < 2000; row++) {
            String cells = "c" + random.nextInt(5) + "," + random.nextInt(10);
            learned.append(cells).append(',').append(random.nextGaussian()).append('\n');
            today.append(cells).append('\n');
            late.append(cells).append(",\n");
        }
        Path data = Files.writeString(temp.resolve("learned.csv"), learned);
        new Requests(temp).file(data.toString()).trainer("linear").run();
        for (CharSequence current : new CharSequence[] {today, late}) {
            DriftResult result = check(Files.writeString(temp.resolve("today.csv"), current));
            assertThat(result.level()).as(result.summary()).isEqualTo(Level.OK);
        }
        // Loaded twice is loaded twice, whether the target is known or not.
        StringBuilder numbers = new StringBuilder("x,y\n");
        for (int row = 0; row < 1000; row++) {
            numbers.append(random.nextDouble())
                    .append(',')
                    .append(random.nextDouble())
                    .append('\n');
        }
        Path once = Files.writeString(temp.resolve("once.csv"), numbers);
        new Requests(temp).file(once.toString()).trainer("linear").run();
        String body = numbers.substring(numbers.indexOf("\n") + 1).replaceAll(",[^\n]*", "");
        Path twice = Files.writeString(temp.resolve("twice.csv"), "x\n" + body + body);
        assertThat(check(twice).findings()).anyMatch(f -> f.kind().equals("duplicates") && f.level() == Level.WARNING);
    }
}
