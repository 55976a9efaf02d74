package io.jenkins.plugins.modeldelivery.parquet;

/**
 * A Huffman code of Zstandard's literals, RFC 8878 section 4.2.
 *
 * @param log bits of the longest code
 * @param symbols one a value of so many bits
 * @param bits length of the code, one a value
 */
record HuffmanCode(int log, byte[] symbols, byte[] bits) {

    private static final int MOST_LOG = 11;
    private static final int MOST_WEIGHT_LOG = 6;

    /**
     * A code as it is described.
     *
     * @param code and the offset after its description
     */
    record Described(HuffmanCode code, int end) {}

    static Described read(byte[] in, int from, int to) throws DamagedException {
        if (from >= to) {
            throw Snappy.cut();
        }
        int head = in[from] & 0xff;
        byte[] weights = new byte[256];
        int count;
        int end;
        if (head >= 128) {
            count = head - 127;
            end = from + 1 + (count + 1) / 2;
            if (end > to) {
                throw Snappy.cut();
            }
            for (int i = 0; i < count; i++) {
                int pair = in[from + 1 + i / 2] & 0xff;
                weights[i] = (byte) (i % 2 == 0 ? pair >>> 4 : pair & 15);
            }
        } else {
            end = from + 1 + head;
            if (head == 0 || end > to) {
                throw Snappy.cut();
            }
            count = weights(in, from + 1, end, weights);
        }
        return new Described(of(weights, count), end);
    }

    /** Weights that are compressed themselves, by two states in turns. */
    private static int weights(byte[] in, int from, int to, byte[] weights) throws DamagedException {
        FiniteStates.Described described = FiniteStates.read(in, from, to, MOST_WEIGHT_LOG, 13);
        FiniteStates table = described.table();
        Backward bits = new Backward(in, described.end(), to);
        int[] states = {bits.take(table.log()), bits.take(table.log())};
        int n = 0;
        for (int turn = 0; ; turn ^= 1) {
            if (n >= 254) {
                throw Snappy.cut();
            }
            int state = states[turn];
            weights[n++] = table.symbols()[state];
            int width = table.bits()[state];
            if (bits.left() < width) {
                weights[n++] = table.symbols()[states[turn ^ 1]];
                return n;
            }
            states[turn] = table.bases()[state] + bits.take(width);
        }
    }

    private static HuffmanCode of(byte[] weights, int count) throws DamagedException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > MOST_LOG) {
                throw Snappy.cut();
            }
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        if (sum == 0) {
            throw Snappy.cut();
        }
        int log = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << log) - sum;
        if (log > MOST_LOG || (rest & rest - 1) != 0 || count > 255) {
            throw Snappy.cut();
        }
        // The last symbol's weight follows from the others'.
        weights[count] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
        byte[] symbols = new byte[1 << log];
        byte[] bits = new byte[1 << log];
        int at = 0;
        for (int weight = 1; weight <= log; weight++) {
            for (int s = 0; s <= count; s++) {
                if (weights[s] == weight) {
                    int next = at + (1 << weight - 1);
                    java.util.Arrays.fill(symbols, at, next, (byte) s);
                    java.util.Arrays.fill(bits, at, next, (byte) (log + 1 - weight));
                    at = next;
                }
            }
        }
        return new HuffmanCode(log, symbols, bits);
    }

    /** Decodes a stream. */
    void decode(byte[] in, int from, int to, byte[] out, int at, int end) throws DamagedException {
        Backward stream = new Backward(in, from, to);
        for (int n = at; n < end; n++) {
            int value = stream.peek(log);
            out[n] = symbols[value];
            stream.skip(bits[value]);
        }
        if (stream.left() != 0) {
            throw Snappy.cut();
        }
    }
}
