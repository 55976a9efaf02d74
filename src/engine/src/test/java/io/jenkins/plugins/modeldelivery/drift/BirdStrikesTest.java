package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real data: between 1990-1993 and 1997-2000 airlines, aircraft and the reporting of speeds change. */
class BirdStrikesTest {

    private static final String TARGET = "damage";

    @TempDir
    Path temp;

    private static Path file(String name) {
        return Path.of("..", "..", "docs", "examples", "birdstrikes", name);
    }

    private static List<String> features(Frame frame) {
        return frame.columns().stream()
                .map(Column::name)
                .filter(n -> !n.equals(TARGET))
                .toList();
    }

    private static Signature signature(Frame frame) {
        List<Field> inputs = new ArrayList<>();
        Field output = null;
        for (Column column : frame.columns()) {
            List<String> categories = column instanceof Column.Categorical c ? c.categories() : null;
            Field field = new Field(column.name(), column.type(), null, null, categories, 0);
            if (column.name().equals(TARGET)) {
                output = field;
            } else {
                inputs.add(field);
            }
        }
        return new Signature(inputs, output);
    }

    private static Verdict verdict(Frame reference, CurrentData current) {
        Profile profile = Profile.of(
                reference, features(reference), reference.column(TARGET).orElseThrow(), null);
        Profile now =
                profile.project(current.frame(), current.frame().column(TARGET).orElse(null), null);
        return Verdict.of(profile, now, List.of(), Settings.STANDARD, current.findings());
    }

    @Test
    void theLaterPeriodDriftsAndTheColumnsAreNamed() throws IOException {
        Frame reference = DataReader.read(file("1990-1993.csv.gz"), 2, Progress.SILENT);
        CurrentData current = CurrentData.read(
                Source.of(file("1997-2000.csv.gz")), signature(reference), FindingRules.NONE, 2, Progress.SILENT);
        Verdict v = verdict(reference, current);
        assertThat(v.level()).isEqualTo(Level.DRIFT);
        assertThat(v.summary())
                .startsWith("Drift in ")
                .contains("operator ('AMERICAN AIRLINES' 36.6 % -> 16.1 %")
                .contains("aircraft (")
                .contains("speed_knots (missing 16.9 % -> 33.4 %");
        assertThat(v.columns())
                .filteredOn(c -> c.level() == Level.DRIFT)
                .extracting(DriftResult.Column::name)
                .contains("operator", "aircraft", "speed_knots", "state");
        assertThat(v.columns())
                .filteredOn(c -> c.level() == Level.OK)
                .extracting(DriftResult.Column::name)
                .contains("size", "time_of_day", "phase", "damage");
        assertThat(v.columns()).allMatch(c -> c.histogram().labels().size() <= 20);
        assertThat(v.findings())
                .contains(new Finding("missing", "speed_knots", Level.DRIFT, "speed_knots: missing 16.9 % -> 33.4 %"))
                .anyMatch(f -> f.kind().equals("newCategory") && f.level() == Level.WARNING);
    }

    @Test
    void randomHalvesOfOnePeriodAreOk() throws IOException {
        for (String period : List.of("1990-1993.csv.gz", "1997-2000.csv.gz")) {
            Frame all = DataReader.read(file(period), 2, Progress.SILENT);
            for (int seed = 0; seed < 10; seed++) {
                List<Integer> order =
                        new ArrayList<>(IntStream.range(0, all.rows()).boxed().toList());
                Collections.shuffle(order, new Random(seed));
                int[] rows = order.stream().mapToInt(Integer::intValue).toArray();
                int half = rows.length / 2;
                Frame one = all.rows(Arrays.copyOfRange(rows, 0, half));
                Frame two = all.rows(Arrays.copyOfRange(rows, half, rows.length));
                Verdict v = verdict(one, new CurrentData(two, List.of(), List.of()));
                assertThat(v.level())
                        .as(period + ", seed " + seed + ": " + v.summary())
                        .isEqualTo(Level.OK);
            }
        }
    }

    @Test
    void anotherShapeOfTheFileIsAFinding() throws IOException {
        Frame reference = DataReader.read(file("1990-1993.csv.gz"), 2, Progress.SILENT);
        StringBuilder csv = new StringBuilder("date,aircraft,operator,state,phase,size,species,speed_knots,airport\n");
        for (int i = 0; i < 200; i++) {
            csv.append("1991-01-0").append(1 + i % 9).append(",B-737-300,AMERICAN AIRLINES,Texas,Climb,Small,Gull,");
            csv.append(i < 150 ? "fast" : 100 + i).append(",X\n");
        }
        Path file = temp.resolve("other.csv");
        Files.writeString(file, csv);
        CurrentData current =
                CurrentData.read(Source.of(file), signature(reference), FindingRules.NONE, 1, Progress.SILENT);
        assertThat(current.findings())
                .containsExactlyInAnyOrder(
                        new Finding(
                                "type",
                                "speed_knots",
                                Level.DRIFT,
                                "speed_knots was numeric in training and is categorical now, for example 'fast'"),
                        new Finding("schema", "time_of_day", Level.DRIFT, "The column time_of_day is not in the file"),
                        new Finding("schema", null, Level.OK, "The model does not use the column airport"));
        Verdict v = verdict(reference, current);
        assertThat(v.level()).isEqualTo(Level.DRIFT);
        assertThat(v.columns())
                .filteredOn(c -> c.name().equals("time_of_day") || c.name().equals("speed_knots"))
                .hasSize(2)
                .allMatch(c -> c.level() == Level.DRIFT && c.statistic().equals("missing"));
        assertThat(v.columns()).extracting(DriftResult.Column::name).doesNotContain(TARGET);
    }
}
