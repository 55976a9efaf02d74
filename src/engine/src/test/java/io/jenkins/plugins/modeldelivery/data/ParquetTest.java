package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow, DuckDB and fastparquet wrote; src/test/resources/parquet/make.py says how. */
class ParquetTest {

    private static final Path FILES = Path.of("src/test/resources/parquet");

    @TempDir
    Path dir;

    private static Frame read(Path file) throws IOException {
        return DataReader.read(file, 2, Progress.SILENT);
    }

    private static Problem refused(Path file) {
        return refused(file, List.of());
    }

    private static Problem refused(Path file, List<Signature.Field> fields) {
        InputException e = catchThrowableOfType(
                InputException.class, () -> DataReader.read(file, fields, List.of(), 2, Progress.SILENT));
        assertThat(e).as("%s is refused", file).isNotNull();
        return e.problem();
    }

    /** Every cell, exactly. */
    private static List<Object> cells(Column column) {
        if (column instanceof Column.Numeric numeric) {
            Object[] cells = new Object[column.size()];
            Arrays.setAll(cells, r -> numeric.values()[r]);
            return Arrays.asList(cells);
        }
        if (column instanceof Column.Date date) {
            Object[] cells = new Object[column.size()];
            Arrays.setAll(cells, r -> date.millis()[r]);
            return Arrays.asList(cells);
        }
        return List.copyOf(DataReaderTest.texts((Column.Categorical) column).stream()
                .map(t -> t == null ? "(missing)" : (Object) t)
                .toList());
    }

    private static void assertSame(Frame actual, Frame expected) {
        for (Column column : actual.columns()) {
            Column wanted = expected.column(column.name()).orElseThrow();
            assertThat(column.type()).as(column.name()).isEqualTo(wanted.type());
            assertThat(column.missingCount()).as(column.name()).isEqualTo(wanted.missingCount());
            assertThat(cells(column)).as(column.name()).isEqualTo(cells(wanted));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arrow-none-1, 18",
        "arrow-none-2, 18",
        "arrow-snappy-1, 18",
        "arrow-snappy-2, 18",
        "arrow-gzip-1, 18",
        "arrow-gzip-2, 18",
        "arrow-zstd-1, 18",
        "arrow-zstd-2, 18",
        "arrow-lz4-1, 18",
        "arrow-lz4-2, 18",
        "delta-1, 18",
        "delta-2, 18",
        "decimals, 18",
        "int96, 2",
        "duckdb, 17",
        "duckdb-2, 17",
        "fastparquet, 6"
    })
    void everyWriterEncodingAndCompressionHasTheRowsOfTheCsv(String name, int columns) throws IOException {
        Path file = FILES.resolve(name + ".parquet");
        Frame expected = read(FILES.resolve("expected.csv"));
        Frame frame = read(file);
        assertThat(frame.rows()).isEqualTo(100);
        assertThat(frame.columns()).hasSize(columns);
        assertThat(frame.facts().rows()).isEqualTo(100);
        assertThat(frame.facts().bytes()).isEqualTo(Files.size(file));
        assertSame(frame, expected);
        // As rows are copied for their predictions.
        try (InputStream text = DataFile.open(file).stream(0, n -> {})) {
            assertSame(read(Files.write(dir.resolve("text.csv"), text.readAllBytes())), expected);
        }
    }

    /** The digest is the one that make.py printed. */
    @ParameterizedTest
    @ValueSource(strings = {"long-zstd1", "long-zstd19", "long-lz4", "long-snappy"})
    void longTextsAreUnpackedExactly(String name) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Reading noWords = new Reading(null, List.of(), null, null);
        Frame frame =
                DataReader.read(Source.of(FILES.resolve(name + ".parquet")).as(noWords), 1, Progress.SILENT);
        for (String text :
                DataReaderTest.texts((Column.Categorical) frame.column("text").orElseThrow())) {
            digest.update(((text == null ? "" : text) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("524c94df67b50f96f603c2055b1f01f880d0999516c67589909768d93f985586");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nested | column 'list' | The column is nested | flatten it",
                "structure | column 'point' | The column is nested | flatten it",
                "brotli | column 'id' | compressed with Brotli, which is not read | zstd",
                "time | column 'time' | is a time of day, which is not read | as a number",
                "binary | column 'raw' | is binary, 3 bytes a value, which is not read | leave it out",
                "empty | empty.parquet | has a header but no data rows | At least one row",
            })
    void whatIsNotReadIsRefusedWithTheColumn(String name, String where, String what, String advice) {
        Problem problem = refused(FILES.resolve(name + ".parquet"));
        assertThat(problem.where()).contains(where);
        assertThat(problem.what()).contains(what);
        assertThat(problem.advice()).contains(advice);
    }

    @Test
    void typesOfTheUserAndOfTheModelHold() throws IOException {
        Path file = FILES.resolve("arrow-zstd-1.parquet");
        Frame frame = DataReader.read(
                Source.of(file)
                        .as(new Reading(";", List.of("red", "-3"), Map.of("day", "category"), List.of("id", "truth"))),
                2,
                Progress.SILENT);
        Column.Categorical id = (Column.Categorical) frame.column("id").orElseThrow();
        assertThat(DataReaderTest.texts(id)).startsWith(null, "-2", "-1", "0");
        assertThat(DataReaderTest.texts((Column.Categorical) frame.column("day").orElseThrow()))
                .filteredOn(t -> t != null)
                .allMatch(t -> t.matches("\\d{4}-\\d\\d-\\d\\d"));
        assertThat(((Column.Categorical) frame.column("text").orElseThrow()).categories())
                .doesNotContain("red")
                .contains("NA");
        Signature.Field text = new Signature.Field("text", Signature.Type.NUMERIC, null, null, null, 0);
        Problem problem = refused(file, List.of(text));
        assertThat(problem.what()).endsWith("is not a number");
        assertThat(problem.where()).matches(".*arrow-zstd-1.parquet, row \\d+, column 'text'");
        assertThat(refused(file, List.of(new Signature.Field("speed", Signature.Type.NUMERIC, null, null, null, 0)))
                        .what())
                .contains("'speed' is missing");
    }

    @Test
    void severalFilesAreReadBelowEachOther() throws IOException {
        Files.copy(FILES.resolve("duckdb.parquet"), dir.resolve("1.parquet"));
        Files.copy(FILES.resolve("duckdb-2.parquet"), dir.resolve("2.parquet"));
        Frame frame = DataReader.read(Source.of(dir + "/*.parquet"), 2, Progress.SILENT);
        assertThat(frame.rows()).isEqualTo(200);
        Frame one = read(dir.resolve("1.parquet"));
        int[] second = new int[100];
        Arrays.setAll(second, i -> 100 + i);
        assertSame(
                new Frame(
                        one.facts(),
                        frame.columns().stream().map(c -> c.rows(second)).toList()),
                one);
    }

    @Test
    void rowsAreStreamedWithTheirCells() throws IOException {
        Path file = FILES.resolve("arrow-snappy-2.parquet");
        Signature.Field real = new Signature.Field("real", Signature.Type.NUMERIC, null, null, null, 0);
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        try (RowStream rows = RowStream.open(Source.of(file), List.of(real), Progress.SILENT)) {
            copied.writeBytes((String.join(",", rows.names()) + "\n").getBytes(StandardCharsets.UTF_8));
            while (rows.next()) {
                assertThat(cells(rows.rows().column("real").orElseThrow()))
                        .isEqualTo(cells(read(file).column("real").orElseThrow()));
                for (int r = 0; r < rows.rows().rows(); r++) {
                    rows.copy(r, copied);
                    copied.write('\n');
                }
            }
            assertThat(rows.facts().rows()).isEqualTo(100);
        }
        assertSame(read(Files.write(dir.resolve("copied.csv"), copied.toByteArray())), read(file));
    }

    /** Whatever the bytes are: rows, or an error that names the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arrow-none-1",
                "arrow-snappy-1",
                "arrow-gzip-1",
                "arrow-zstd-1",
                "arrow-lz4-1",
                "delta-1",
                "duckdb-2",
                "int96",
                "fastparquet"
            })
    void damagedFilesAreRefusedOrRead(String name) throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve(name + ".parquet"));
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] bad = good.clone();
            for (int k = 0; k <= i % 3; k++) {
                // The footer takes the end; half of the damage goes there.
                int at = i % 2 == 0
                        ? random.nextInt(bad.length)
                        : bad.length - 1 - random.nextInt(Math.min(bad.length, 3000));
                bad[at] = i % 5 == 0 ? (byte) (bad[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
            }
            if (i % 10 == 9) {
                bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            }
            Path file = Files.write(dir.resolve("bad.parquet"), bad);
            try {
                assertThat(read(file).rows()).isPositive();
            } catch (InputException e) {
                refused++;
                assertThat(e.problem().sentence()).contains("bad.parquet");
            }
            try (InputStream text = DataFile.open(file).stream(0, n -> {})) {
                text.readAllBytes();
            } catch (InputException | io.jenkins.plugins.modeldelivery.parquet.DamagedException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (io.jenkins.plugins.modeldelivery.parquet.ParquetFile.UnreadableException e) {
                assertThat(e.advice()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void aFooterThatPromisesMoreThanThereIsCostsNothing() throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve("int96.parquet"));
        byte[] cut = Arrays.copyOf(good, good.length - 9);
        assertThat(refused(Files.write(dir.resolve("cut.parquet"), cut)).what()).contains("cut off");
        byte[] long1 = good.clone();
        Arrays.fill(long1, good.length - 8, good.length - 4, (byte) 0x7f);
        assertThat(refused(Files.write(dir.resolve("long.parquet"), long1)).what())
                .contains("The footer has");
        byte[] encrypted = good.clone();
        encrypted[good.length - 1] = 'E';
        assertThat(refused(Files.write(dir.resolve("secret.parquet"), encrypted))
                        .what())
                .contains("encrypted");
        assertThat(refused(Files.write(dir.resolve("short.parquet"), "PAR1".getBytes(StandardCharsets.US_ASCII)))
                        .what())
                .contains("cut off");
    }
}
