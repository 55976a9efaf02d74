package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users say about the files. */
class ReadingOptionsTest {

    @TempDir
    Path dir;

    private Frame read(String text, Reading reading) throws IOException {
        Path file = Files.writeString(dir.resolve("data.csv"), text);
        return DataReader.read(Source.of(file).as(reading), 2, Progress.SILENT);
    }

    private static Reading types(String column, String type) {
        return new Reading(null, null, Map.of(column, type), null);
    }

    private static float[] numbers(Frame frame, String name) {
        return ((Column.Numeric) frame.column(name).orElseThrow()).values();
    }

    private static List<String> texts(Frame frame, String name) {
        return DataReaderTest.texts((Column.Categorical) frame.column(name).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "~", "space", "\u0001", ":", ";", "tab"})
    void anySeparatorCanBeGiven(String separator) throws IOException {
        Reading reading = new Reading(separator, null, null, null);
        String s = String.valueOf(reading.separatorCharacter());
        Frame frame = read("a" + s + "b,c\n1" + s + "x,y\n-2.5" + s + "\"q" + s + "\"\n", reading);
        assertThat(frame.columns()).extracting(Column::name).containsExactly("a", "b,c");
        assertThat(numbers(frame, "a")).containsExactly(1, -2.5f);
        assertThat(texts(frame, "b,c")).containsExactly("x,y", "q" + s);
    }

    @Test
    void aSeparatorThatTheHeaderHasNotIsRefused() {
        assertThatThrownBy(() -> read("a,b\n1,2\n", new Reading("tab", null, null, null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The header line has no '\\t', which is to separate cells, but ','")
                .hasMessageContaining("data.csv:1");
    }

    @Test
    void missingWordsReplaceTheUsualOnes() throws IOException {
        Reading reading = new Reading(null, List.of("?", "-999", "keine"), null, null);
        Frame frame =
                read("a,b,c,d\n?,x,NA,2020-01-01\n-999,?,y,keine\n-999.0,keine,,\n4,-999,NA,2020-01-02\n", reading);
        assertThat(numbers(frame, "a")).containsExactly(Float.NaN, Float.NaN, Float.NaN, 4);
        assertThat(texts(frame, "b")).containsExactly("x", null, null, null);
        assertThat(texts(frame, "c")).containsExactly("NA", "y", null, "NA");
        assertThat(((Column.Date) frame.column("d").orElseThrow()).missingCount())
                .isEqualTo(2);
        assertThat(frame.columns()).extracting(Column::missingCount).containsExactly(3, 3, 1, 2);
    }

    @Test
    void anEmptyListLeavesTheEmptyCellOnly() throws IOException {
        Frame frame = read("a\nNA\n\"\"\nx\n", new Reading(null, List.of(), null, null));
        assertThat(texts(frame, "a")).containsExactly("NA", null, "x");
    }

    @Test
    void categoriesKeepTheirSpelling() throws IOException {
        Frame frame = read("zip,n\n01234,1\n99999,2\n", new Reading(null, null, Map.of("n", "text"), List.of("zip")));
        assertThat(texts(frame, "zip")).containsExactly("01234", "99999");
        assertThat(texts(frame, "n")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date dd.MM.yyyy | 31.12.2023 | 2023-12-31T00:00:00Z",
                "date MM/dd/yy HH:mm | 12/31/23 23:15 | 2023-12-31T23:15:00Z",
                "date d-MMM-yyyy | 1-jan-2024 | 2024-01-01T00:00:00Z",
                "date yyyyMMdd | 20240229 | 2024-02-29T00:00:00Z",
                "date yyyy-MM | 2024-02 | 2024-02-01T00:00:00Z",
                "date dd.MM.yyyy HH:mm:ss XXX | 01.02.2024 10:00:00 +02:00 | 2024-02-01T08:00:00Z",
                "date | 2024-02-01 | 2024-02-01T00:00:00Z",
            })
    void datesAreReadAfterTheirPattern(String type, String cell, String expected) throws IOException {
        Frame frame = read("day,n\n" + cell + ",1\n,2\n" + cell + ",3\n", types("day", type));
        long millis = Instant.parse(expected).toEpochMilli();
        assertThat(((Column.Date) frame.column("day").orElseThrow()).millis())
                .containsExactly(millis, Long.MIN_VALUE, millis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number | 12x | '12x' is not a number",
                "date | 31.12.2023 | '31.12.2023' is not a date (yyyy-MM-dd)",
                "date dd.MM.yyyy | 31.02.20 | '31.02.20' is not a date (dd.MM.yyyy)",
                "date dd.MM.yyyy | 2023-12-31 | '2023-12-31' is not a date (dd.MM.yyyy)",
            })
    void aCellThatIsNotOfItsTypeIsToldWithItsPlace(String type, String cell, String message) {
        assertThatThrownBy(() -> read("a,b\n,1\n" + cell + ",2\n", types("a", type)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("data.csv:3, column 'a'")
                .hasMessageContaining("goes into the option missing");
    }

    @Test
    void severalFilesAndNewlineDelimitedJsonAreReadAlike() throws IOException {
        Files.writeString(dir.resolve("1.csv"), "zip;n\n01;-\n");
        Files.writeString(dir.resolve("2.csv"), "zip;n\n1;5\n");
        Reading reading = new Reading("semicolon", List.of("-"), null, List.of("zip"));
        Frame frame = DataReader.read(Source.of(dir + "/*.csv").as(reading), 2, Progress.SILENT);
        assertThat(texts(frame, "zip")).containsExactly("01", "1");
        assertThat(numbers(frame, "n")).containsExactly(Float.NaN, 5);
        Path json = Files.writeString(dir.resolve("3.json"), "{\"zip\": 7, \"n\": \"-\"}\n{\"zip\": 8, \"n\": 1}\n");
        frame = DataReader.read(Source.of(json).as(reading), 2, Progress.SILENT);
        assertThat(texts(frame, "zip")).containsExactly("7", "8");
        assertThat(numbers(frame, "n")).containsExactly(Float.NaN, 1);
    }
}
