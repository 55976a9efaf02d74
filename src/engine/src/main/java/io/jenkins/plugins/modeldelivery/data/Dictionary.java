package io.jenkins.plugins.modeldelivery.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct values of a categorical column, looked up by their bytes so that a cell costs no object. Open addressing,
 * linear probing, at most half full.
 */
final class Dictionary {

    /** Answer of {@link #code} for a missing value. */
    static final int MISSING = -1;

    /** Answer of {@link #code} for bytes that are not UTF-8, or hold a NUL. */
    static final int MALFORMED = -2;

    private final Missing missing;
    private final List<String> values = new ArrayList<>();
    private final boolean numbers;
    private byte[] pool = new byte[256];
    private int pooled;
    private int[] slots = new int[32];
    private int[] hashes = new int[16];
    private int[] offsets = new int[17];
    private int[] codes = new int[16];
    private int entries;
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
            int hash = hash(bytes, 0, bytes.length);
            if (find(bytes, 0, bytes.length, hash) < 0) {
                add(bytes, 0, bytes.length, hash, values.size());
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
        return textBytes + pool.length + 4L * (slots.length + hashes.length + offsets.length + codes.length);
    }

    /** The code of a cell's value, a new one if the value is new; or {@link #MISSING} or {@link #MALFORMED}. */
    int code(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int entry = find(bytes, from, to, hash);
        return entry >= 0 ? codes[entry] : insert(bytes, from, to, hash);
    }

    private int insert(byte[] bytes, int from, int to, int hash) {
        if (missing.is(bytes, from, to)) {
            add(bytes, from, to, hash, MISSING);
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
                add(bytes, from, to, hash, same);
                return same;
            }
        }
        int code = values.size();
        values.add(text);
        textBytes += 64 + text.length();
        add(bytes, from, to, hash, code);
        return code;
    }

    private int find(byte[] bytes, int from, int to, int hash) {
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int entry = slots[slot] - 1;
            if (hashes[entry] == hash && Arrays.equals(pool, offsets[entry], offsets[entry + 1], bytes, from, to)) {
                return entry;
            }
        }
        return -1;
    }

    private void add(byte[] bytes, int from, int to, int hash, int code) {
        if (entries == hashes.length) {
            grow();
        }
        int length = to - from;
        if (pooled + length > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(pool.length * 2, pooled + length));
        }
        System.arraycopy(bytes, from, pool, pooled, length);
        offsets[entries] = pooled;
        pooled += length;
        offsets[entries + 1] = pooled;
        hashes[entries] = hash;
        codes[entries] = code;
        place(entries++);
    }

    private void grow() {
        int size = hashes.length * 2;
        hashes = Arrays.copyOf(hashes, size);
        codes = Arrays.copyOf(codes, size);
        offsets = Arrays.copyOf(offsets, size + 1);
        slots = new int[size * 2];
        for (int entry = 0; entry < entries; entry++) {
            place(entry);
        }
    }

    private void place(int entry) {
        int mask = slots.length - 1;
        int slot = hashes[entry] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry + 1;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int h = 0;
        for (int i = from; i < to; i++) {
            h = 31 * h + bytes[i];
        }
        h *= 0x9E3779B1;
        return h ^ (h >>> 15);
    }

    private static boolean canonicalNumber(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        double number = Cells.number(bytes, 0, bytes.length);
        return Double.isFinite(number) && Cells.canonical(number).equals(value);
    }
}
