package io.jenkins.plugins.modeldelivery.parquet;

/** LZ4 blocks, after github.com/lz4/lz4, doc/lz4_Block_format.md. */
final class Lz4 {

    private static final int LEAST_MATCH = 4;

    private final byte[] in;
    private final int to;
    private int p;

    private Lz4(byte[] in, int from, int to) {
        this.in = in;
        this.p = from;
        this.to = to;
    }

    /** Unpacks all of the input; there must be as many bytes as the output is long. */
    static void unpack(byte[] in, int from, int to, byte[] out) throws DamagedException {
        new Lz4(in, from, to).unpack(out);
    }

    private void unpack(byte[] out) throws DamagedException {
        int n = 0;
        while (p < to) {
            int token = in[p++] & 0xff;
            int literals = length(token >>> 4);
            if (literals > to - p || literals > out.length - n) {
                throw Snappy.cut();
            }
            System.arraycopy(in, p, out, n, literals);
            p += literals;
            n += literals;
            if (p == to) {
                break;
            }
            if (to - p < 2) {
                throw Snappy.cut();
            }
            int back = in[p] & 0xff | (in[p + 1] & 0xff) << 8;
            p += 2;
            n = Snappy.copy(out, n, back, length(token & 15) + LEAST_MATCH);
        }
        if (n != out.length) {
            throw Snappy.cut();
        }
    }

    private int length(int nibble) throws DamagedException {
        int length = nibble;
        if (nibble == 15) {
            int x;
            do {
                if (p >= to || length > 1 << 30) {
                    throw Snappy.cut();
                }
                x = in[p++] & 0xff;
                length += x;
            } while (x == 255);
        }
        return length;
    }
}
