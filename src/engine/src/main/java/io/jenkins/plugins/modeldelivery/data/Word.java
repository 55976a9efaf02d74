package io.jenkins.plugins.modeldelivery.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first of them in the lowest byte of a {@code long}. */
final class Word {

    /** Bytes of a word. */
    static final int BYTES = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private Word() {}

    /** The eight bytes from an index on; all of them must be inside the array. */
    static long at(byte[] bytes, int index) {
        return (long) WORDS.get(bytes, index);
    }

    /** A word of that byte eight times. */
    static long of(int octet) {
        return 0x0101010101010101L * (octet & 0xff);
    }

    /**
     * Which bytes of a word are those of a pattern: the highest bit of each, all others clear. Exact, unlike the quicker
     * subtraction, which also marks a byte above a match.
     */
    static long same(long word, long pattern) {
        long difference = word ^ pattern;
        return ~((difference & LOW_BITS) + LOW_BITS | difference | LOW_BITS);
    }

    /** Index 0..7 of the first byte that {@link #same} marks; 8 when there is none. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** How many of the bytes from the beginning to an index, not including it, are of a pattern. */
    static int count(byte[] bytes, int to, long pattern) {
        int count = 0;
        int i = 0;
        for (; i + BYTES <= to; i += BYTES) {
            count += Long.bitCount(same(at(bytes, i), pattern));
        }
        for (; i < to; i++) {
            count += bytes[i] == (byte) pattern ? 1 : 0;
        }
        return count;
    }
}
