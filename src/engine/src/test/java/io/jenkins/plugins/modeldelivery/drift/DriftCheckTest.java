package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Training;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a model trained on the demo's first period, checked against files. */
class DriftCheckTest {

    @TempDir
    static Path temp;

    private static List<String> lines;

    private static Path demo(String name) {
        return Path.of("..", "..", "docs", "examples", "birdstrikes", name);
    }

    @BeforeAll
    static void train() throws IOException {
        Training.run(
                new TrainRequest(
                        "strikes",
                        temp.toString(),
                        demo("1990-1993.csv.gz").toString(),
                        "damage",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "date",
                        null,
                        2),
                Progress.SILENT);
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(demo("1990-1993.csv.gz"))))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static DriftResult check(Path data, ColumnRule... rules) throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "strikes",
                        1,
                        temp.toString(),
                        temp.resolve("model.zip").toString(),
                        data.toString(),
                        List.of(rules),
                        null,
                        null,
                        null,
                        null,
                        2),
                Progress.SILENT);
    }

    private static Path file(String name, List<String> content) throws IOException {
        return Files.write(temp.resolve(name), content);
    }

    @Test
    void theLaterPeriodDrifts() throws IOException {
        DriftResult result = check(demo("1997-2000.csv.gz"));
        assertThat(result.level()).as(result.summary()).isEqualTo(Level.DRIFT);
        assertThat(result.summary()).contains("operator ('AMERICAN AIRLINES'", "aircraft", "speed_knots (missing 1");
        assertThat(result.driftShare()).isGreaterThanOrEqualTo(result.shareLimit());
        assertThat(result.columns()).extracting(DriftResult.Column::role).contains("feature", "prediction", "label");
        assertThat(result.data().rows()).isEqualTo(3778);
        assertThat(result.modelSha256()).hasSize(64);
        assertThat(temp.resolve(result.report().file())).isNotEmptyFile();
        Result back = Json.parse(Json.line(result), Result.class, "test");
        assertThat(Json.line(back)).isEqualTo(Json.line(result));
    }

    @Test
    void aRandomHalfOfTheSamePeriodDoesNot() throws IOException {
        List<String> half = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i == 0 || i % 2 == 0) {
                half.add(lines.get(i));
            }
        }
        DriftResult result = check(file("half.csv", half));
        assertThat(result.level()).as(result.summary()).isEqualTo(Level.OK);
        assertThat(result.summary()).startsWith("No drift");
    }

    @Test
    void aFewRowsAreInsufficientData() throws IOException {
        DriftResult result = check(file("few.csv", lines.subList(0, 51)));
        assertThat(result.level()).isEqualTo(Level.INSUFFICIENT_DATA);
        assertThat(result.summary()).contains("50 rows").contains("100");
    }

    @Test
    void anAbsentColumnIsDriftNotAnError() throws IOException {
        List<String> renamed = new ArrayList<>(lines);
        renamed.set(0, lines.get(0).replace("time_of_day", "hour"));
        DriftResult result = check(file("renamed.csv", renamed));
        assertThat(result.findings())
                .anyMatch(f -> f.kind().equals("schema") && "time_of_day".equals(f.column()))
                .anyMatch(f -> f.kind().equals("schema") && f.message().contains("hour"));
        assertThat(result.columns().get(0).name()).isEqualTo("time_of_day");
        assertThat(result.level()).isIn(Level.WARNING, Level.DRIFT);
    }

    @Test
    void mistakesAreExplained() throws IOException {
        assertThatThrownBy(() ->
                        check(demo("1997-2000.csv.gz"), new ColumnRule("operater", null, null, null, true, false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("operater")
                .hasMessageContaining("'operator'");
        assertThatThrownBy(() -> check(temp.resolve("none.csv"))).isInstanceOf(InputException.class);
        Path other = file("other.csv", List.of("a,b", "1,2"));
        assertThatThrownBy(() -> check(other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none of the model's");
        assertThatThrownBy(() -> DriftCheck.run(
                        new DriftRequest("m", null, temp.toString(), null, null, null, null, null, null, null, null),
                        Progress.SILENT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("modelFile");
    }

    /** The first period with some of its speeds replaced. */
    private static Path speeds(String name, int every, String value) throws IOException {
        int column = List.of(lines.get(0).split(",")).indexOf("speed_knots");
        List<String> changed = new ArrayList<>(lines);
        for (int i = 1; i < lines.size(); i += every) {
            // No cell before the speed is quoted in this file.
            String[] cells = lines.get(i).split(",", -1);
            cells[column] = value;
            changed.set(i, String.join(",", cells));
        }
        return file(name, changed);
    }

    @Test
    void aCellThatCannotBeReadIsCountedAndTheColumnKeepsItsType() throws IOException {
        DriftResult one = check(speeds("one.csv", lines.size(), "fast"));
        assertThat(one.level()).as(one.summary()).isEqualTo(Level.OK);
        assertThat(one.findings()).anySatisfy(f -> {
            assertThat(f.kind()).isEqualTo("unreadable");
            assertThat(f.level()).isEqualTo(Level.OK);
            assertThat(f.message())
                    .isEqualTo("speed_knots: 1 of " + String.format("%,d", lines.size() - 1)
                            + " cells cannot be read as a number and count as missing; the first is 'fast' in data"
                            + " row 1");
        });
        DriftResult tenth = check(speeds("tenth.csv", 10, "fast"));
        assertThat(tenth.findings())
                .anyMatch(f -> f.kind().equals("unreadable") && f.level() == Level.WARNING)
                .noneMatch(f -> f.kind().equals("type"));
        assertThat(tenth.columns())
                .filteredOn(c -> c.name().equals("speed_knots"))
                .singleElement()
                .satisfies(c -> assertThat(c.statistics()).containsKeys("ks", "wasserstein"));
        DriftResult all = check(speeds("all.csv", 1, "fast"));
        assertThat(all.findings())
                .anyMatch(f -> f.kind().equals("type") && f.message().contains("'fast'"));
        DriftResult dates = check(speeds("dates.csv", 1, "1999-01-01"));
        assertThat(dates.findings())
                .anyMatch(f -> f.kind().equals("type") && f.message().contains("is date now"));
    }

    @Test
    void performanceIsMeasuredWhereTheTruthIsKnownAndEstimatedEverywhere() throws IOException {
        DriftResult known = check(demo("1997-2000.csv.gz"));
        assertThat(known.performance().rows()).isEqualTo(3778);
        assertThat(known.performance().realised()).containsKeys("auc", "accuracy", "f1");
        assertThat(known.performance().estimated().get("auc")).satisfies(auc -> {
            assertThat(auc.low()).isLessThan(auc.value());
            assertThat(auc.high()).isBetween(auc.value(), 1.0);
        });
        assertThat(known.findings())
                .anyMatch(f -> f.kind().equals("performance")
                        && f.message().startsWith("Measured on the 3,778 rows whose damage is known: auc"))
                .anyMatch(f -> f.kind().equals("performance")
                        && f.message().contains("To be believed as far as the ")
                        && f.message().contains("(concept drift) is not seen without labels; what was measured"));
        assertThat(known.performance().reference().get("auc")).isBetween(0.7, 0.9);
        assertThat(known.performance().conditions()).hasSize(3);

        int column = List.of(lines.get(0).split(",")).indexOf("damage");
        List<String> unknown = new ArrayList<>();
        for (String line : lines) {
            List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
            cells.remove(column);
            unknown.add(String.join(",", cells));
        }
        DriftResult without = check(file("unlabelled.csv", unknown));
        assertThat(without.performance().rows()).isZero();
        assertThat(without.performance().realised()).isEmpty();
        assertThat(without.performance().estimated()).containsKeys("auc", "accuracy");
        assertThat(check(file("few.csv", lines.subList(0, 51))).performance()).isNull();
    }

    @Test
    void aClassThatTheModelDoesNotKnowDoesNotStopTheCheck() throws IOException {
        int column = List.of(lines.get(0).split(",")).indexOf("damage");
        List<String> changed = new ArrayList<>(lines);
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            cells[column] = i % 3 == 0 ? "perhaps" : cells[column];
            changed.set(i, String.join(",", cells));
        }
        DriftResult result = check(file("perhaps.csv", changed));
        assertThat(result.performance().realised()).isEmpty();
        assertThat(result.findings())
                .anyMatch(f -> f.message().startsWith("How well the model does cannot be measured")
                        && f.message().contains("'perhaps'"));
    }
}
