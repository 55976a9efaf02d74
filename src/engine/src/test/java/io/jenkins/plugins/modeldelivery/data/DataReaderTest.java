package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataReaderTest {

    @TempDir
    Path dir;

    private Frame read(String text) throws IOException {
        return DataReader.read(
                Files.writeString(dir.resolve("data.csv"), text, StandardCharsets.UTF_8), 2, Progress.SILENT);
    }

    private static float[] numbers(Frame frame, String name) {
        return ((Column.Numeric) frame.column(name).orElseThrow()).values();
    }

    private static Column.Categorical codes(Frame frame, String name) {
        return (Column.Categorical) frame.column(name).orElseThrow();
    }

    static List<String> texts(Column.Categorical column) {
        return java.util.Arrays.stream(column.codes())
                .mapToObj(c -> c < 0 ? null : column.categories().get(c))
                .toList();
    }

    @Test
    void typesComeFromTheValues() throws IOException {
        Frame frame = read("a,b,c\n1,x,2020-01-31\n,y,\n3.5,x,2020-02-29T12:30:15.250+02:00\n");
        assertThat(numbers(frame, "a")).containsExactly(1, Float.NaN, 3.5f);
        assertThat(texts(codes(frame, "b"))).containsExactly("x", "y", "x");
        Column.Date date = (Column.Date) frame.column("c").orElseThrow();
        assertThat(date.millis())
                .containsExactly(
                        Instant.parse("2020-01-31T00:00:00Z").toEpochMilli(),
                        Long.MIN_VALUE,
                        Instant.parse("2020-02-29T10:30:15.250Z").toEpochMilli());
        assertThat(frame.columns()).extracting(Column::missingCount).containsExactly(1, 0, 1);
        assertThat(frame.rows()).isEqualTo(3);
    }

    @Test
    void quotesSeparatorsAndLineEndsInsideValues() throws IOException {
        Frame frame = read("name,\"with, comma\"\r\n\"a \"\"b\"\"\",1\r\n\"line 1\nline 2\r\nline 3\",2\r\n\"\",\"3\"");
        assertThat(texts(codes(frame, "name"))).containsExactly("a \"b\"", "line 1\nline 2\r\nline 3", null);
        assertThat(numbers(frame, "with, comma")).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theSeparatorIsFound(String separator) throws IOException {
        Frame frame = read(String.join(separator, "a", "b", "c") + "\n" + String.join(separator, "1", "x", "2") + "\n");
        assertThat(frame.columns()).extracting(Column::name).containsExactly("a", "b", "c");
        assertThat(numbers(frame, "c")).containsExactly(2);
    }

    @Test
    void byteOrderMarkBlankLinesAndNoLastLineEnd() throws IOException {
        Frame frame = read("\uFEFFa,b\r\n\r\n1,é\r\n\r\n2,ü");
        assertThat(numbers(frame, "a")).containsExactly(1, 2);
        assertThat(texts(codes(frame, "b"))).containsExactly("é", "ü");
    }

    @Test
    void missingTokensAreThoseOfPandasButNone() throws IOException {
        Frame frame = read("a,b\nNA,x\nNaN,null\nnan,NULL\n N/A ,n/a\n,None\n\"\",  \n7,<NA>\n");
        assertThat(numbers(frame, "a"))
                .containsExactly(Float.NaN, Float.NaN, Float.NaN, Float.NaN, Float.NaN, Float.NaN, 7);
        assertThat(texts(codes(frame, "b"))).containsExactly("x", null, null, null, "None", null, null);
    }

    @Test
    void aColumnWithoutAnyValueIsNumericAndEmpty() throws IOException {
        Frame frame = read("a,b\n,1\nNA,2\n");
        assertThat(frame.columns().get(0).type()).isEqualTo(Signature.Type.NUMERIC);
        assertThat(frame.columns().get(0).missingCount()).isEqualTo(2);
    }

    @Test
    void theWholeFileDecidesATypeNotItsBeginning() throws IOException {
        StringBuilder text = new StringBuilder("number,late,dates,mixed\n");
        for (int i = 0; i < 600_000; i++) {
            text.append(i).append(',').append(i % 10).append(",,2020-01-01\n");
        }
        text.append("1,oops,2020-12-24,7\n");
        for (int threads : new int[] {1, 2, 5}) {
            Frame frame = DataReader.read(Files.writeString(dir.resolve("data.csv"), text), threads, Progress.SILENT);
            assertThat(frame.columns())
                    .extracting(Column::type)
                    .containsExactly(
                            Signature.Type.NUMERIC,
                            Signature.Type.CATEGORICAL,
                            Signature.Type.DATE,
                            Signature.Type.CATEGORICAL);
            assertThat(numbers(frame, "number")[599_999]).isEqualTo(599_999);
            assertThat(codes(frame, "late").categories())
                    .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "oops");
            assertThat(codes(frame, "mixed").categories()).containsExactly("2020-01-01", "7");
        }
    }

    /** The sample at the beginning shows no quote: the file is begun again when one turns up. */
    @Test
    void aQuoteFarDownIsUnderstood() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 1_200_000; i++) {
            text.append(i % 100).append(",plain\n");
        }
        text.append("7,\"two\nlines, one value\"\n");
        Path plain = Files.writeString(dir.resolve("data.csv"), text);
        Path packed = dir.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        for (Path file : List.of(plain, packed)) {
            for (int threads : new int[] {1, 3}) {
                Frame frame = DataReader.read(file, threads, Progress.SILENT);
                assertThat(frame.rows()).isEqualTo(1_200_001);
                assertThat(codes(frame, "b").categories()).containsExactly("plain", "two\nlines, one value");
            }
        }
    }

    /** Threads that start inside a quoted value see text where numbers are; that must not count. */
    @Test
    void aQuotedValueAcrossThePartsDoesNotSpoilTypes() throws IOException {
        String rows = "1,2\n".repeat(1_200_000);
        String inside = "text,text\n".repeat(300_000);
        Path file = Files.writeString(dir.resolve("data.csv"), "a,b\n" + rows + "1,\"" + inside + "\"\n" + rows);
        for (int threads : new int[] {2, 3}) {
            Frame frame = DataReader.read(file, threads, Progress.SILENT);
            assertThat(frame.rows()).isEqualTo(2_400_001);
            assertThat(frame.columns())
                    .extracting(Column::type)
                    .containsExactly(Signature.Type.NUMERIC, Signature.Type.CATEGORICAL);
            assertThat(codes(frame, "b").categories()).containsExactly("2", inside);
        }
    }

    @Test
    void aFrozenDictionaryKeepsItsCodesAndPutsNewValuesBehind() throws IOException {
        Path file = Files.writeString(dir.resolve("data.csv"), "extra,size\n1,huge\n2,large\n3,small\n4,\n5,tiny\n");
        Signature.Field field = new Signature.Field(
                "size", Signature.Type.CATEGORICAL, null, null, List.of("small", "medium", "large"), 0);
        Column.Categorical column = codes(DataReader.read(file, List.of(field), List.of(), 2, Progress.SILENT), "size");
        assertThat(column.categories()).containsExactly("small", "medium", "large", "huge", "tiny");
        assertThat(column.known()).isEqualTo(3);
        assertThat(column.codes()).containsExactly(3, 2, 0, -1, 4);
    }

    @Test
    void numbersAsCategoriesMatchHoweverTheyAreWritten() throws IOException {
        Path file = Files.writeString(dir.resolve("data.csv"), "label,x\n1.0,5\n0,5\n00,5\n1e0,5\n2,5\n,5\n");
        Signature.Field field =
                new Signature.Field("label", Signature.Type.CATEGORICAL, null, null, List.of("0", "1"), 0);
        Column.Categorical column =
                codes(DataReader.read(file, List.of(field), List.of(), 1, Progress.SILENT), "label");
        assertThat(column.codes()).containsExactly(1, 0, 0, 1, 2, -1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0.0",
        "+5, 5",
        ".5, .5",
        "5., 5",
        "1e3, 1000",
        "1E-3, .001",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "0.1, .1",
        "3.4e38, 3.4e38",
        "1e-60, 0",
        "'  7  ', 7",
        "9007199254740993, 9007199254740993",
        "0.30000000000000004, 0.30000000000000004"
    })
    void numbersAreReadAsJavaReadsThem(String text, String expected) throws IOException {
        assertThat(numbers(read("a,b\n" + text + ",1\n"), "a")).containsExactly((float) Double.parseDouble(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_000", "0x10", "1f", "1d", "--1", "1e", "-", ".", "e5", "1.2.3", "1 000", "twelve"})
    void whatIsNoNumberMakesTheColumnCategorical(String text) throws IOException {
        assertThat(read("a,b\n1,1\n" + text + ",1\n").columns().get(0).type()).isEqualTo(Signature.Type.CATEGORICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-02-29", "2020-13-01", "2020-1-01", "2020-01-01T25:00", "2020-01-01 10:00:00+1"})
    void whatIsNoDateMakesTheColumnCategorical(String text) throws IOException {
        assertThat(read("a,b\n2020-01-01,1\n" + text + ",1\n").columns().get(0).type())
                .isEqualTo(Signature.Type.CATEGORICAL);
    }

    @Test
    void infiniteNumbersAreMissingAndSaid() throws IOException {
        Frame frame = read("a\n1\ninf\n-Infinity\n1e300\n");
        assertThat(numbers(frame, "a")).containsExactly(1, Float.NaN, Float.NaN, Float.NaN);
    }

    @Test
    void factsDescribeTheStoredFile() throws IOException {
        Path file = dir.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
        }
        Frame frame = DataReader.read(file, 2, Progress.SILENT);
        assertThat(frame.rows()).isEqualTo(2);
        assertThat(frame.facts().rows()).isEqualTo(2);
        assertThat(frame.facts().columns()).isEqualTo(2);
        assertThat(frame.facts().bytes()).isEqualTo(Files.size(file));
        Frame plain = read("abc\n1\n");
        // printf 'abc\n1\n' | sha256sum
        assertThat(plain.facts().sha256())
                .isEqualTo("5cb310b6f87a23bce211e77652daf4e4931a010ffbca35148659961a9207e0fb");
    }

    @Test
    void rowsAreTakenByIndex() throws IOException {
        Frame frame = read("a,b,c\n1,x,2020-01-01\n,,\n3,y,2020-01-03\n").rows(new int[] {2, 1, 2});
        assertThat(numbers(frame, "a")).containsExactly(3, Float.NaN, 3);
        assertThat(texts(codes(frame, "b"))).containsExactly("y", null, "y");
        assertThat(frame.columns()).extracting(Column::missingCount).containsExactly(1, 1, 1);
        assertThat(frame.columns().get(2).missing(1)).isTrue();
    }

    @Test
    void birdStrikesAreReadAsDescribed() throws IOException {
        Path file = Path.of("../../docs/examples/birdstrikes/1990-1993.csv.gz");
        Frame frame = DataReader.read(file, 2, Progress.SILENT);
        assertThat(frame.rows()).isEqualTo(2368);
        assertThat(frame.columns().get(0).type()).isEqualTo(Signature.Type.DATE);
        assertThat(codes(frame, "damage").categories()).containsExactly("no", "yes");
        // pandas.read_csv(...).speed_knots.mean()
        double mean = java.util.stream.IntStream.range(0, frame.rows())
                .mapToDouble(i -> numbers(frame, "speed_knots")[i])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(152.03660396542958, within(1e-6));
    }
}
