package io.jenkins.plugins.modeldelivery.parquet;

/** Parquet's hybrid of run-length encoding and bit-packing, for levels, dictionary indices and truth values. */
final class Hybrid {

    private Hybrid() {}

    /**
     * Decodes.
     *
     * @param width bits of a value, 0..32
     * @param out receives that many values as it is long
     */
    static void decode(byte[] b, int from, int to, int width, int[] out) throws DamagedException {
        if (width < 0 || width > 32) {
            throw new DamagedException("Values are " + width + " bits wide");
        }
        int p = from;
        int n = 0;
        int bytes = (width + 7) / 8;
        while (n < out.length) {
            int head = 0;
            int shift = 0;
            int x;
            do {
                if (p >= to || shift > 28) {
                    throw new DamagedException("Runs are cut off");
                }
                x = b[p++];
                head |= (x & 0x7f) << shift;
                shift += 7;
            } while (x < 0);
            int length = head >>> 1;
            if ((head & 1) == 0) {
                if (length == 0 || bytes > to - p) {
                    throw new DamagedException("Runs are cut off");
                }
                int value = 0;
                for (int i = 0; i < bytes; i++) {
                    value |= (b[p++] & 0xff) << 8 * i;
                }
                int end = (int) Math.min(out.length, (long) n + length);
                java.util.Arrays.fill(out, n, end, value);
                n = end;
            } else {
                long size = (long) length * width;
                int count = (int) Math.min(out.length - n, 8L * length);
                if (length == 0 || ((long) count * width + 7) / 8 > to - p) {
                    throw new DamagedException("Runs are cut off");
                }
                unpack(b, p, to, width, out, n, count);
                n += count;
                // The last group may be cut short.
                p = (int) Math.min(to, p + size);
            }
        }
    }

    private static void unpack(byte[] b, int from, int to, int width, int[] out, int at, int count) {
        if (width == 0) {
            java.util.Arrays.fill(out, at, at + count, 0);
            return;
        }
        long mask = (1L << width) - 1;
        long bits = 0;
        int held = 0;
        int p = from;
        for (int i = 0; i < count; i++) {
            while (held < width) {
                bits |= (b[p++] & 0xffL) << held;
                held += 8;
            }
            out[at + i] = (int) (bits & mask);
            bits >>>= width;
            held -= width;
        }
    }
}
