package io.jenkins.plugins.modeldelivery.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits that are read from the end of some bytes on, RFC 8878 section 4.1; what lies before their start reads as 0. */
final class Backward {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] in;
    private final int from;
    private int left;

    Backward(byte[] in, int from, int to) throws DamagedException {
        if (to <= from || in[to - 1] == 0) {
            throw Snappy.cut();
        }
        this.in = in;
        this.from = from;
        // The highest bit that is set only marks the end.
        this.left = 8 * (to - from) - 1 - (Integer.numberOfLeadingZeros(in[to - 1] & 0xff) - 24);
    }

    /** Bits not yet read; below 0 when more were read than there are. */
    int left() {
        return left;
    }

    /** The next bits without going on; at most 32. */
    int peek(int count) {
        if (count == 0) {
            return 0;
        }
        int low = left - count;
        if (low < 0) {
            return left <= 0 ? 0 : bits(0, left) << -low;
        }
        return bits(low, count);
    }

    private int bits(int low, int count) {
        int p = from + (low >>> 3);
        int shift = low & 7;
        long mask = (1L << count) - 1;
        if (p + 8 <= in.length) {
            return (int) ((long) LONGS.get(in, p) >>> shift & mask);
        }
        long value = 0;
        for (int i = 0; i < 8 && p + i < in.length; i++) {
            value |= (in[p + i] & 0xffL) << 8 * i;
        }
        return (int) (value >>> shift & mask);
    }

    void skip(int count) {
        left -= count;
    }

    int take(int count) {
        int value = peek(count);
        left -= count;
        return value;
    }
}
