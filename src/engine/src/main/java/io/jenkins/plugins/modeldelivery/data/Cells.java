package io.jenkins.plugins.modeldelivery.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What the bytes of a single cell, without its quotes, mean. */
final class Cells {

    /**
     * Tokens that stand for a missing value, beside the blank cell: those of pandas.read_csv, but not {@code None}, which is
     * a real value in many files ("no damage", "no precipitation").
     */
    static final Set<String> MISSING = Set.of(
            "NA",
            "NaN",
            "nan",
            "-NaN",
            "-nan",
            "NULL",
            "null",
            "N/A",
            "n/a",
            "#N/A",
            "#NA",
            "#N/A N/A",
            "<NA>",
            "1.#IND",
            "-1.#IND",
            "1.#QNAN",
            "-1.#QNAN");

    /** Powers of ten that a double holds exactly. */
    static final double[] POWERS = new double[23];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    /** Set in bytes that are not ASCII. */
    private static final long HIGH_BITS = Word.of(0x80);

    private static final int SHOWN = 40;

    private Cells() {}

    /**
     * The number in the cell; blanks around it do not count.
     *
     * @return NaN when it is no number; infinite when it is written so or exceeds a double's range
     */
    static double number(byte[] bytes, int from, int to) {
        int start = skipBlanks(bytes, from, to);
        int end = trimBlanks(bytes, start, to);
        if (start == end) {
            return Double.NaN;
        }
        boolean digits = false;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            boolean digit = b >= '0' && b <= '9';
            digits |= digit;
            // Double.parseDouble would also take hexadecimal floats and the suffixes f and d.
            if (!digit && b != '.' && b != '-' && b != '+' && b != 'e' && b != 'E') {
                return infinity(bytes, start, end);
            }
        }
        if (!digits) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double infinity(byte[] bytes, int start, int end) {
        if (end - start > 9) {
            return Double.NaN;
        }
        String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** The cell as text; null when its bytes are not UTF-8. */
    static String text(byte[] bytes, int from, int to) {
        try {
            // A new decoder reports malformed input instead of replacing it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Index of the first byte that begins no valid UTF-8 character; -1 when all are valid. */
    static int malformed(byte[] bytes, int from, int to) {
        int plain = from;
        while (plain + Word.BYTES <= to && (Word.at(bytes, plain) & HIGH_BITS) == 0) {
            plain += Word.BYTES;
        }
        while (plain < to && bytes[plain] >= 0) {
            plain++;
        }
        if (plain == to) {
            return -1;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, plain, to - plain);
        java.nio.CharBuffer out = java.nio.CharBuffer.allocate(8192);
        java.nio.charset.CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            java.nio.charset.CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return -1;
            }
            if (result.isError()) {
                return in.position();
            }
            out.clear();
        }
    }

    /** The cell for a message: quoted, shortened, control characters made visible. */
    static String quoted(byte[] bytes, int from, int to) {
        return quoted(
                new String(Arrays.copyOfRange(bytes, from, Math.min(to, from + 4 * SHOWN)), StandardCharsets.UTF_8));
    }

    /** The text for a message: quoted, shortened, control characters made visible. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        int count = 0;
        for (int i = 0; i < text.length() && count < SHOWN; count++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\u%04x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
            if (count == SHOWN - 1 && i < text.length()) {
                shown.append("...");
            }
        }
        return shown.append('\'').toString();
    }

    /** A number as the shortest text that reads back the same; integers without a fraction. */
    static String canonical(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        float narrow = (float) value;
        return narrow == value ? Float.toString(narrow) : Double.toString(value);
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    static int trimBlanks(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
            i--;
        }
        return i;
    }
}
