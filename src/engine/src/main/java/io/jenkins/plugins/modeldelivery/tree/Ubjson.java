package io.jenkins.plugins.modeldelivery.tree;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Universal Binary JSON (ubjson.org, draft 12) as XGBoost writes it: big-endian numbers, lengths of 64 bits, arrays of one type
 * with their count in front. Objects are {@link LinkedHashMap}, arrays {@link List}, or {@code float[]}, {@code double[]}, {@code
 * int[]}, {@code long[]}, {@code short[]}, {@code byte[]} where they are of one type.
 */
final class Ubjson {

    private static final int DEEPEST = 64;
    private static final IllegalArgumentException CUT = new IllegalArgumentException("The trees end in the middle");

    private final ByteBuffer in;
    private int depth;

    private Ubjson(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** The value that the bytes hold; IllegalArgumentException if they hold none, or more. */
    static Object parse(byte[] bytes) {
        Ubjson parser = new Ubjson(bytes);
        try {
            Object value = parser.value(parser.in.get());
            if (parser.in.hasRemaining()) {
                throw new IllegalArgumentException("The trees go on after their end");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(CUT.getMessage(), e);
        }
    }

    private Object value(byte type) {
        return switch (type) {
            case '{' -> object();
            case '[' -> array();
            case 'S', 'H' -> text();
            case 'C' -> String.valueOf((char) (in.get() & 0x7f));
            case 'Z' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'd' -> in.getFloat();
            case 'D' -> in.getDouble();
            default -> integer(type);
        };
    }

    private long integer(byte type) {
        return switch (type) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default ->
                throw new IllegalArgumentException(
                        "The trees are not in XGBoost's format: there is no type " + (type & 0xff));
        };
    }

    /** A length, of elements that take at least so many bytes each. */
    private int length(int least) {
        long length = integer(in.get());
        if (length < 0 || length * Math.max(1, least) > in.remaining()) {
            throw CUT;
        }
        return (int) length;
    }

    private String text() {
        byte[] text = new byte[length(1)];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("The trees are nested too deeply");
        }
    }

    private Map<String, Object> object() {
        deeper();
        Map<String, Object> object = new LinkedHashMap<>();
        while (in.get(in.position()) != '}') {
            String key = text();
            object.put(key, value(in.get()));
        }
        in.get();
        depth--;
        return object;
    }

    private Object array() {
        deeper();
        Object array;
        byte next = in.get(in.position());
        if (next == '$') {
            in.get();
            byte type = in.get();
            if (in.get() != '#') {
                throw new IllegalArgumentException("An array of one type has no count");
            }
            array = typed(type);
        } else if (next == '#') {
            in.get();
            int count = length(1);
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(value(in.get()));
            }
            array = list;
        } else {
            List<Object> list = new ArrayList<>();
            while (in.get(in.position()) != ']') {
                list.add(value(in.get()));
            }
            in.get();
            array = list;
        }
        depth--;
        return array;
    }

    private Object typed(byte type) {
        switch (type) {
            case 'd' -> {
                float[] values = new float[length(4)];
                in.asFloatBuffer().get(values);
                in.position(in.position() + 4 * values.length);
                return values;
            }
            case 'D' -> {
                double[] values = new double[length(8)];
                in.asDoubleBuffer().get(values);
                in.position(in.position() + 8 * values.length);
                return values;
            }
            case 'l' -> {
                int[] values = new int[length(4)];
                in.asIntBuffer().get(values);
                in.position(in.position() + 4 * values.length);
                return values;
            }
            case 'L' -> {
                long[] values = new long[length(8)];
                in.asLongBuffer().get(values);
                in.position(in.position() + 8 * values.length);
                return values;
            }
            case 'I' -> {
                short[] values = new short[length(2)];
                in.asShortBuffer().get(values);
                in.position(in.position() + 2 * values.length);
                return values;
            }
            case 'i', 'U' -> {
                byte[] values = new byte[length(1)];
                in.get(values);
                return values;
            }
            default ->
                throw new IllegalArgumentException(
                        "The trees are not in XGBoost's format: there are no arrays of type " + (type & 0xff));
        }
    }

    /** The bytes of a value. */
    static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(value, out);
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('Z');
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text((String) entry.getKey(), out);
                write(entry.getValue(), out);
            }
            out.writeByte('}');
        } else if (value instanceof List<?> list) {
            out.writeByte('[');
            count(list.size(), out);
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof String text) {
            out.writeByte('S');
            text(text, out);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 'T' : 'F');
        } else if (value instanceof Float number) {
            out.writeByte('d');
            out.writeFloat(number);
        } else if (value instanceof Double number) {
            out.writeByte('D');
            out.writeDouble(number);
        } else if (value instanceof Number number) {
            out.writeByte('L');
            out.writeLong(number.longValue());
        } else {
            numbers(value, out);
        }
    }

    private static void numbers(Object value, DataOutputStream out) throws IOException {
        ByteBuffer buffer;
        int count;
        char type;
        if (value instanceof float[] some) {
            type = 'd';
            count = some.length;
            buffer = ByteBuffer.allocate(Math.multiplyExact(4, count));
            buffer.asFloatBuffer().put(some);
        } else if (value instanceof double[] some) {
            type = 'D';
            count = some.length;
            buffer = ByteBuffer.allocate(Math.multiplyExact(8, count));
            buffer.asDoubleBuffer().put(some);
        } else if (value instanceof int[] some) {
            type = 'l';
            count = some.length;
            buffer = ByteBuffer.allocate(Math.multiplyExact(4, count));
            buffer.asIntBuffer().put(some);
        } else if (value instanceof long[] some) {
            type = 'L';
            count = some.length;
            buffer = ByteBuffer.allocate(Math.multiplyExact(8, count));
            buffer.asLongBuffer().put(some);
        } else if (value instanceof short[] some) {
            type = 'I';
            count = some.length;
            buffer = ByteBuffer.allocate(Math.multiplyExact(2, count));
            buffer.asShortBuffer().put(some);
        } else if (value instanceof byte[] some) {
            type = 'U';
            count = some.length;
            buffer = ByteBuffer.wrap(some);
        } else {
            throw new IllegalArgumentException("There is no UBJSON for " + value.getClass());
        }
        out.writeByte('[');
        out.writeByte('$');
        out.writeByte(type);
        count(count, out);
        out.write(buffer.array());
    }

    private static void count(int count, DataOutputStream out) throws IOException {
        out.writeByte('#');
        out.writeByte('L');
        out.writeLong(count);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte('L');
        out.writeLong(bytes.length);
        out.write(bytes);
    }
}
