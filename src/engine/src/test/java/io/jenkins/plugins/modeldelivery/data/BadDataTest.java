package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a file can be unusable: what, where, and what to do. */
class BadDataTest {

    @TempDir
    Path dir;

    private static final List<Signature.Field> SCHEMA = List.of(
            new Signature.Field("speed", Signature.Type.NUMERIC, 0d, 1d, null, 0),
            new Signature.Field("size", Signature.Type.CATEGORICAL, null, null, List.of("small"), 0),
            new Signature.Field("day", Signature.Type.DATE, null, null, null, 0));

    private static Problem problem(Path file, List<Signature.Field> fields) {
        InputException e = catchThrowableOfType(
                InputException.class, () -> DataReader.read(file, fields, List.of(), 2, Progress.SILENT));
        assertThat(e).as("an InputException").isNotNull();
        return e.problem();
    }

    private Problem problem(byte[] content) throws IOException {
        return problem(Files.write(dir.resolve("bad.csv"), content), List.of());
    }

    private Problem problem(String content) throws IOException {
        return problem(content.getBytes(StandardCharsets.UTF_8));
    }

    private String at(String place) {
        return dir.resolve("bad.csv") + place;
    }

    @Test
    void missingFile() {
        Problem problem = problem(dir.resolve("none.csv"), List.of());
        assertThat(problem.what()).isEqualTo("The file does not exist");
        assertThat(problem.where()).isEqualTo(dir.resolve("none.csv").toString());
        assertThat(problem(Path.of("nowhere/none.csv"), List.of()).advice()).startsWith("Relative paths start at ");
    }

    @Test
    void directory() {
        assertThat(problem(dir, List.of()).what()).isEqualTo("This is a directory, not a file");
    }

    @Test
    void emptyFile() throws IOException {
        assertThat(problem("").what()).isEqualTo("The file is empty");
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        new GZIPOutputStream(empty).close();
        assertThat(problem(empty.toByteArray()).what()).isEqualTo("The file is empty");
    }

    @ParameterizedTest
    @CsvSource({"'a,b'", "'a,b\n'", "'a,b\r\n\r\n\n'"})
    void headerOnly(String text) throws IOException {
        assertThat(problem(text).what()).isEqualTo("The file has a header but no data rows");
    }

    @ParameterizedTest
    @CsvSource({"'1', 1 field", "'1,2,3', 3 fields", "'1,2,\"x,y\",4', 4 fields"})
    void raggedRow(String row, String found) throws IOException {
        Problem problem = problem("a,b\n1,2\n\n\"multi\nline\",2\n" + row + "\n3,4\n");
        assertThat(problem.where()).isEqualTo(at(":6"));
        assertThat(problem.what()).isEqualTo("The row has " + found + ", the header has 2");
    }

    @Test
    void aBadRowFarDownHasItsLineWhateverTheThreads() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 1_500_000; i++) {
            text.append(i % 1000).append(i == 1_300_000 || i == 1_400_000 ? "\n" : ",12\n");
        }
        Path file = Files.writeString(dir.resolve("bad.csv"), text);
        for (int threads : new int[] {1, 2, 4}) {
            InputException e =
                    catchThrowableOfType(InputException.class, () -> DataReader.read(file, threads, Progress.SILENT));
            assertThat(e.problem().where()).isEqualTo(at(":1300002"));
        }
    }

    @Test
    void columnNames() throws IOException {
        assertThat(problem("a,b,a\n1,2,3\n").what()).isEqualTo("The column name 'a' appears twice: columns 1 and 3");
        assertThat(problem("a,,c\n1,2,3\n").what()).isEqualTo("Column 2 has no name");
        assertThat(problem(",b\n1,2\n").advice()).contains("index=False");
        assertThat(problem("a,b,\n1,2,3\n").what()).isEqualTo("Column 3 has no name");
        assertThat(problem("a,\"b\n1,2\n").what()).isEqualTo("A quote opens in the header and is never closed");
        assertThat(problem("a\rb\r1\r").advice()).contains("LF");
    }

    @Test
    void unclosedQuoteIsShownWhereItOpened() throws IOException {
        Problem problem = problem("a,b\n1,2\n3,\"open\n4,5\n6,7\n");
        assertThat(problem.where()).isEqualTo(at(":3"));
        assertThat(problem.what()).isEqualTo("A quote opens here and is never closed");
    }

    @Test
    void textAfterAClosingQuote() throws IOException {
        Problem problem = problem("a,b\n1,\"x\"y\n");
        assertThat(problem.where()).isEqualTo(at(":2"));
        assertThat(problem.what()).startsWith("Text follows a closing quote: '\"x\"y");
    }

    @Test
    void bytesThatAreNotUtf8() throws IOException {
        Problem problem = problem("a,b\n1,x\n2,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem.where()).isEqualTo(at(":3, column 'b'"));
        assertThat(problem.what()).isEqualTo("The byte at offset 13 of the file (0xE9) is not UTF-8");
        assertThat(problem.advice()).contains("iconv");
        assertThat(problem("caf\u00e9,b\n1,x\n".getBytes(StandardCharsets.ISO_8859_1))
                        .where())
                .isEqualTo(at(":1"));
        assertThat(problem("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16)).what())
                .contains("UTF-16");
    }

    @Test
    void otherFormats() throws IOException {
        assertThat(problem("PAR1xxxx").what()).contains("Parquet file is damaged");
        assertThat(problem("PK\003\004xxxx").what()).contains("Excel");
    }

    @Test
    void wrongTypeAgainstASchema() throws IOException {
        Path file = Files.writeString(
                dir.resolve("bad.csv"),
                "speed,size,day\n1,small,2020-01-01\nfast" + "!".repeat(99) + ",large,2020-01-01\n");
        Problem problem = problem(file, SCHEMA);
        assertThat(problem.where()).isEqualTo(at(":3, column 'speed'"));
        assertThat(problem.what()).matches("'fast!{36}\\.\\.\\.' is not a number");
        Files.writeString(file, "speed,size,day\n1,small,01/02/2020\n");
        problem = problem(file, SCHEMA);
        assertThat(problem.where()).isEqualTo(at(":2, column 'day'"));
        assertThat(problem.what()).isEqualTo("'01/02/2020' is not a date (yyyy-MM-dd)");
    }

    @Test
    void missingColumns() throws IOException {
        Path file = Files.writeString(dir.resolve("bad.csv"), "sped,Size\n1,small\n");
        Problem problem = problem(file, SCHEMA);
        assertThat(problem.where()).isEqualTo(at(":1"));
        assertThat(problem.what()).isEqualTo("The columns 'speed', 'size', 'day' are missing");
        assertThat(problem.advice()).isEqualTo("Did you mean 'sped' for 'speed', 'Size' for 'size'?");
        assertThat(DataReader.read(file, SCHEMA, List.of("speed", "size", "day"), 1, Progress.SILENT)
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void damagedGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 50_000; i++) {
                out.write((i * 7919L % 10_007 + ",x" + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = packed.toByteArray();
        assertThat(problem(Arrays.copyOf(whole, whole.length / 2)).what()).contains("damaged or cut off");
        assertThat(problem(Arrays.copyOf(whole, 5)).what()).contains("damaged or cut off");
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 0x55;
        assertThat(problem(flipped).what()).contains("damaged or cut off");
        Path plain = Files.writeString(dir.resolve("plain.csv.gz"), "a,b\n1,2\n");
        assertThat(problem(plain, List.of()).what()).contains("not gzip");
    }

    @Test
    void whatCannotFitIsRefusedBeforeItIsRead() throws IOException {
        // 8 GB of sparse file: the sample says 4 bytes of heap for each 8 of text.
        Path file = dir.resolve("big.csv");
        Files.writeString(file, "a,b,c,d\n" + "1,2,3,4\n".repeat(10_000));
        try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }
        Problem problem = problem(file, List.of());
        assertThat(problem.what())
                .matches(
                        "This needs about 2\\d\\.\\d GB of heap, .* is what there is|This needs about [12]\\d\\.\\d GB of heap, .* is what there is");
        assertThat(problem.advice()).matches("Give memory: '\\d+g' \\(or java -Xmx\\d+g\\)\\.");
    }
}
