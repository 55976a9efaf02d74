package io.jenkins.plugins.modeldelivery.parquet;

/** Snappy blocks, after github.com/google/snappy, format_description.txt. */
final class Snappy {

    private Snappy() {}

    /** Unpacks all of the input; there must be as many bytes as the output is long. */
    static void unpack(byte[] in, int from, int to, byte[] out) throws DamagedException {
        int p = from;
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            if (p >= to || shift > 28) {
                throw cut();
            }
            int x = in[p++];
            length |= (x & 0x7fL) << shift;
            if (x >= 0) {
                break;
            }
        }
        if (length != out.length) {
            throw new DamagedException("A page has " + length + " bytes where " + out.length + " are announced");
        }
        int n = 0;
        while (p < to) {
            int tag = in[p++] & 0xff;
            int kind = tag & 3;
            if (kind == 0) {
                int size = tag >>> 2;
                if (size >= 60) {
                    int bytes = size - 59;
                    if (bytes > to - p) {
                        throw cut();
                    }
                    size = 0;
                    for (int i = 0; i < bytes; i++) {
                        size |= (in[p++] & 0xff) << 8 * i;
                    }
                }
                size++;
                if (size <= 0 || size > to - p || size > out.length - n) {
                    throw cut();
                }
                System.arraycopy(in, p, out, n, size);
                p += size;
                n += size;
                continue;
            }
            int extra = kind == 1 ? 1 : kind == 2 ? 2 : 4;
            if (extra > to - p) {
                throw cut();
            }
            int size;
            int back;
            if (kind == 1) {
                size = 4 + (tag >>> 2 & 7);
                back = (tag >>> 5) << 8 | in[p] & 0xff;
            } else {
                size = 1 + (tag >>> 2);
                back = in[p] & 0xff | (in[p + 1] & 0xff) << 8;
                if (kind == 3) {
                    back |= (in[p + 2] & 0xff) << 16 | (in[p + 3] & 0xff) << 24;
                }
            }
            p += extra;
            n = copy(out, n, back, size);
        }
        if (n != out.length) {
            throw cut();
        }
    }

    /** Repeats bytes that stand that far back; returns the new end. */
    static int copy(byte[] out, int at, int back, int size) throws DamagedException {
        if (back <= 0 || back > at || size > out.length - at) {
            throw cut();
        }
        if (back >= size) {
            System.arraycopy(out, at - back, out, at, size);
        } else {
            for (int i = at; i < at + size; i++) {
                out[i] = out[i - back];
            }
        }
        return at + size;
    }

    static DamagedException cut() {
        return new DamagedException("Compressed bytes are damaged");
    }
}
