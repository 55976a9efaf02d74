package io.jenkins.plugins.modeldelivery.format;

import java.io.IOException;

/**
 * Walks over one message of a protocol buffer (protobuf.dev, "Encoding"): field after field, nothing kept. Messages nest by
 * {@link #message()}; groups, which no format of ours has, are refused.
 */
final class Protobuf {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private static final int DEEPEST = 64;

    private final Bytes bytes;
    private final long end;
    private final int depth;
    private int wire;
    private int field;

    /** Where the field's content ends; the field was read when the position is there. */
    private long fieldEnd;

    private boolean open;

    Protobuf(Bytes bytes) {
        this(bytes, bytes.position() + bytes.remaining(), 0);
    }

    private Protobuf(Bytes bytes, long end, int depth) {
        this.bytes = bytes;
        this.end = end;
        this.depth = depth;
    }

    /** Goes to the next field, past what was not read of this one; false at the end. */
    boolean next() throws IOException {
        if (open) {
            skip();
        }
        if (bytes.position() == end) {
            return false;
        }
        long key = varint();
        wire = (int) (key & 7);
        if (key >>> 3 == 0 || key >>> 3 > Integer.MAX_VALUE) {
            throw new Malformed("at byte " + bytes.position() + " there is no field of a message");
        }
        field = (int) (key >>> 3);
        switch (wire) {
            case VARINT -> fieldEnd = -1;
            case FIXED64 -> fieldEnd = bytes.position() + 8;
            case FIXED32 -> fieldEnd = bytes.position() + 4;
            case LENGTH -> {
                long length = varint();
                bytes.demand(length);
                fieldEnd = bytes.position() + length;
            }
            default -> throw new Malformed("at byte " + bytes.position() + " there is no field of a message");
        }
        if (fieldEnd > end) {
            throw new Malformed("a field at byte " + bytes.position() + " is longer than its message");
        }
        open = true;
        return true;
    }

    int field() {
        return field;
    }

    boolean is(int number, int kind) throws IOException {
        if (field != number) {
            return false;
        }
        if (wire != kind) {
            throw new Malformed("the field " + number + " at byte " + bytes.position() + " is of another type");
        }
        return true;
    }

    private void skip() throws IOException {
        if (wire == VARINT) {
            varint();
        } else {
            bytes.skip(fieldEnd - bytes.position());
        }
        open = false;
    }

    /** The number in the field. */
    long number() throws IOException {
        open = false;
        return varint();
    }

    /** The field's text. */
    String text() throws IOException {
        open = false;
        return bytes.text(fieldEnd - bytes.position());
    }

    /** The message in the field; to be walked to its end. */
    Protobuf message() throws IOException {
        if (depth == DEEPEST) {
            throw new Malformed("its messages nest more than " + DEEPEST + " deep");
        }
        open = false;
        return new Protobuf(bytes, fieldEnd, depth + 1);
    }

    /** Numbers one after the other in the field, or the one. */
    long[] numbers(int most) throws IOException {
        open = false;
        if (wire == VARINT) {
            return new long[] {varint()};
        }
        java.util.stream.LongStream.Builder all = java.util.stream.LongStream.builder();
        for (int n = 0; bytes.position() < fieldEnd; n++) {
            if (n == most) {
                throw new Malformed("a list at byte " + bytes.position() + " has more than " + most + " numbers");
            }
            all.add(varint());
        }
        return all.build().toArray();
    }

    int wire() {
        return wire;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = bytes.read();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new Malformed("a number at byte " + bytes.position() + " does not end");
    }
}
