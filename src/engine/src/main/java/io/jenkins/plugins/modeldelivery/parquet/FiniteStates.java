package io.jenkins.plugins.modeldelivery.parquet;

/**
 * A table of Zstandard's finite state entropy, RFC 8878 section 4.1.
 *
 * @param log of the number of states
 * @param symbols one a state
 * @param bits to read for the next state, one a state
 * @param bases of the next state, one a state
 */
record FiniteStates(int log, byte[] symbols, byte[] bits, int[] bases) {

    /** The table of a single symbol. */
    static FiniteStates single(int symbol) {
        return new FiniteStates(0, new byte[] {(byte) symbol}, new byte[1], new int[1]);
    }

    /** The table of a distribution; -1: less than one. */
    static FiniteStates of(short[] counts, int log) throws DamagedException {
        int size = 1 << log;
        byte[] symbols = new byte[size];
        int[] next = new int[counts.length];
        int high = size - 1;
        for (int s = 0; s < counts.length; s++) {
            if (counts[s] == -1) {
                if (high < 0) {
                    throw Snappy.cut();
                }
                symbols[high--] = (byte) s;
                next[s] = 1;
            } else {
                next[s] = counts[s];
            }
        }
        int step = (size >>> 1) + (size >>> 3) + 3;
        int position = 0;
        for (int s = 0; s < counts.length; s++) {
            for (int i = 0; i < counts[s]; i++) {
                symbols[position] = (byte) s;
                do {
                    position = position + step & size - 1;
                } while (position > high);
            }
        }
        if (position != 0) {
            throw Snappy.cut();
        }
        byte[] bits = new byte[size];
        int[] bases = new int[size];
        for (int state = 0; state < size; state++) {
            int count = next[symbols[state]]++;
            int width = log - (31 - Integer.numberOfLeadingZeros(count));
            bits[state] = (byte) width;
            bases[state] = (count << width) - size;
        }
        return new FiniteStates(log, symbols, bits, bases);
    }

    /**
     * A table as it is described.
     *
     * @param table and the offset after its description
     */
    record Described(FiniteStates table, int end) {}

    /** Reads a description; section 4.1.1. */
    static Described read(byte[] in, int from, int to, int mostLog, int mostSymbols) throws DamagedException {
        Forward bits = new Forward(in, from, to);
        int log = 5 + bits.take(4);
        if (log > mostLog) {
            throw Snappy.cut();
        }
        short[] counts = new short[mostSymbols];
        int remaining = 1 << log;
        int n = 0;
        while (remaining > 0) {
            if (n >= mostSymbols) {
                throw Snappy.cut();
            }
            int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int value = bits.take(width);
            int lower = (1 << width - 1) - 1;
            int threshold = (1 << width) - 1 - (remaining + 1);
            if ((value & lower) < threshold) {
                bits.back();
                value &= lower;
            } else if (value > lower) {
                value -= threshold;
            }
            int count = value - 1;
            remaining -= Math.abs(count);
            counts[n++] = (short) count;
            if (count == 0) {
                int repeat;
                do {
                    repeat = bits.take(2);
                    n += repeat;
                } while (repeat == 3);
            }
        }
        if (remaining != 0 || n > mostSymbols) {
            throw Snappy.cut();
        }
        return new Described(of(counts, log), bits.end());
    }

    /** Bits from the lowest of the first byte on. */
    private static final class Forward {
        private final byte[] in;
        private final int from;
        private final int to;
        private int at;

        Forward(byte[] in, int from, int to) {
            this.in = in;
            this.from = from;
            this.to = to;
        }

        int take(int count) throws DamagedException {
            int value = 0;
            for (int i = 0; i < count; i++, at++) {
                int p = from + (at >>> 3);
                if (p >= to) {
                    throw Snappy.cut();
                }
                value |= (in[p] >>> (at & 7) & 1) << i;
            }
            return value;
        }

        void back() {
            at--;
        }

        int end() {
            return from + (at + 7 >>> 3);
        }
    }
}
