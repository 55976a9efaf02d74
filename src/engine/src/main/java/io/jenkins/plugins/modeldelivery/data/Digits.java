package io.jenkins.plugins.modeldelivery.data;

/**
 * Plain decimal numbers, digits with at most one point and a sign before them, straight from bytes. They take the exact fast path
 * of Clinger, "How to read floating point numbers accurately" (1990): a significand up to 2^53 divided by a power of ten up to
 * 10^22 is one correctly rounded operation. Eight digits are read at a time as Lemire describes ("Number parsing at a gigabyte
 * per second", 2021).
 */
final class Digits {

    private static final long ZEROS = Word.of('0');
    private static final long POINTS = Word.of('.');
    private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
    private static final long LARGEST = 1L << 53;
    private static final int TWO_WORDS = 2 * Word.BYTES;
    private static final int MOST_DIGITS = 18;

    private Digits() {}

    /** The number that the bytes are; NaN when they are no plain number, or one that takes more than one operation. */
    static double number(byte[] b, int from, int to) {
        if (from >= to || to < TWO_WORDS) {
            return byByte(b, from, to);
        }
        // 1 for a minus, without a branch that the processor cannot foresee.
        int minus = (b[from] & 0xff ^ '-') - 1 >>> 31;
        int length = to - from - minus;
        if (length == 0 || length > TWO_WORDS) {
            return byByte(b, from, to);
        }
        // The last characters; what stands before the first one becomes zeros.
        long low = Word.at(b, to - Word.BYTES);
        long high = ZEROS;
        if (length <= Word.BYTES) {
            long digits = -1L << 8 * (Word.BYTES - length);
            low = low & digits | ZEROS & ~digits;
        } else {
            long digits = -1L << 8 * (TWO_WORDS - length);
            high = Word.at(b, to - TWO_WORDS) & digits | ZEROS & ~digits;
        }
        int fraction = 0;
        long point = Word.same(low, POINTS);
        if (point != 0) {
            int place = 8 * Word.first(point);
            fraction = 7 - place / 8;
            low = without(low, place) | high >>> 56;
            high = high << 8 | '0';
        } else if (length > Word.BYTES) {
            point = Word.same(high, POINTS);
            if (point != 0) {
                int place = 8 * Word.first(point);
                fraction = 15 - place / 8;
                high = without(high, place) | '0';
            }
        }
        if (!areDigits(low) || !areDigits(high) || length == 1 && point != 0) {
            return byByte(b, from, to);
        }
        long significand = length <= Word.BYTES ? value(low) : value(high) * 100_000_000 + value(low);
        if (significand > LARGEST) {
            return Double.NaN;
        }
        double value = significand / Cells.POWERS[fraction];
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ (long) minus << 63);
    }

    /** The characters without the one at that bit, those before it moved up; the lowest byte is left clear. */
    private static long without(long word, int place) {
        return word & -1L << place << 8 | (word & (1L << place) - 1) << 8;
    }

    private static boolean areDigits(long word) {
        return (word & HIGH_HALVES | (word + 0x0606060606060606L & HIGH_HALVES) >>> 4) == 0x3333333333333333L;
    }

    private static long value(long digits) {
        long pairs = digits - ZEROS;
        pairs = pairs * 10 + (pairs >>> 8);
        return (pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L
                >>> 32;
    }

    /** The same, one byte after the other: numbers of up to eighteen digits, wherever they stand. */
    static double byByte(byte[] b, int from, int to) {
        int p = from;
        boolean negative = p < to && b[p] == '-';
        p += negative ? 1 : 0;
        long significand = 0;
        int digits = 0;
        int point = -1;
        for (; p < to; p++) {
            int d = b[p] - '0';
            if (d >= 0 && d <= 9) {
                // What is too long may overflow here, and is refused below.
                significand = significand * 10 + d;
                digits++;
            } else if (b[p] == '.' && point < 0) {
                point = p;
            } else {
                return Double.NaN;
            }
        }
        int fraction = point < 0 ? 0 : to - point - 1;
        if (digits == 0 || digits > MOST_DIGITS || significand > LARGEST) {
            return Double.NaN;
        }
        double value = significand / Cells.POWERS[fraction];
        return negative ? -value : value;
    }
}
