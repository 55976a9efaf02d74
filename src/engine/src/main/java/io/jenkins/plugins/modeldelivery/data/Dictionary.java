package io.jenkins.plugins.modeldelivery.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct values of a categorical column, looked up by their bytes, eight at a time, so that a cell costs no object. Open
 * addressing, linear probing, at most half full.
 */
final class Dictionary {

    /** Answer of {@link #code} for a missing value. */
    static final int MISSING = -1;

    /** Answer of {@link #code} for bytes that are not UTF-8, or hold a NUL. */
    static final int MALFORMED = -2;

    /** Texts up to this long are compared by their first and last eight bytes alone. */
    private static final int SHORT = 2 * Word.BYTES;

    private final Missing missing;
    private final List<String> values = new ArrayList<>();
    private final boolean numbers;
    private int[] slots = new int[32];
    /** Of each entry the first eight bytes, clear above its end; of a long one a hash of all but the last. */
    private long[] firsts = new long[16];
    /** The last eight bytes; of fewer 0. */
    private long[] lasts = new long[16];

    private int[] lengths = new int[16];
    private int[] codes = new int[16];
    /** Where in the pool the long ones stand. */
    private int[] offsets = new int[16];

    private int entries;
    private byte[] pool = new byte[0];
    private int pooled;
    private long textBytes;

    /**
     * @param known values with the codes 0, 1, ...; if all of them are numbers in canonical form, other spellings of the
     *     same numbers get the same codes (pandas writes 1 as 1.0 once a column has a missing value)
     * @param missing which cells have no value
     */
    Dictionary(List<String> known, Missing missing) {
        this.missing = missing;
        for (String value : known) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (find(bytes, 0, bytes.length, first(bytes, 0, bytes.length), last(bytes, 0, bytes.length)) < 0) {
                add(bytes, 0, bytes.length, values.size());
            }
            values.add(value);
        }
        this.numbers = !known.isEmpty() && known.stream().allMatch(Dictionary::canonicalNumber);
    }

    /** The values in the order of their codes. */
    List<String> values() {
        return values;
    }

    /** Heap that the dictionary takes, roughly. */
    long bytes() {
        return textBytes + pool.length + 4L * slots.length + 28L * codes.length;
    }

    /** The code of a cell's value, a new one if the value is new; or {@link #MISSING} or {@link #MALFORMED}. */
    int code(byte[] bytes, int from, int to) {
        int entry = find(bytes, from, to, first(bytes, from, to), last(bytes, from, to));
        return entry >= 0 ? codes[entry] : insert(bytes, from, to);
    }

    private int insert(byte[] bytes, int from, int to) {
        if (missing.is(bytes, from, to)) {
            add(bytes, from, to, MISSING);
            return MISSING;
        }
        String text = Cells.text(bytes, from, to);
        if (text == null || text.indexOf('\0') >= 0) {
            return MALFORMED;
        }
        if (numbers) {
            double number = Cells.number(bytes, from, to);
            int same = Double.isNaN(number) ? -1 : values.indexOf(Cells.canonical(number));
            if (same >= 0) {
                add(bytes, from, to, same);
                return same;
            }
        }
        int code = values.size();
        values.add(text);
        textBytes += 64 + text.length();
        add(bytes, from, to, code);
        return code;
    }

    private int find(byte[] bytes, int from, int to, long first, long last) {
        int length = to - from;
        int mask = slots.length - 1;
        for (int slot = hash(first, last, length) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int entry = slots[slot] - 1;
            if (firsts[entry] == first && lasts[entry] == last && lengths[entry] == length) {
                if (length <= SHORT || sameLong(entry, bytes, from, to)) {
                    return entry;
                }
            }
        }
        return -1;
    }

    private boolean sameLong(int entry, byte[] bytes, int from, int to) {
        int offset = offsets[entry];
        return Arrays.equals(pool, offset, offset + to - from, bytes, from, to);
    }

    private static long first(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > SHORT) {
            long hash = length;
            for (int i = from; i < to - Word.BYTES; i += Word.BYTES) {
                hash = mixed(hash ^ Word.at(bytes, i));
            }
            return hash;
        }
        if (length >= Word.BYTES) {
            return Word.at(bytes, from);
        }
        if (from + Word.BYTES <= bytes.length) {
            return Word.at(bytes, from) & (1L << 8 * length) - 1;
        }
        long word = 0;
        for (int i = from; i < to; i++) {
            word |= (bytes[i] & 0xffL) << 8 * (i - from);
        }
        return word;
    }

    private static long last(byte[] bytes, int from, int to) {
        return to - from > Word.BYTES ? Word.at(bytes, to - Word.BYTES) : 0;
    }

    private void add(byte[] bytes, int from, int to, int code) {
        if (entries == codes.length) {
            grow();
        }
        int length = to - from;
        firsts[entries] = first(bytes, from, to);
        lasts[entries] = last(bytes, from, to);
        lengths[entries] = length;
        codes[entries] = code;
        if (length > SHORT) {
            if (pooled + length > pool.length) {
                pool = Arrays.copyOf(pool, Math.max(pool.length * 2, pooled + length));
            }
            System.arraycopy(bytes, from, pool, pooled, length);
            offsets[entries] = pooled;
            pooled += length;
        }
        place(entries++);
    }

    private void grow() {
        int size = codes.length * 2;
        firsts = Arrays.copyOf(firsts, size);
        lasts = Arrays.copyOf(lasts, size);
        lengths = Arrays.copyOf(lengths, size);
        codes = Arrays.copyOf(codes, size);
        offsets = Arrays.copyOf(offsets, size);
        slots = new int[size * 2];
        for (int entry = 0; entry < entries; entry++) {
            place(entry);
        }
    }

    private void place(int entry) {
        int mask = slots.length - 1;
        int slot = hash(firsts[entry], lasts[entry], lengths[entry]) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry + 1;
    }

    private static int hash(long first, long last, int length) {
        return (int) mixed(first ^ Long.rotateLeft(last, 29) ^ length);
    }

    private static long mixed(long bits) {
        long product = bits * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }

    private static boolean canonicalNumber(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        double number = Cells.number(bytes, 0, bytes.length);
        return Double.isFinite(number) && Cells.canonical(number).equals(value);
    }
}
