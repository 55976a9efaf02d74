package io.jenkins.plugins.modeldelivery.parquet;

import java.nio.charset.StandardCharsets;

/**
 * Reads Thrift's compact protocol (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md), in which Parquet writes its
 * footer and the headers of its pages.
 */
final class Thrift {

    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int BYTE = 3;
    static final int DOUBLE = 7;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int SET = 10;
    static final int MAP = 11;
    static final int STRUCT = 12;

    private static final int DEEPEST = 32;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int type;
    private int depth;

    Thrift(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The bytes end within what is read. */
    static final class TooShort extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooShort() {
            super("The structure is cut off", null, false, false);
        }
    }

    /** Where the next byte to read is. */
    int position() {
        return at;
    }

    private int next() {
        if (at >= end) {
            throw new TooShort();
        }
        return bytes[at++] & 0xff;
    }

    /**
     * Goes on to the next field of a structure.
     *
     * @param before id of the field before; 0 at first
     * @return its id; 0 at the end of the structure
     */
    int field(int before) throws DamagedException {
        int head = next();
        if (head == 0) {
            return 0;
        }
        type = head & 15;
        int delta = head >>> 4;
        int id = delta == 0 ? (int) zigzag() : before + delta;
        if (id <= 0) {
            throw new DamagedException("A field has the number " + id);
        }
        return id;
    }

    /** The truth value of the field. */
    boolean truth() throws DamagedException {
        if (type != TRUE && type != FALSE) {
            throw unexpected();
        }
        return type == TRUE;
    }

    /** Whether the field is a whole number. */
    boolean isNumber() {
        return type >= BYTE && type < DOUBLE;
    }

    /** The whole number of the field. */
    long number() throws DamagedException {
        if (type < BYTE || type >= DOUBLE) {
            throw unexpected();
        }
        return type == BYTE ? (byte) next() : zigzag();
    }

    /** The whole number of the field, as far as it is an int. */
    int whole() throws DamagedException {
        long number = number();
        if (number != (int) number) {
            throw new DamagedException("A number is " + number);
        }
        return (int) number;
    }

    /** The text of the field. */
    String text() throws DamagedException {
        if (type != BINARY) {
            throw unexpected();
        }
        return element();
    }

    /** The text of an element of a list. */
    String element() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new TooShort();
        }
        return (int) length;
    }

    /**
     * Opens the list of the field.
     *
     * @param elements type of its elements
     * @return how many there are
     */
    int list(int elements) throws DamagedException {
        if (type != LIST) {
            throw unexpected();
        }
        int head = next();
        int size = head >>> 4;
        long count = size == 15 ? varint() : size;
        // No element takes less than a byte.
        if (count < 0 || count > end - at) {
            throw new TooShort();
        }
        if (count > 0 && (head & 15) != elements) {
            throw new DamagedException("A list has elements of the type " + (head & 15));
        }
        return (int) count;
    }

    /** Opens the structure of the field. */
    void structure() throws DamagedException {
        if (type != STRUCT) {
            throw unexpected();
        }
    }

    /** Passes over the value of the field. */
    void skip() throws DamagedException {
        skip(type);
    }

    private void skip(int what) throws DamagedException {
        if (++depth > DEEPEST) {
            throw new DamagedException("Structures nest too deeply");
        }
        switch (what) {
            case TRUE, FALSE -> {}
            case BYTE -> next();
            case 4, 5, 6 -> varint();
            case DOUBLE -> forward(8);
            case BINARY -> {
                int length = length();
                at += length;
            }
            case LIST, SET -> {
                int head = next();
                long count = head >>> 4 == 15 ? varint() : head >>> 4;
                if (count < 0 || count > end - at) {
                    throw new TooShort();
                }
                for (long i = 0; i < count; i++) {
                    element(head & 15);
                }
            }
            case MAP -> {
                long count = varint();
                int types = count == 0 ? 0 : next();
                if (count < 0 || count > end - at) {
                    throw new TooShort();
                }
                for (long i = 0; i < count; i++) {
                    element(types >>> 4);
                    element(types & 15);
                }
            }
            case STRUCT -> {
                int id = 0;
                while ((id = field(id)) != 0) {
                    skip(type);
                }
            }
            default -> throw new DamagedException("There is no type " + what);
        }
        depth--;
    }

    private void element(int what) throws DamagedException {
        if (what == TRUE || what == FALSE) {
            // In a collection a truth value takes a byte.
            next();
        } else {
            skip(what);
        }
    }

    private void forward(int count) {
        if (count > end - at) {
            throw new TooShort();
        }
        at += count;
    }

    private long zigzag() {
        long n = varint();
        return n >>> 1 ^ -(n & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = next();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new TooShort();
    }

    private DamagedException unexpected() {
        return new DamagedException("A field has the type " + type);
    }
}
