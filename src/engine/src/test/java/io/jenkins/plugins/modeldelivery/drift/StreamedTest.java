package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of a file larger than memory says what a check of the same rows in memory says. */
class StreamedTest {

    private static final Path DATA = Path.of("../../docs/examples/birdstrikes");

    @TempDir
    private static Path temp;

    /** The later period, header first; no cell of it is quoted in this file. */
    private static List<String> lines;

    @BeforeAll
    static void train() throws IOException {
        Training.run(
                new TrainRequest(
                        "m",
                        temp.toString(),
                        DATA.resolve("1990-1993.csv.gz").toString(),
                        "damage",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        2),
                Progress.SILENT);
        byte[] packed = Files.readAllBytes(DATA.resolve("1997-2000.csv.gz"));
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.contains("\""))
                    .toList();
        }
    }

    private static DriftResult check(String data, String freshness, long heap) throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "m",
                        1,
                        temp.toString(),
                        temp.resolve("model.zip").toString(),
                        data,
                        null,
                        null,
                        null,
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        new Reading(null, null, Map.of("date", "date"), null),
                        null,
                        null,
                        freshness,
                        null,
                        null),
                heap,
                Progress.SILENT);
    }

    /** The findings of both ways, which are the same but for repeated rows. */
    private static List<Finding> both(String data, String freshness) throws IOException {
        DriftResult whole = check(data, freshness, Long.MAX_VALUE);
        DriftResult streamed = check(data, freshness, 1);
        assertThat(streamed.level()).isEqualTo(whole.level());
        assertThat(streamed.data()).isEqualTo(whole.data());
        assertThat(streamed.performance()).isEqualTo(whole.performance());
        assertThat(streamed.columns())
                .extracting(DriftResult.Column::name)
                .containsExactlyElementsOf(
                        whole.columns().stream().map(DriftResult.Column::name).toList());
        for (int c = 0; c < whole.columns().size(); c++) {
            assertThat(streamed.columns().get(c).distance())
                    .isCloseTo(whole.columns().get(c).distance(), within(1e-6));
            assertThat(streamed.columns().get(c).level())
                    .isEqualTo(whole.columns().get(c).level());
        }
        List<Finding> noted = streamed.findings().stream()
                .filter(f -> f.message().contains("read block by block"))
                .toList();
        assertThat(noted).hasSize(1);
        assertThat(whole.findings()).doesNotContainAnyElementsOf(noted);
        List<Finding> findings = new ArrayList<>(streamed.findings());
        findings.removeAll(noted);
        assertThat(findings.stream().map(StreamedTest::words))
                .containsExactlyElementsOf(whole.findings().stream()
                        .filter(f -> !f.kind().equals("duplicates"))
                        .map(StreamedTest::words)
                        .toList());
        return findings;
    }

    /** What a finding says, but for its age, which grows from check to check. */
    private static String words(Finding f) {
        return f.kind() + ' ' + f.column() + ' ' + f.level() + ' ' + f.message().replaceAll("[0-9.]+ days old", "old");
    }

    private static String file(String name, IntFunction<String> line) throws IOException {
        List<String> content = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            content.add(line.apply(i));
        }
        return Files.write(temp.resolve(name), content).toString();
    }

    /** One line with another cell in a column. */
    private static String with(String column, int line, String value) {
        List<String> names = List.of(lines.get(0).split(","));
        String[] cells = lines.get(line).split(",", -1);
        cells[names.indexOf(column)] = value;
        return String.join(",", cells);
    }

    @Test
    void theSameRowsSayTheSame() throws IOException {
        both(DATA.resolve("1997-2000.csv.gz").toString(), "30 days");
    }

    @Test
    void absentAndFurtherColumnsAreFindings() throws IOException {
        String renamed = file(
                "renamed.csv",
                i -> i == 0 ? lines.get(0).replace("time_of_day", "hour") + ",sold" : lines.get(i) + ",1999-05-17");
        List<Finding> findings = both(renamed, "sold: 30 days");
        assertThat(findings)
                .anyMatch(f -> f.message().equals("The column time_of_day is not in the file"))
                .anyMatch(f -> f.message().equals("The model does not use 3 columns of the file: date, hour, sold"))
                .anyMatch(f -> f.kind().equals("freshness") && f.message().startsWith("The newest sold is 1999-05-17"));
        // Without a name all dates are looked at, those that the model does not know, too.
        assertThat(both(renamed, "30 days")).anyMatch(f -> f.kind().equals("freshness"));
        assertThatThrownBy(() -> check(renamed, "hour: 30 days", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'hour' of dates")
                .hasMessageContaining("sold");
        String none = Files.writeString(temp.resolve("none.csv"), "date,b\n2000-01-01,2\n")
                .toString();
        assertThatThrownBy(() -> check(none, null, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none of the model's");
    }

    @Test
    void cellsThatCannotBeReadAndChangedTypesAreFindings() throws IOException {
        assertThat(both(file("one.csv", i -> i == 1000 ? with("speed_knots", i, "fast") : lines.get(i)), null))
                .anyMatch(f ->
                        f.kind().equals("unreadable") && f.message().endsWith("the first is 'fast' in data row 1,000"));
        assertThat(both(file("dated.csv", i -> i == 7 ? with("date", i, "spring") : lines.get(i)), "30 days"))
                .anyMatch(f -> f.kind().equals("unreadable") && f.message().contains("as a date"))
                .anyMatch(f -> f.kind().equals("freshness"));
        assertThat(both(file("all.csv", i -> i > 0 ? with("speed_knots", i, "fast") : lines.get(i)), null))
                .anyMatch(
                        f -> f.kind().equals("type")
                                && f.message()
                                        .endsWith(
                                                "speed_knots was numeric in training and is categorical now, for example 'fast'"));
        assertThat(both(file("dates.csv", i -> i > 0 ? with("speed_knots", i, "1999-01-01") : lines.get(i)), null))
                .anyMatch(f -> f.kind().equals("type") && f.message().endsWith("is date now"));
    }

    @Test
    void filesMayHaveAnotherOrderAndSeparator() throws IOException {
        int half = lines.size() / 2;
        List<String> first = new ArrayList<>(lines.subList(0, half));
        List<String> second = new ArrayList<>();
        second.add(turned(lines.get(0)));
        for (String line : lines.subList(half, lines.size())) {
            second.add(turned(line));
        }
        Path directory = Files.createDirectories(temp.resolve("two"));
        Files.write(directory.resolve("a.csv"), first);
        Files.write(directory.resolve("b.csv"), second);
        both(directory.resolve("*.csv").toString(), null);
    }

    /** The columns backwards, with semicolons. */
    private static String turned(String line) {
        List<String> cells = Arrays.asList(line.split(",", -1));
        return java.util.stream.IntStream.rangeClosed(1, cells.size())
                .mapToObj(i -> cells.get(cells.size() - i))
                .collect(Collectors.joining(";"));
    }
}
