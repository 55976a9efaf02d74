package io.jenkins.plugins.modeldelivery.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads Universal Binary JSON (ubjson.org, draft 12, with XGBoost's 64-bit lengths). Values become {@code Map}, {@code List},
 * {@code String}, {@code Long}, {@code Double}, {@code Boolean} and null; arrays whose type is given once become {@code
 * float[]}, {@code double[]} or {@code long[]}.
 */
final class Ubj {

    private static final int DEEPEST = 64;

    /** So few bytes take an element of a container at least, whose length may thus not claim more. */
    private static final int SMALLEST = 1;

    private final Bytes bytes;
    private final Predicate<String> unwanted;

    private Ubj(Bytes bytes, Predicate<String> unwanted) {
        this.bytes = bytes;
        this.unwanted = unwanted;
    }

    /**
     * The one value that the bytes hold.
     *
     * @param unwanted says of a place, as in {@code learner.attributes}, that what lies there need not be kept
     */
    static Object read(Bytes bytes, Predicate<String> unwanted) throws IOException {
        Ubj reader = new Ubj(bytes, unwanted);
        Object value = reader.value(reader.marker(), "", true, 0);
        if (bytes.remaining() > 0) {
            throw new Malformed("bytes follow after its end at byte " + bytes.position());
        }
        return value;
    }

    private int marker() throws IOException {
        int marker = bytes.read();
        while (marker == 'N') {
            marker = bytes.read();
        }
        return marker;
    }

    private Object value(int marker, String place, boolean keep, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Malformed("it nests more than " + DEEPEST + " deep");
        }
        return switch (marker) {
            case 'Z' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'i', 'U', 'I', 'l', 'L' -> integer(marker);
            case 'd' -> (double) Float.intBitsToFloat((int) bytes.bigEndian(4));
            case 'D' -> Double.longBitsToDouble(bytes.bigEndian(8));
            case 'C' -> String.valueOf((char) bytes.read());
            case 'S', 'H' -> {
                long length = length();
                if (keep) {
                    yield bytes.text(length);
                }
                bytes.skip(length);
                yield null;
            }
            case '[' -> array(place, keep, depth);
            case '{' -> object(place, keep, depth);
            default -> throw new Malformed("at byte " + (bytes.position() - 1) + " there is no value of UBJSON");
        };
    }

    private long integer(int marker) throws IOException {
        return switch (marker) {
            case 'i' -> (byte) bytes.read();
            case 'U' -> bytes.read();
            case 'I' -> (short) bytes.bigEndian(2);
            case 'l' -> (int) bytes.bigEndian(4);
            case 'L' -> bytes.bigEndian(8);
            default -> throw new Malformed("at byte " + (bytes.position() - 1) + " there is no whole number of UBJSON");
        };
    }

    private long length() throws IOException {
        return checked(integer(bytes.read()));
    }

    private long checked(long length) throws IOException {
        bytes.demand(length);
        return length;
    }

    private Map<String, Object> object(String place, boolean keep, int depth) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        int marker = bytes.read();
        int type = -1;
        if (marker == '$') {
            type = bytes.read();
            marker = bytes.read();
            if (marker != '#') {
                throw new Malformed("an object at byte " + bytes.position() + " has a type and no length");
            }
        }
        long count = Long.MAX_VALUE;
        if (marker == '#') {
            count = length();
        }
        for (long i = 0; i < count; i++) {
            if (count == Long.MAX_VALUE) {
                while (marker == 'N') {
                    marker = bytes.read();
                }
                if (marker == '}') {
                    break;
                }
            } else {
                marker = bytes.read();
            }
            String name = bytes.text(checked(integer(marker)));
            String inner = place.isEmpty() ? name : place + '.' + name;
            boolean kept = keep && !unwanted.test(inner);
            Object value = value(type >= 0 ? type : marker(), inner, kept, depth + 1);
            if (kept) {
                members.put(name, value);
            }
            if (count == Long.MAX_VALUE) {
                marker = bytes.read();
            }
        }
        return keep ? members : null;
    }

    private Object array(String place, boolean keep, int depth) throws IOException {
        int marker = bytes.read();
        if (marker == '$') {
            int type = bytes.read();
            if (bytes.read() != '#') {
                throw new Malformed("an array at byte " + bytes.position() + " has a type and no length");
            }
            return typed(type, integer(bytes.read()), place, keep, depth);
        }
        List<Object> values = new ArrayList<>();
        if (marker == '#') {
            long count = length();
            for (long i = 0; i < count; i++) {
                add(values, marker(), place, keep, depth);
            }
            return keep ? values : null;
        }
        while (true) {
            while (marker == 'N') {
                marker = bytes.read();
            }
            if (marker == ']') {
                return keep ? values : null;
            }
            add(values, marker, place, keep, depth);
            marker = bytes.read();
        }
    }

    private void add(List<Object> values, int marker, String place, boolean keep, int depth) throws IOException {
        Object value = value(marker, place, keep, depth + 1);
        if (keep) {
            values.add(value);
        }
    }

    private Object typed(int type, long count, String place, boolean keep, int depth) throws IOException {
        int width =
                switch (type) {
                    case 'i', 'U', 'C' -> 1;
                    case 'I' -> 2;
                    case 'l', 'd' -> 4;
                    case 'L', 'D' -> 8;
                    case 'S', 'H', '[', '{' -> SMALLEST;
                    default -> throw new Malformed("at byte " + bytes.position() + " there is no type of UBJSON");
                };
        if (count < 0 || count > Integer.MAX_VALUE / 8 || count * width > bytes.remaining()) {
            throw new Malformed("an array at byte " + bytes.position() + " claims " + count + " values");
        }
        boolean plain = type != 'S' && type != 'H' && type != '[' && type != '{' && type != 'C';
        if (plain && !keep) {
            bytes.skip(count * width);
            return null;
        }
        int n = (int) count;
        if (type == 'd') {
            float[] values = new float[n];
            for (int i = 0; i < n; i++) {
                values[i] = Float.intBitsToFloat((int) bytes.bigEndian(4));
            }
            return values;
        }
        if (type == 'D') {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = Double.longBitsToDouble(bytes.bigEndian(8));
            }
            return values;
        }
        if (plain) {
            long[] values = new long[n];
            for (int i = 0; i < n; i++) {
                values[i] = integer(type);
            }
            return values;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            add(values, type, place, keep, depth);
        }
        return keep ? values : null;
    }
}
