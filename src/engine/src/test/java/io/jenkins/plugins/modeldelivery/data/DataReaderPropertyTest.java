package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class DataReaderPropertyTest {

    private static Path file;

    @BeforeContainer
    static void create() throws IOException {
        file = Files.createTempFile("property", ".csv");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> text = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        4,
                        Arbitraries.of("a", "b", ",", ";", "\"", "\n", "\r", "\t", " ", "|", "é", "€", "😀", "'")
                                .list()
                                .ofMaxSize(8)
                                .map(letters -> String.join("", letters))),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("NA", "1", "None", "2020-01-01", "")));
        return Arbitraries.integers()
                .between(1, 5)
                .flatMap(columns ->
                        text.list().ofSize(columns).list().ofMinSize(1).ofMaxSize(20));
    }

    private static String quote(String cell, boolean always) {
        boolean needed = always || cell.matches("(?s).*[,;|\t\"\r\n].*") || cell.isBlank();
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** Texts come back as they went, whatever the separator, line end, quoting, compression and number of threads. */
    @Property(tries = 400)
    void whatIsWrittenIsReadBack(
            @ForAll("tables") List<List<String>> table,
            @ForAll boolean always,
            @ForAll boolean windows,
            @ForAll boolean gzip,
            @ForAll boolean lastLineEnd)
            throws IOException {
        String end = windows ? "\r\n" : "\n";
        int columns = table.get(0).size();
        String separator = columns == 1 ? "," : List.of(",", ";", "\t", "|").get(table.size() % 4);
        String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(separator));
        // A first row of letters makes all columns categorical.
        String body = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(java.util.Collections.nCopies(columns, "letters")), table.stream())
                .map(row -> row.stream().map(c -> quote(c, always)).collect(Collectors.joining(separator)))
                .collect(Collectors.joining(end));
        byte[] bytes = (header + end + body + (lastLineEnd ? end : "")).getBytes(StandardCharsets.UTF_8);
        Files.write(file, gzip ? gzip(bytes) : bytes);

        Frame frame = DataReader.read(file, 1 + table.size() % 3, Progress.SILENT);

        assertThat(frame.rows()).isEqualTo(table.size() + 1);
        for (int c = 0; c < columns; c++) {
            List<String> read =
                    DataReaderTest.texts((Column.Categorical) frame.columns().get(c));
            for (int r = 0; r < table.size(); r++) {
                String cell = table.get(r).get(c);
                byte[] raw = cell.getBytes(StandardCharsets.UTF_8);
                assertThat(read.get(r + 1)).isEqualTo(Missing.USUAL.is(raw, 0, raw.length) ? null : cell);
            }
        }
    }

    /** Any float survives being written as text. */
    @Property(tries = 300)
    void numbersAreReadBackExactly(@ForAll float[] values) throws IOException {
        net.jqwik.api.Assume.that(values.length > 0);
        float[] finite = values.clone();
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < finite.length; i++) {
            text.append(i % 2 == 0 ? Float.toString(finite[i]) : new java.math.BigDecimal(finite[i]).toPlainString())
                    .append(",")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(file, text);
        Column.Numeric column = (Column.Numeric)
                DataReader.read(file, 2, Progress.SILENT).columns().get(0);
        assertThat(column.values()).containsExactly(finite);
    }

    /** Whatever the bytes are: a frame or an InputException, never anything else. */
    @Property(tries = 3000)
    void randomBytesNeverBreakTheReader(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = random.nextBoolean() ? noise(random) : mutated(random);
        Files.write(file, bytes);
        try {
            Frame frame = DataReader.read(file, 1 + random.nextInt(3), Progress.SILENT);
            assertThat(frame.columns()).allMatch(c -> c.size() == frame.rows());
            assertThat(frame.rows()).isPositive();
        } catch (InputException e) {
            assertThat(e.problem().what()).isNotBlank();
            assertThat(Objects.requireNonNull(e.problem().where())).startsWith(file.toString());
        }
    }

    private static byte[] noise(Random random) {
        byte[] alphabet = "a1,;\"\n\r\t |.-e\u00e9".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[random.nextInt(200)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(20) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
        }
        return bytes;
    }

    private static byte[] mutated(Random random) throws IOException {
        byte[] bytes =
                "\uFEFFdate,a,\"b c\",d\r\n2020-01-01,1.5,\"x, \"\"y\"\"\",\n2020-01-02,-2e3,\"multi\nline\",é\n,,,\n"
                        .getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            bytes = gzip(bytes);
        }
        for (int n = random.nextInt(4); n >= 0; n--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
