package io.jenkins.plugins.modeldelivery.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is read eight bytes at a time is what is read byte by byte. */
class FastCellsTest {

    @Provide
    Arbitrary<String> cells() {
        Arbitrary<String> numbers = Arbitraries.strings()
                .withChars("0123456789")
                .ofMaxLength(19)
                .flatMap(digits -> Arbitraries.integers()
                        .between(-1, digits.length())
                        .map(point -> point < 0 ? digits : digits.substring(0, point) + "." + digits.substring(point)));
        Arbitrary<String> signed =
                numbers.flatMap(n -> Arbitraries.of("", "-", "--", "+").map(sign -> sign + n));
        Arbitrary<String> noise = Arbitraries.strings()
                .withChars("0123456789.-+e, /:\u007f\u00b0\u00ff")
                .ofMaxLength(20);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, signed),
                net.jqwik.api.Tuple.of(1, noise),
                net.jqwik.api.Tuple.of(1, Arbitraries.doubles().map(String::valueOf)));
    }

    /** A plain number is what the JDK reads; everything else is left to it. */
    @Property(tries = 5000)
    void plainNumbersAreExact(@ForAll("cells") String cell, @ForAll("cells") String before) {
        byte[] text = cell.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = (before + before + "," + cell + ",7\n").getBytes(StandardCharsets.ISO_8859_1);
        int from = 2 * before.length() + 1;
        double fast = Digits.number(bytes, from, from + text.length);
        assertThat(Double.doubleToRawLongBits(Digits.byByte(text, 0, text.length)))
                .isEqualTo(Double.doubleToRawLongBits(fast));
        if (cell.matches("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)")) {
            if (cell.replaceAll("[^0-9]", "").length() <= 15) {
                assertThat(fast).isEqualTo(Double.parseDouble(cell));
                assertThat(1 / fast).isEqualTo(1 / Double.parseDouble(cell));
            } else if (!Double.isNaN(fast)) {
                assertThat(fast).isEqualTo(Double.parseDouble(cell));
            }
        } else {
            assertThat(fast).isNaN();
        }
    }

    @Example
    void whatIsNoPlainNumberIsLeftAlone() {
        for (String cell : List.of(
                "",
                "-",
                ".",
                "-.",
                "1.2.3",
                "1..2",
                "1-2",
                "1e5",
                "12345678.12345678.",
                "NaN",
                " 1",
                "1 ",
                "/",
                ":",
                "1:2",
                "0x10",
                "9007199254740993",
                "99999999999999999999")) {
            byte[] bytes = ("................" + cell + ",").getBytes(StandardCharsets.UTF_8);
            assertThat(Digits.number(bytes, 16, 16 + cell.length())).as(cell).isNaN();
        }
        for (String cell : List.of(
                "0",
                "-0",
                "5.",
                ".5",
                "-.5",
                "00012",
                "9007199254740992",
                "-1234567.1234567",
                "1234567812345678",
                "0.00000000000001",
                "12345678.2345678")) {
            byte[] bytes = ("................" + cell + ",").getBytes(StandardCharsets.UTF_8);
            double read = Digits.number(bytes, 16, 16 + cell.length());
            assertThat(read).as(cell).isEqualTo(Double.parseDouble(cell));
            assertThat(1 / read).as(cell).isEqualTo(1 / Double.parseDouble(cell));
        }
    }

    /** Exact means: no byte above a match is taken for one, as by the quicker formula. */
    @Property(tries = 2000)
    void bytesOfAWordAreFound(@ForAll long word, @ForAll byte wanted) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (word >>> 8 * i);
        }
        long near = word & 0x0101010101010101L ^ Word.of(wanted);
        for (long each : new long[] {word, near}) {
            long marks = Word.same(each, Word.of(wanted));
            for (int i = 0; i < 8; i++) {
                boolean is = (byte) (each >>> 8 * i) == wanted;
                assertThat(marks >>> 8 * i & 0xff).isEqualTo(is ? 0x80 : 0);
            }
        }
        assertThat(Word.at(bytes, 0)).isEqualTo(word);
        assertThat(Word.count(bytes, 8, Word.of(wanted))).isEqualTo((int) java.util.stream.IntStream.range(0, 8)
                .filter(i -> bytes[i] == wanted)
                .count());
    }

    @Property(tries = 1000)
    void textsHaveTheirCodes(@ForAll("texts") List<String> texts) {
        Dictionary dictionary = new Dictionary(List.of(), Missing.USUAL);
        List<String> seen = new ArrayList<>();
        for (String text : texts) {
            byte[] bytes = ("x" + text).getBytes(StandardCharsets.UTF_8);
            // At the very end of an array, and amid other text.
            int code = dictionary.code(bytes, 1, bytes.length);
            byte[] more = (text + "yyyyyyyyyyyyyyyy").getBytes(StandardCharsets.UTF_8);
            assertThat(dictionary.code(more, 0, bytes.length - 1)).isEqualTo(code);
            if (text.isBlank()) {
                assertThat(code).isEqualTo(Dictionary.MISSING);
            } else {
                if (!seen.contains(text)) {
                    seen.add(text);
                }
                assertThat(code).isEqualTo(seen.indexOf(text));
            }
        }
        assertThat(dictionary.values()).isEqualTo(seen);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("ab c\u00e9")
                .ofMaxLength(30)
                .list()
                .ofMaxSize(60);
    }

    /** Rows of all kinds beside each other: taken together, one by one, blank, quoted, in one part of the file or in several. */
    @Property(tries = 60)
    void rowsAreTheSameHoweverTheyAreTaken(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(random.nextInt(10) == 0 ? 40_000 : 300);
        int odd = random.nextInt(4) == 0 ? 0 : 2 + random.nextInt(200);
        String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
        boolean quotes = random.nextInt(3) == 0;
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < columns; c++) {
            text.append(c == 0 ? "" : ",").append("c").append(c);
        }
        text.append(lineEnd);
        float[][] numbers = new float[columns][rows];
        String[][] words = new String[columns][rows];
        for (int row = 0; row < rows; row++) {
            while (odd > 0 && random.nextInt(odd) == 0) {
                text.append(lineEnd);
            }
            for (int c = 0; c < columns; c++) {
                text.append(c == 0 ? "" : ",");
                if (c % 2 == 0) {
                    double value = random.nextInt(3) == 0 ? random.nextInt(100) : random.nextGaussian() * 1000;
                    boolean none = columns > 1 && random.nextInt(20) == 0;
                    numbers[c][row] = none ? Float.NaN : (float) value;
                    String cell = none ? random.nextBoolean() ? "" : "NA" : Double.toString(value);
                    text.append(quotes && random.nextInt(50) == 0 ? '"' + cell + '"' : cell);
                } else {
                    words[c][row] =
                            "word" + "abcdefghijklmnopqrstuvwxyz".substring(0, random.nextInt(26)) + random.nextInt(9);
                    boolean quoted = quotes && random.nextInt(50) == 0;
                    words[c][row] += quoted ? ",\n" : "";
                    text.append(quoted ? '"' + words[c][row] + '"' : words[c][row]);
                }
            }
            text.append(row == rows - 1 && random.nextBoolean() ? "" : lineEnd);
        }
        Path file = Files.createTempFile("rows", ".csv");
        try {
            Files.writeString(file, text);
            Frame frame = DataReader.read(file, 1 + random.nextInt(3), Progress.SILENT);
            assertThat(frame.rows()).isEqualTo(rows);
            for (int c = 0; c < columns; c++) {
                Column column = frame.columns().get(c);
                if (c % 2 == 0) {
                    assertThat(((Column.Numeric) column).values()).isEqualTo(numbers[c]);
                    int none = 0;
                    for (float value : numbers[c]) {
                        none += Float.isNaN(value) ? 1 : 0;
                    }
                    assertThat(column.missingCount()).isEqualTo(none);
                } else {
                    assertThat(DataReaderTest.texts((Column.Categorical) column))
                            .isEqualTo(Arrays.asList(words[c]));
                    assertThat(column.missingCount()).isZero();
                }
            }
        } finally {
            Files.delete(file);
        }
    }
}
