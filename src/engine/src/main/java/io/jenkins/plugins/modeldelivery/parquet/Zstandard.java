package io.jenkins.plugins.modeldelivery.parquet;

/** Zstandard frames, after RFC 8878; without dictionaries, checksums are passed over. */
final class Zstandard {

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int MOST_BLOCK = 128 << 10;

    private static final short[] LITERAL_COUNTS = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1
    };
    private static final short[] MATCH_COUNTS = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };
    private static final short[] OFFSET_COUNTS = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };
    private static final int[] LITERAL_BASES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512,
        1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final byte[] LITERAL_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BASES = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final byte[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };

    private static final int MOST_OFFSET = 31;

    private final byte[] in;
    private final int to;
    private final byte[] out;
    private int p;
    private int n;
    private int frame;
    private final byte[] literals = new byte[MOST_BLOCK];
    private int literalCount;
    private HuffmanCode huffman;
    private final FiniteStates[] tables = new FiniteStates[3];
    private final int[] recent = new int[3];

    private Zstandard(byte[] in, int from, int to, byte[] out) {
        this.in = in;
        this.p = from;
        this.to = to;
        this.out = out;
    }

    /** Unpacks all of the input; there must be as many bytes as the output is long. */
    static void unpack(byte[] in, int from, int to, byte[] out) throws DamagedException {
        Zstandard frames = new Zstandard(in, from, to, out);
        while (frames.p < to) {
            frames.frame();
        }
        if (frames.n != out.length) {
            throw Snappy.cut();
        }
    }

    private long take(int bytes) throws DamagedException {
        if (bytes > to - p) {
            throw Snappy.cut();
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[p++] & 0xffL) << 8 * i;
        }
        return value;
    }

    private void frame() throws DamagedException {
        int magic = (int) take(4);
        if ((magic & ~15) == SKIPPABLE) {
            long size = take(4);
            if (size > to - p) {
                throw Snappy.cut();
            }
            p += (int) size;
            return;
        }
        int head = magic == MAGIC ? (int) take(1) : -1;
        if (head < 0 || (head & 8) != 0) {
            throw Snappy.cut();
        }
        boolean single = (head & 32) != 0;
        if (!single) {
            take(1);
        }
        int dictionary = head & 3;
        if (take(dictionary == 3 ? 4 : dictionary) != 0) {
            throw new DamagedException("Zstandard with a dictionary is not read");
        }
        int size = head >>> 6;
        take(size == 0 ? single ? 1 : 0 : 1 << size);
        frame = n;
        huffman = null;
        java.util.Arrays.fill(tables, null);
        recent[0] = 1;
        recent[1] = 4;
        recent[2] = 8;
        boolean last;
        do {
            int block = (int) take(3);
            last = (block & 1) != 0;
            int length = block >>> 3;
            switch (block >>> 1 & 3) {
                case 0 -> {
                    if (length > to - p || length > out.length - n) {
                        throw Snappy.cut();
                    }
                    System.arraycopy(in, p, out, n, length);
                    p += length;
                    n += length;
                }
                case 1 -> {
                    if (length > out.length - n) {
                        throw Snappy.cut();
                    }
                    java.util.Arrays.fill(out, n, n + length, (byte) take(1));
                    n += length;
                }
                case 2 -> {
                    if (length > to - p || length > MOST_BLOCK) {
                        throw Snappy.cut();
                    }
                    int end = p + length;
                    sequences(literals(end), end);
                    p = end;
                }
                default -> throw Snappy.cut();
            }
        } while (!last);
        if ((head & 4) != 0) {
            take(4);
        }
    }

    /** Reads the literals of a block; returns the offset after them. Section 3.1.1.3.1. */
    private int literals(int end) throws DamagedException {
        if (p >= end) {
            throw Snappy.cut();
        }
        int kind = in[p] & 3;
        int format = in[p] >>> 2 & 3;
        if (kind < 2) {
            int bytes = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
            int count = (int) (take(bytes) >>> (bytes == 1 ? 3 : 4));
            int stored = kind == 0 ? count : 1;
            if (count > MOST_BLOCK || stored > end - p) {
                throw Snappy.cut();
            }
            if (kind == 0) {
                System.arraycopy(in, p, literals, 0, count);
            } else {
                java.util.Arrays.fill(literals, 0, count, in[p]);
            }
            literalCount = count;
            return p + stored;
        }
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        long head = take(format < 2 ? 3 : format == 2 ? 4 : 5) >>> 4;
        int count = (int) (head & (1 << width) - 1);
        int size = (int) (head >>> width & (1 << width) - 1);
        if (count > MOST_BLOCK || size > end - p) {
            throw Snappy.cut();
        }
        int at = p;
        int stop = p + size;
        if (kind == 2) {
            HuffmanCode.Described described = HuffmanCode.read(in, at, stop);
            huffman = described.code();
            at = described.end();
        }
        if (huffman == null) {
            throw Snappy.cut();
        }
        literalCount = count;
        if (format == 0) {
            huffman.decode(in, at, stop, literals, 0, count);
            return stop;
        }
        if (stop - at < 6) {
            throw Snappy.cut();
        }
        int part = (count + 3) / 4;
        int start = at + 6;
        for (int i = 0; i < 4; i++) {
            int length = i == 3 ? stop - start : in[at + 2 * i] & 0xff | (in[at + 2 * i + 1] & 0xff) << 8;
            int first = i * part;
            int after = i == 3 ? count : first + part;
            if (length < 0 || length > stop - start || first > count || after > count) {
                throw Snappy.cut();
            }
            huffman.decode(in, start, start + length, literals, first, after);
            start += length;
        }
        return stop;
    }

    /** Reads the sequences of a block and carries them out. Section 3.1.1.3.2. */
    private void sequences(int from, int end) throws DamagedException {
        p = from;
        if (p >= end) {
            throw Snappy.cut();
        }
        int count = (int) take(1);
        if (count > 127) {
            count = count == 255 ? (int) take(2) + 0x7F00 : (count - 128 << 8) + (int) take(1);
        }
        int used = 0;
        if (count > 0) {
            int modes = (int) take(1);
            table(0, modes >>> 6 & 3, LITERAL_COUNTS, 6, 9, end);
            table(1, modes >>> 4 & 3, OFFSET_COUNTS, 5, 8, end);
            table(2, modes >>> 2 & 3, MATCH_COUNTS, 6, 9, end);
            used = run(count, new Backward(in, p, end));
        }
        int rest = literalCount - used;
        if (rest > out.length - n) {
            throw Snappy.cut();
        }
        System.arraycopy(literals, used, out, n, rest);
        n += rest;
    }

    private void table(int which, int mode, short[] usual, int usualLog, int mostLog, int end) throws DamagedException {
        int most = which == 1 ? MOST_OFFSET + 1 : usual.length;
        switch (mode) {
            case 0 -> tables[which] = FiniteStates.of(usual, usualLog);
            case 1 -> {
                int symbol = (int) take(1);
                if (symbol >= most) {
                    throw Snappy.cut();
                }
                tables[which] = FiniteStates.single(symbol);
            }
            case 2 -> {
                FiniteStates.Described described = FiniteStates.read(in, p, end, mostLog, most);
                tables[which] = described.table();
                p = described.end();
            }
            default -> {
                if (tables[which] == null) {
                    throw Snappy.cut();
                }
            }
        }
    }

    /** Returns how many literals were used. */
    private int run(int count, Backward bits) throws DamagedException {
        FiniteStates ofLiterals = tables[0];
        FiniteStates ofOffsets = tables[1];
        FiniteStates ofMatches = tables[2];
        int literal = bits.take(ofLiterals.log());
        int offset = bits.take(ofOffsets.log());
        int match = bits.take(ofMatches.log());
        int used = 0;
        for (int i = 0; i < count; i++) {
            int code = ofOffsets.symbols()[offset];
            long value = (1L << code) + (bits.take(code) & 0xffff_ffffL);
            int matchCode = ofMatches.symbols()[match];
            int length = MATCH_BASES[matchCode] + bits.take(MATCH_BITS[matchCode]);
            int literalCode = ofLiterals.symbols()[literal];
            int plain = LITERAL_BASES[literalCode] + bits.take(LITERAL_BITS[literalCode]);
            if (i < count - 1) {
                literal = ofLiterals.bases()[literal] + bits.take(ofLiterals.bits()[literal]);
                match = ofMatches.bases()[match] + bits.take(ofMatches.bits()[match]);
                offset = ofOffsets.bases()[offset] + bits.take(ofOffsets.bits()[offset]);
            }
            if (bits.left() < 0 || plain > literalCount - used || plain > out.length - n) {
                throw Snappy.cut();
            }
            System.arraycopy(literals, used, out, n, plain);
            used += plain;
            n += plain;
            int back = distance(value, plain == 0);
            if (back > n - frame) {
                throw Snappy.cut();
            }
            n = Snappy.copy(out, n, back, length);
        }
        if (bits.left() != 0) {
            throw Snappy.cut();
        }
        return used;
    }

    /** How far back a match is, and what is remembered of it; section 3.1.1.5. */
    private int distance(long value, boolean noLiterals) throws DamagedException {
        if (value > 3) {
            if (value - 3 > Integer.MAX_VALUE) {
                throw Snappy.cut();
            }
            recent[2] = recent[1];
            recent[1] = recent[0];
            recent[0] = (int) (value - 3);
            return recent[0];
        }
        int which = (int) value - 1 + (noLiterals ? 1 : 0);
        int back = which == 3 ? recent[0] - 1 : recent[which];
        if (which > 0) {
            if (which > 1) {
                recent[2] = recent[1];
            }
            recent[1] = recent[0];
            recent[0] = back;
        }
        return back;
    }
}
