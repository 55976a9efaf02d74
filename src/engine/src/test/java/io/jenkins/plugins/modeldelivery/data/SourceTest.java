package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a name means, and what several of them are together. */
class SourceTest {

    @TempDir
    Path dir;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(dir.resolve("year/old"));
        put("b.csv", "x,c,d\n2,red,2024-01-02\n");
        put("a.csv", "x,c,d\n1,blue,2024-01-01\n,,\n");
        put("a,b.csv", "x,c,d\n0,blue,\n");
        put("year/10.csv", "d,x,c\n,3,7\n");
        put("year/old/9.csv", "x,c,d\nn/a,\"1,5\",\n");
        put(".hidden.csv", "y\n1\n");
        put("year/notes.txt", "no data");
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private List<String> names(String data) throws IOException {
        return Source.of(data.replace("$", dir.toString())).files().stream()
                .map(f -> dir.relativize(f).toString().replace('\\', '/'))
                .toList();
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(InputException.class, call).problem();
    }

    @Test
    void namesAndPatterns() throws IOException {
        assertThat(names("$/a.csv")).containsExactly("a.csv");
        // A file of that very name comes first, commas and all.
        assertThat(names("$/a,b.csv")).containsExactly("a,b.csv");
        assertThat(names("$/b.csv, $/a.csv")).containsExactly("b.csv", "a.csv");
        assertThat(names("$/?.csv")).containsExactly("a.csv", "b.csv");
        assertThat(names("$/*.csv")).containsExactly("a,b.csv", "a.csv", "b.csv");
        assertThat(names("$/**/*.csv")).containsExactly("a,b.csv", "a.csv", "b.csv", "year/10.csv", "year/old/9.csv");
        assertThat(names("$/*/1*.csv, $/**/10.csv,$/year/old/9.csv")).containsExactly("year/10.csv", "year/old/9.csv");
        assertThat(names("$/none.csv")).containsExactly("none.csv");
        Problem none = problem(() -> names("$/*.parquet"));
        assertThat(none.what()).isEqualTo("No file matches the pattern");
        assertThat(none.where()).isEqualTo(dir + "/*.parquet");
        assertThat(problem(() -> names("$/a.csv,,$/b.csv")).what())
                .isEqualTo("A file name between the commas is empty");
    }

    @Test
    void rowsOfSeveralFilesAreBelowEachOther() throws Exception {
        Source source = Source.of(dir + "/?.csv, " + dir + "/**/10.csv, " + dir + "/**/9.csv");
        Frame frame = DataReader.read(source, 2, Progress.SILENT);
        assertThat(frame.rows()).isEqualTo(5);
        assertThat(((Column.Numeric) frame.column("x").orElseThrow()).values())
                .containsExactly(1f, Float.NaN, 2f, 3f, Float.NaN);
        // One file has the number 7 only, and has it as the text that it is.
        Column.Categorical c = (Column.Categorical) frame.column("c").orElseThrow();
        assertThat(DataReaderTest.texts(c)).containsExactly("blue", null, "red", "7", "1,5");
        assertThat(c.missingCount()).isEqualTo(1);
        assertThat(c.known()).isEqualTo(4);
        Column.Date d = (Column.Date) frame.column("d").orElseThrow();
        assertThat(d.millis())
                .containsExactly(1704067200000L, Long.MIN_VALUE, 1704153600000L, Long.MIN_VALUE, Long.MIN_VALUE);
        assertThat(d.missingCount()).isEqualTo(3);
        assertThat(frame.facts().path()).isEqualTo(source.words());
        assertThat(frame.facts().rows()).isEqualTo(5);
        // As sha256sum lists the files, digested.
        StringBuilder listing = new StringBuilder();
        long bytes = 0;
        for (Path file : source.files()) {
            byte[] content = Files.readAllBytes(file);
            bytes += content.length;
            listing.append(sha256(content)).append("  ").append(file).append('\n');
        }
        assertThat(frame.facts().bytes()).isEqualTo(bytes);
        assertThat(frame.facts().sha256()).isEqualTo(sha256(listing.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aFrozenDictionaryStaysInFront() throws IOException {
        Signature.Field field =
                new Signature.Field("c", Signature.Type.CATEGORICAL, null, null, List.of("red", "blue"), 0);
        Frame frame = DataReader.read(
                Source.of(dir + "/?.csv," + dir + "/year/*.csv"), List.of(field), List.of(), 1, Progress.SILENT);
        Column.Categorical c = (Column.Categorical) frame.column("c").orElseThrow();
        assertThat(c.categories()).containsExactly("red", "blue", "7");
        assertThat(c.known()).isEqualTo(2);
        assertThat(c.codes()).containsExactly(1, -1, 0, 2);
    }

    @Test
    void filesOfOtherColumnsAreRefused() throws IOException {
        put("c.csv", "x,c,e\n1,red,2\n");
        Problem problem = problem(() -> DataReader.read(Source.of(dir + "/?.csv"), 1, Progress.SILENT));
        assertThat(problem.what())
                .isEqualTo("The columns are not those of " + dir.resolve("a.csv") + ": 'd' missing, 'e' only here");
        assertThat(problem.where()).isEqualTo(dir.resolve("c.csv") + ":1");
    }

    @Test
    void aStreamGoesOnFromFileToFile() throws IOException {
        List<Signature.Field> fields = List.of(new Signature.Field("x", Signature.Type.NUMERIC, null, null, null, 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowStream rows = RowStream.open(Source.of(dir + "/?.csv"), fields, Progress.SILENT)) {
            while (rows.next()) {
                for (int row = 0; row < rows.rows().rows(); row++) {
                    rows.copy(row, out);
                    out.write('\n');
                }
            }
            assertThat(rows.facts().rows()).isEqualTo(3);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1,blue,2024-01-01\n,,\n2,red,2024-01-02\n");
        Source other = Source.of(dir + "/a.csv," + dir + "/year/10.csv");
        assertThat(problem(() -> RowStream.open(other, fields, Progress.SILENT)).what())
                .isEqualTo("The columns are in another order than in " + dir.resolve("a.csv"));
    }

    @Test
    void aStreamReadsJsonAsCsv() throws IOException {
        put("rows.ndjson", "{\"x\": 1, \"t\": \"a, b\"}\n\n{\"t\": null}\n");
        List<Signature.Field> fields = List.of(new Signature.Field("x", Signature.Type.NUMERIC, null, null, null, 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowStream rows = RowStream.open(Source.of(dir + "/rows.ndjson"), fields, Progress.SILENT)) {
            assertThat(rows.next()).isTrue();
            assertThat(((Column.Numeric) rows.rows().columns().get(0)).values()).containsExactly(1f, Float.NaN);
            rows.copy(0, out);
            out.write('|');
            rows.copy(1, out);
            assertThat(rows.next()).isFalse();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1,\"a, b\"|\"\",\"\"");
    }
}
