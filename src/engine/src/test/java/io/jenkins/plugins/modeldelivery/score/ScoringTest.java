package io.jenkins.plugins.modeldelivery.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {

    @TempDir
    Path dir;

    private ScoreResult score(Path data, String output) throws IOException {
        return Scoring.run(
                new ScoreRequest(
                        "m",
                        1,
                        dir.toString(),
                        dir.resolve("model.zip").toString(),
                        data.toString(),
                        dir.resolve(output).toString(),
                        2),
                Progress.SILENT);
    }

    @Test
    void twoClassesKeepTheCellsAsTheyAre() throws IOException {
        new Requests(dir)
                .data(Requests.table(300, (x, c) -> x > 5 ? "a,b" : "no"))
                .data(Requests.table(300, (x, c) -> x > 5 ? "\"a,b\"" : "no"))
                .positive("a,b")
                .run();
        Path rows = Files.writeString(
                dir.resolve("rows.csv"), "c,note,n,x\r\nred,\"say \"\"hi\"\",\nthere\",01,9.50\r\n\r\nunseen,,2,\r\n");
        ScoreResult result = score(rows, "scored.csv");
        assertThat(result.columns()).containsExactly("prediction", "probability");
        assertThat(result.data().rows()).isEqualTo(2);
        String text = Files.readString(dir.resolve("scored.csv"));
        assertThat(text)
                .startsWith("c,note,n,x,prediction,probability\nred,\"say \"\"hi\"\",\nthere\",01,9.50,\"a,b\",0.")
                .contains("\nunseen,,2,,");
        Frame frame = DataReader.read(dir.resolve("scored.csv"), 1, Progress.SILENT);
        assertThat(frame.rows()).isEqualTo(2);
    }

    @Test
    void manyBlocksEqualOneFrame() throws IOException {
        String table = Requests.table(120_000, (x, c) -> c.equals("red") ? "low" : x > 5 ? "high" : "middle");
        new Requests(dir)
                .data(table.substring(0, table.indexOf('\n', 20_000) + 1))
                .run();
        Path rows = Files.writeString(dir.resolve("rows.csv"), table.replace(',', ';'));
        ScoreResult result = score(rows, "scored.csv.gz");
        assertThat(result.columns())
                .containsExactly("prediction", "probability_high", "probability_low", "probability_middle");
        Frame scored = DataReader.read(dir.resolve("scored.csv.gz"), 1, Progress.SILENT);
        assertThat(scored.rows()).isEqualTo(120_000);
        try (TrainedModel model = TrainedModel.load(dir.resolve("model.zip"))) {
            Frame frame = DataReader.read(rows, model.signature().inputs(), List.of(), 2, Progress.SILENT);
            Predictions expected = model.predict(frame, 2);
            float[] high = ((Column.Numeric) scored.column("probability_high").orElseThrow()).values();
            for (int row = 0; row < high.length; row++) {
                assertThat(high[row]).isEqualTo((float) expected.values()[row * 3]);
            }
        }
    }

    @Test
    void numbers() throws IOException {
        new Requests(dir)
                .data(Requests.table(300, (x, c) -> Double.toString(100 * x)))
                .trainer("linear")
                .run();
        ScoreResult result =
                score(Files.writeString(dir.resolve("rows.csv"), "x,c,n\n5,red,1\n,blue,2\n"), "scored.csv");
        assertThat(result.columns()).containsExactly("prediction");
        Frame scored = DataReader.read(dir.resolve("scored.csv"), 1, Progress.SILENT);
        assertThat(((Column.Numeric) scored.column("prediction").orElseThrow()).values()[0])
                .isBetween(400f, 600f);
    }

    @Test
    void badInputLeavesNoOutput() throws IOException {
        new Requests(dir)
                .data(Requests.table(300, (x, c) -> x > 5 ? "yes" : "no"))
                .run();
        Path rows = dir.resolve("rows.csv");
        Files.writeString(rows, "x,c,n\n1,red,1\n2,red,oops\n");
        InputException e = catchThrowableOfType(InputException.class, () -> score(rows, "scored.csv"));
        assertThat(e.problem().where()).isEqualTo(rows + ":3, column 'n'");
        Files.writeString(rows, "x,c,prediction,n\n1,red,1,1\n");
        e = catchThrowableOfType(InputException.class, () -> score(rows, "scored.csv"));
        assertThat(e.problem().what()).isEqualTo("There already is a column 'prediction'");
        Files.writeString(rows, "x,n\n1,1\n");
        e = catchThrowableOfType(InputException.class, () -> score(rows, "scored.csv"));
        assertThat(e.problem().what()).isEqualTo("The column 'c' is missing");
        Files.writeString(rows, "x,c,n\n");
        e = catchThrowableOfType(InputException.class, () -> score(rows, "scored.csv"));
        assertThat(e.problem().what()).isEqualTo("The file has a header but no data rows");
        Files.write(rows, "x,c,n,other\n1,red,1,caf\u00e9\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        e = catchThrowableOfType(InputException.class, () -> score(rows, "scored.csv"));
        assertThat(e.problem().where()).isEqualTo(rows + ":2");
        e = catchThrowableOfType(InputException.class, () -> score(rows, "no/where.csv"));
        assertThat(e.problem().what()).isEqualTo("The output's directory does not exist");
        try (var files = Files.list(dir)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("data.csv", "model.zip", "report.html", "rows.csv");
        }
    }
}
