package io.jenkins.plugins.modeldelivery.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), written field by field; numbers
 * that repeat are packed. Enough for ONNX, at a fraction of the library's size.
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    ProtobufMessage integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtobufMessage real(int field, float value) {
        tag(field, FIXED32);
        fixed(Float.floatToRawIntBits(value), Float.BYTES);
        return this;
    }

    ProtobufMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufMessage message(int field, ProtobufMessage value) {
        return bytes(field, value.bytes());
    }

    ProtobufMessage integers(int field, long... values) {
        ProtobufMessage packed = new ProtobufMessage();
        for (long value : values) {
            packed.varint(value);
        }
        return message(field, packed);
    }

    ProtobufMessage floats(int field, float... values) {
        ProtobufMessage packed = new ProtobufMessage();
        for (float value : values) {
            packed.fixed(Float.floatToRawIntBits(value), Float.BYTES);
        }
        return message(field, packed);
    }

    ProtobufMessage doubles(int field, double... values) {
        ProtobufMessage packed = new ProtobufMessage();
        for (double value : values) {
            packed.fixed(Double.doubleToRawLongBits(value), Double.BYTES);
        }
        return message(field, packed);
    }

    private ProtobufMessage bytes(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Little-endian. */
    private void fixed(long bits, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (bits >>> 8 * i));
        }
    }
}
