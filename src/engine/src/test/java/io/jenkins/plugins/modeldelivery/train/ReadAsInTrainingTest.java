package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.drift.DriftCheck;
import io.jenkins.plugins.modeldelivery.evaluate.Validation;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that come after a training are read as those it learned from. */
class ReadAsInTrainingTest {

    private static final Reading READING =
            new Reading("~", List.of("?"), Map.of("day", "date dd.MM.yyyy", "note", "text"), List.of("zip"));

    @TempDir
    Path dir;

    private Path table(String name, String separator, String none) throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder(String.join(separator, "x", "zip", "day", "note", "y") + "\n");
        for (int i = 0; i < 400; i++) {
            double x = random.nextInt(100);
            text.append(String.join(
                            separator,
                            random.nextInt(10) == 0 ? none : Double.toString(x),
                            "0" + random.nextInt(5),
                            "01.02.2024",
                            "said " + random.nextInt(9),
                            x + random.nextGaussian() * 10 > 50 ? "yes" : "no"))
                    .append('\n');
        }
        return Files.writeString(dir.resolve(name), text);
    }

    private ValidateRequest validate(Path data, Reading reading) {
        return new ValidateRequest(
                "m",
                1,
                dir.toString(),
                data.toString(),
                dir.resolve("model.zip").toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                2,
                0,
                null,
                null,
                null,
                reading,
                null);
    }

    @Test
    void withoutBeingToldAgain() throws IOException {
        Path data = table("data.csv", "~", "?");
        TrainResult trained = new Requests(dir).reading(READING).run();
        assertThat(trained.signature().inputs())
                .extracting(Signature.Field::name)
                .containsExactly("x", "zip");
        assertThat(trained.signature().inputs().get(0).missing()).isPositive();
        assertThat(trained.signature().inputs().get(1).categories()).contains("00", "04");
        assertThat(trained.warnings())
                .anySatisfy(w -> assertThat(w).contains("'note' is text, which is not learned from"))
                .anySatisfy(w -> assertThat(w).contains("'day' is a date"));
        double auc = Validation.run(validate(data, null), Progress.SILENT)
                .evaluation()
                .metrics()
                .get("auc");
        assertThat(auc).isGreaterThan(0.8);
        DriftResult drift = DriftCheck.run(
                new DriftRequest(
                        "m",
                        1,
                        dir.toString(),
                        dir.resolve("model.zip").toString(),
                        data.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        2),
                Progress.SILENT);
        assertThat(drift.level()).isEqualTo(DriftResult.Level.OK);
        Path scores = dir.resolve("scores.csv");
        Scoring.run(
                new ScoreRequest(
                        "m",
                        1,
                        dir.toString(),
                        dir.resolve("model.zip").toString(),
                        data.toString(),
                        scores.toString(),
                        2),
                Progress.SILENT);
        assertThat(Files.readAllLines(scores))
                .hasSize(401)
                .first()
                .isEqualTo("x~zip~day~note~y~prediction~probability");

        // Said otherwise, it is read otherwise.
        Path other = table("other.csv", ",", "none");
        Reading now = new Reading("comma", List.of("none"), null, null);
        assertThat(Validation.run(validate(other, now), Progress.SILENT)
                        .evaluation()
                        .metrics()
                        .get("auc"))
                .isEqualTo(auc);
        assertThatThrownBy(() -> Validation.run(validate(other, null), Progress.SILENT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no '~'");
    }

    @Test
    void cellsThatCannotBeReadAreFoundAndTheDatesKeepTheirPattern() throws IOException {
        Path data = table("data.csv", "~", "?");
        new Requests(dir).reading(READING).run();
        // One cell of the number and two of the dates, which the model does not learn from, are something else.
        List<String> rows = new ArrayList<>(Files.readAllLines(data));
        rows.set(5, rows.get(5).replaceFirst("^[^~]*", "soon"));
        rows.set(6, rows.get(6).replace("01.02.2024", "yesterday"));
        rows.set(7, rows.get(7).replace("01.02.2024", "2024-02-09"));
        rows.set(8, rows.get(8).replace("01.02.2024", "03.02.2024"));
        DriftRequest request = new DriftRequest(
                "m",
                1,
                dir.toString(),
                dir.resolve("model.zip").toString(),
                Files.write(dir.resolve("later.csv"), rows).toString(),
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
                null,
                null,
                "day: 1 day",
                null,
                null);
        DriftResult drift = DriftCheck.run(request, Progress.SILENT);
        assertThat(drift.level()).as(drift.summary()).isNotEqualTo(DriftResult.Level.DRIFT);
        assertThat(drift.findings())
                .extracting(DriftResult.Finding::kind)
                .contains("unreadable", "freshness")
                .doesNotContain("type");
        assertThat(drift.findings())
                .extracting(DriftResult.Finding::message)
                .anySatisfy(m -> assertThat(m).startsWith("x: 1 of 400 cells cannot be read as a number"))
                .anySatisfy(m -> assertThat(m).startsWith("day: 2 of 400 cells cannot be read as a date"))
                // It is the third of February, not the second of March or a column without dates.
                .anySatisfy(m -> assertThat(m).startsWith("The newest day is 2024-02-03"));
    }

    @Test
    void whatDoesNotGoWithFileOrModelIsRefused() throws IOException {
        Path data = table("data.csv", "~", "?");
        new Requests(dir).reading(READING).run();
        assertThatThrownBy(() -> Validation.run(
                        validate(data, new Reading(null, null, Map.of("zip", "number", "zipp", "text"), null)),
                        Progress.SILENT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no column 'zipp'")
                .hasMessageContaining("Column 'zip' is categorical for the model, and cannot be read as a number");
        assertThatThrownBy(() -> new Requests(dir)
                        .reading(new Reading("~", null, Map.of("dya", "date", "x", "nmber"), List.of("zap")))
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'nmber' is no type");
        assertThatThrownBy(() -> new Requests(dir)
                        .reading(new Reading("~", null, Map.of("dya", "date"), List.of("zap")))
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no column 'dya'")
                .hasMessageContaining("Did you mean 'zip'?");
    }
}
