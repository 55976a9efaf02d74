package io.jenkins.plugins.modeldelivery.parquet;

/** The encodings DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY. */
final class Delta {

    private static final int MOST_BLOCK = 1 << 20;

    private final byte[] b;
    private final int to;
    private int p;

    private Delta(byte[] b, int from, int to) {
        this.b = b;
        this.p = from;
        this.to = to;
    }

    /** Whole numbers. */
    static long[] numbers(byte[] b, int from, int to, int count, boolean ints) throws DamagedException {
        return new Delta(b, from, to).numbers(count, ints);
    }

    /** Texts, each after the lengths of all. */
    static Values lengths(ParquetColumn column, byte[] b, int from, int to, int count) throws DamagedException {
        Delta delta = new Delta(b, from, to);
        long[] lengths = delta.numbers(count, true);
        int[] starts = new int[count];
        int[] ends = new int[count];
        int at = delta.p;
        for (int i = 0; i < count; i++) {
            if (lengths[i] < 0 || lengths[i] > to - at) {
                throw new DamagedException("A text is " + lengths[i] + " bytes long");
            }
            starts[i] = at;
            at += (int) lengths[i];
            ends[i] = at;
        }
        return Plain.texts(column, b, starts, ends);
    }

    /** Texts, each as what differs from the one before. */
    static Values texts(ParquetColumn column, byte[] b, int from, int to, int count, long most)
            throws DamagedException {
        Delta delta = new Delta(b, from, to);
        long[] prefixes = delta.numbers(count, true);
        long[] suffixes = delta.numbers(count, true);
        long size = 0;
        for (int i = 0; i < count; i++) {
            if (prefixes[i] < 0 || suffixes[i] < 0) {
                throw new DamagedException("A text has a length below 0");
            }
            size += prefixes[i] + suffixes[i];
        }
        if (size > most) {
            throw new DamagedException("The texts of a page take " + size + " bytes");
        }
        byte[] text = new byte[(int) size];
        int[] starts = new int[count];
        int[] ends = new int[count];
        int in = delta.p;
        int out = 0;
        for (int i = 0; i < count; i++) {
            int prefix = (int) prefixes[i];
            int suffix = (int) suffixes[i];
            if (prefix > (i == 0 ? 0 : ends[i - 1] - starts[i - 1]) || suffix > to - in) {
                throw new DamagedException(
                        "A text begins with " + prefix + " bytes of the one before, which is shorter");
            }
            starts[i] = out;
            if (i > 0) {
                System.arraycopy(text, starts[i - 1], text, out, prefix);
            }
            System.arraycopy(b, in, text, out + prefix, suffix);
            in += suffix;
            out += prefix + suffix;
            ends[i] = out;
        }
        if (column.physical() == ParquetColumn.FIXED) {
            for (int i = 0; i < count; i++) {
                if (ends[i] - starts[i] != column.length()) {
                    throw new DamagedException("A value has " + (ends[i] - starts[i]) + " bytes");
                }
            }
            return Plain.decode(column, text, 0, text.length, count);
        }
        return Plain.texts(column, text, starts, ends);
    }

    private long[] numbers(int count, boolean ints) throws DamagedException {
        long block = varint();
        long minis = varint();
        long total = varint();
        long first = zigzag();
        if (block < 1
                || block > MOST_BLOCK
                || minis < 1
                || minis > block
                || block % minis != 0
                || block / minis % 8 != 0) {
            throw new DamagedException("Blocks have " + block + " values in " + minis + " parts");
        }
        if (total != count) {
            throw new DamagedException(total + " values are stored where " + count + " are needed");
        }
        int perMini = (int) (block / minis);
        long[] values = new long[count];
        if (count == 0) {
            return values;
        }
        values[0] = ints ? (int) first : first;
        int n = 1;
        long last = first;
        while (n < count) {
            long least = zigzag();
            int widths = p;
            p += (int) minis;
            if (p > to) {
                throw new DamagedException("A block is cut off");
            }
            for (int m = 0; m < minis && n < count; m++) {
                int width = b[widths + m] & 0xff;
                int wanted = Math.min(perMini, count - n);
                if (width > 64 || ((long) wanted * width + 7) / 8 > to - p) {
                    throw new DamagedException("A block is cut off");
                }
                for (int i = 0; i < wanted; i++) {
                    last += least + bits((long) i * width, width);
                    // Sums wrap around at the width of the stored type.
                    values[n++] = ints ? (int) last : last;
                }
                p = (int) Math.min(to, p + (long) perMini * width / 8);
            }
        }
        return values;
    }

    private long bits(long offset, int width) {
        long value = 0;
        int have = 0;
        int at = p + (int) (offset >>> 3);
        int skip = (int) (offset & 7);
        while (have < width) {
            long part = (b[at++] & 0xffL) >>> skip;
            value |= part << have;
            have += 8 - skip;
            skip = 0;
        }
        return width == 64 ? value : value & (1L << width) - 1;
    }

    private long zigzag() throws DamagedException {
        long n = varint();
        return n >>> 1 ^ -(n & 1);
    }

    private long varint() throws DamagedException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (p >= to) {
                throw new DamagedException("A number is cut off");
            }
            int x = b[p++];
            value |= (x & 0x7fL) << shift;
            if (x >= 0) {
                return value;
            }
        }
        throw new DamagedException("A number is too long");
    }
}
