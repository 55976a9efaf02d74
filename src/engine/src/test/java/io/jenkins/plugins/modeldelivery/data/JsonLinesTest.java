package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Newline-delimited JSON gives what the same rows give as CSV, and every mistake is told with its line. */
class JsonLinesTest {

    private Path dir;
    private Path file;

    @BeforeProperty
    @org.junit.jupiter.api.BeforeEach
    void create() throws IOException {
        dir = Files.createTempDirectory("lines");
        file = dir.resolve("rows.jsonl");
    }

    @AfterProperty
    @org.junit.jupiter.api.AfterEach
    void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(dir);
    }

    private Frame read(String text) throws IOException {
        return DataReader.read(Files.writeString(file, text), 2, Progress.SILENT);
    }

    private Problem problem(String text) {
        return catchThrowableOfType(InputException.class, () -> read(text)).problem();
    }

    @org.junit.jupiter.api.Test
    void typesAreInferredAsFromCsv() throws IOException {
        Frame frame = read("\uFEFF{\"x\": 1, \"day\": \"2024-02-29\", \"who\": \"a\\nb, \\\"c\\\"\", \"ok\": true}\n"
                + "\r\n"
                + "{\"day\": null, \"who\": \"\", \"x\": -2.5e-1, \"late\": 7}\r\n"
                + "{\"x\": NaN, \"ok\": false}");
        assertThat(frame.columns().stream().map(Column::name)).containsExactly("x", "day", "who", "ok", "late");
        assertThat(frame.rows()).isEqualTo(3);
        assertThat(frame.facts().columns()).isEqualTo(5);
        assertThat(((Column.Numeric) frame.columns().get(0)).values()).containsExactly(1f, -0.25f, Float.NaN);
        assertThat(frame.columns().get(1).type()).isEqualTo(Signature.Type.DATE);
        assertThat(DataReaderTest.texts((Column.Categorical) frame.columns().get(2)))
                .containsExactly("a\nb, \"c\"", null, null);
        assertThat(DataReaderTest.texts((Column.Categorical) frame.columns().get(3)))
                .containsExactly("true", null, "false");
        assertThat(((Column.Numeric) frame.columns().get(4)).values()).containsExactly(Float.NaN, 7f, Float.NaN);
    }

    @org.junit.jupiter.api.Test
    void aSingleColumnKeepsItsMissingRows() throws IOException {
        assertThat(((Column.Numeric)
                                read("{\"x\":1}\n{\"x\":null}\n{}\n").columns().get(0))
                        .values())
                .containsExactly(1f, Float.NaN, Float.NaN);
    }

    @org.junit.jupiter.api.Test
    void everyMistakeNamesItsLine() throws IOException {
        String good = "{\"x\": 1}\n\n";
        assertThat(problem(good + "{\"x\": }\n").where()).isEqualTo(file + ":3");
        assertThat(problem(good + "{\"x\": 1").what()).startsWith("The line is no JSON");
        assertThat(problem(good + "[1]\n").what()).isEqualTo("The line is no JSON object");
        assertThat(problem(good + "{\"x\": 1} {\"x\": 2}\n").what()).isEqualTo("Text follows the object");
        assertThat(problem(good + "{\"x\": {\"y\": 1}}\n").what()).isEqualTo("The value of 'x' is an object");
        assertThat(problem(good + "{\"x\": [1]}\n").what()).isEqualTo("The value of 'x' is an array");
        assertThat(problem(good + "{\"x\": 1, \"x\": 2}\n").what()).isEqualTo("A key appears twice in the object");
        assertThat(problem("{\"\": 1}\n").what()).isEqualTo("Column 1 has no name");
        assertThat(problem("{}\n{}\n").what()).isEqualTo("The file has no values");
        assertThat(problem("[{\"x\": 1}]").what()).isEqualTo("This is one JSON array, not one object a line");
        Problem nul = problem("{\"x\": \"a\"}\n{\"x\": \"line\\nfeed\"}\n{\"x\": \"\\u0000\"}\n");
        assertThat(nul.where()).isEqualTo(file + ":3, column 'x'");
        InputException wrong = catchThrowableOfType(
                InputException.class,
                () -> DataReader.read(
                        Files.writeString(file, "{\"t\": \"a\\nb\", \"x\": 1}\n\n{\"t\": \"c\", \"x\": \"fast\"}\n"),
                        List.of(new Signature.Field("x", Signature.Type.NUMERIC, null, null, null, 0)),
                        List.of(),
                        1,
                        Progress.SILENT));
        assertThat(wrong.problem().what()).isEqualTo("'fast' is not a number");
        assertThat(wrong.problem().where()).isEqualTo(file + ":3, column 'x'");
    }

    @org.junit.jupiter.api.Test
    void damagedCompressionIsTold() throws IOException {
        byte[] whole = gzip("{\"x\": 1}\n".repeat(5000).getBytes(StandardCharsets.UTF_8));
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThat(catchThrowableOfType(InputException.class, () -> DataReader.read(file, 1, Progress.SILENT))
                        .problem()
                        .what())
                .startsWith("The gzip data is damaged or cut off");
    }

    /** Any texts come back as from CSV, in any order of keys, whatever is absent. */
    @Property(tries = 200)
    void textsComeBack(@ForAll List<String> texts, @ForAll long seed, @ForAll boolean compressed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder(Json.line(row("letters", "more", random))).append('\n');
        String[][] cells = new String[texts.size()][2];
        for (int i = 0; i < cells.length; i++) {
            // A lone surrogate is no text in any encoding.
            String text =
                    new String(texts.get(i).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
            cells[i][0] = random.nextInt(5) == 0 ? null : text;
            cells[i][1] = random.nextInt(5) == 0 ? null : text + i;
            lines.append(Json.line(row(cells[i][0], cells[i][1], random)))
                    .append(random.nextBoolean() ? "\n" : "\r\n\n");
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(file, compressed ? gzip(bytes) : bytes);
        Frame frame = DataReader.read(file, 2, Progress.SILENT);
        assertThat(frame.rows()).isEqualTo(cells.length + 1);
        for (int c = 0; c < 2; c++) {
            List<String> read = DataReaderTest.texts(
                    (Column.Categorical) frame.column(c == 0 ? "a" : "b \"c\"").orElseThrow());
            for (int i = 0; i < cells.length; i++) {
                String cell = cells[i][c];
                byte[] raw = cell == null ? new byte[0] : cell.getBytes(StandardCharsets.UTF_8);
                assertThat(read.get(i + 1)).isEqualTo(Missing.USUAL.is(raw, 0, raw.length) ? null : cell);
            }
        }
    }

    private static Map<String, Object> row(String first, String second, Random random) {
        Map<String, Object> row = new LinkedHashMap<>();
        boolean swapped = random.nextBoolean();
        if (swapped && second != null) {
            row.put("b \"c\"", second);
        }
        if (first != null) {
            row.put("a", first);
        }
        if (!swapped && second != null) {
            row.put("b \"c\"", second);
        }
        return row;
    }

    /** Whatever the bytes are: a frame or an InputException that names the file, never anything else. */
    @Property(tries = 2000)
    void randomBytesNeverBreakTheReader(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes =
                "{\"x\": 1.5, \"day\": \"2020-01-01\", \"é\": \"a\\u00e9\\n\"}\r\n{\"x\": null}\n\n{\"z\": true}\n"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] alphabet = "{}[]\",:\\ntrue1e9.\r\n\u00e9".getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(5); n >= 0; n--) {
            bytes[1 + random.nextInt(bytes.length - 1)] =
                    random.nextBoolean() ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
        }
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
        }
        Files.write(file, bytes);
        try {
            Frame frame = DataReader.read(file, 1, Progress.SILENT);
            assertThat(frame.columns()).allMatch(c -> c.size() == frame.rows());
        } catch (InputException e) {
            assertThat(e.problem().what()).isNotBlank();
            assertThat(e.problem().where()).startsWith(file.toString());
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
