package io.jenkins.plugins.modeldelivery.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Stored values as what they mean, from the encoding PLAIN and from those that end in the same bytes. */
final class Plain {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final double[] POWERS = new double[23];
    private static final long DAY = 86_400_000L;
    private static final long JULIAN_1970 = 2_440_588L;

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Plain() {}

    /** Bytes of a value of the column; 0: they vary, or are bits. */
    static int width(ParquetColumn column) {
        return switch (column.physical()) {
            case ParquetColumn.INT32, ParquetColumn.FLOAT -> 4;
            case ParquetColumn.INT64, ParquetColumn.DOUBLE -> 8;
            case ParquetColumn.INT96 -> 12;
            case ParquetColumn.FIXED -> column.length();
            default -> 0;
        };
    }

    static Values decode(ParquetColumn column, byte[] b, int from, int to, int count) throws DamagedException {
        int width = width(column);
        if (width > 0) {
            if ((long) count * width > to - from) {
                throw tooFew(count, to - from);
            }
            return fixed(column, b, from, count);
        }
        if (column.physical() == ParquetColumn.BOOLEAN) {
            if ((count + 7L) / 8 > to - from) {
                throw tooFew(count, to - from);
            }
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = b[from + (i >>> 3)] >>> (i & 7) & 1;
            }
            return Values.of(values);
        }
        if (4L * count > to - from) {
            throw tooFew(count, to - from);
        }
        int[] starts = new int[count];
        int[] ends = new int[count];
        int p = from;
        for (int i = 0; i < count; i++) {
            int length = to - p < 4 ? -1 : (int) INTS.get(b, p);
            if (length < 0 || length > to - p - 4) {
                throw tooFew(count, to - from);
            }
            starts[i] = p + 4;
            p += 4 + length;
            ends[i] = p;
        }
        return texts(column, b, starts, ends);
    }

    private static DamagedException tooFew(int count, int bytes) {
        return new DamagedException(count + " values do not fit into " + bytes + " bytes");
    }

    /** Values of varying length, as what they mean. */
    static Values texts(ParquetColumn column, byte[] b, int[] starts, int[] ends) throws DamagedException {
        if (!column.decimal()) {
            return Values.of(b, starts, ends);
        }
        double[] values = new double[starts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = decimal(column, b, starts[i], ends[i]);
        }
        return Values.of(values);
    }

    private static Values fixed(ParquetColumn column, byte[] b, int from, int count) throws DamagedException {
        switch (column.physical()) {
            case ParquetColumn.INT32 -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (int) INTS.get(b, from + 4 * i);
                }
                return whole(column, values);
            }
            case ParquetColumn.INT64 -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (long) LONGS.get(b, from + 8 * i);
                }
                return whole(column, values);
            }
            case ParquetColumn.INT96 -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    long nanos = (long) LONGS.get(b, from + 12 * i);
                    long day = (int) INTS.get(b, from + 12 * i + 8) - JULIAN_1970;
                    values[i] = day * DAY + Math.floorDiv(nanos, 1_000_000L);
                }
                return Values.of(values);
            }
            case ParquetColumn.FLOAT -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = Float.intBitsToFloat((int) INTS.get(b, from + 4 * i));
                }
                return Values.of(values);
            }
            case ParquetColumn.DOUBLE -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = Double.longBitsToDouble((long) LONGS.get(b, from + 8 * i));
                }
                return Values.of(values);
            }
            default -> {
                return wide(column, b, from, count);
            }
        }
    }

    /** Values of fixed length. */
    private static Values wide(ParquetColumn column, byte[] b, int from, int count) throws DamagedException {
        int length = column.length();
        if (column.uuid()) {
            byte[] text = new byte[Math.multiplyExact(36, count)];
            int[] starts = new int[count];
            int[] ends = new int[count];
            for (int i = 0; i < count; i++) {
                long high = Long.reverseBytes((long) LONGS.get(b, from + 16 * i));
                long low = Long.reverseBytes((long) LONGS.get(b, from + 16 * i + 8));
                byte[] one = new java.util.UUID(high, low).toString().getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(one, 0, text, 36 * i, 36);
                starts[i] = 36 * i;
                ends[i] = 36 * i + 36;
            }
            return Values.of(text, starts, ends);
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            int p = from + length * i;
            values[i] =
                    column.decimal() ? decimal(column, b, p, p + length) : half(b[p] & 0xff | (b[p + 1] & 0xff) << 8);
        }
        return Values.of(values);
    }

    /** Whole numbers as what they mean; the array may be kept. */
    static Values whole(ParquetColumn column, long[] values) {
        if (column.decimal()) {
            double[] decimals = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                decimals[i] = column.scale() < POWERS.length && Math.abs(values[i]) < 1L << 53
                        ? values[i] / POWERS[column.scale()]
                        : new BigDecimal(BigInteger.valueOf(values[i]), column.scale()).doubleValue();
            }
            return Values.of(decimals);
        }
        if (column.kind() == ParquetColumn.Kind.DAY) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= DAY;
            }
        } else if (column.kind() == ParquetColumn.Kind.INSTANT && column.unit() > 1) {
            long divisor = column.unit() == 2 ? 1_000L : 1_000_000L;
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.floorDiv(values[i], divisor);
            }
        } else if (!column.signed()) {
            if (column.physical() == ParquetColumn.INT32) {
                for (int i = 0; i < values.length; i++) {
                    values[i] &= 0xffff_ffffL;
                }
            } else {
                double[] large = new double[values.length];
                for (int i = 0; i < values.length; i++) {
                    large[i] =
                            values[i] >= 0 ? values[i] : new BigInteger(Long.toUnsignedString(values[i])).doubleValue();
                }
                return Values.of(large);
            }
        }
        return Values.of(values);
    }

    private static double decimal(ParquetColumn column, byte[] b, int from, int to) throws DamagedException {
        if (from == to || to - from > 1 << 12) {
            throw new DamagedException("A decimal has " + (to - from) + " bytes");
        }
        return new BigDecimal(new BigInteger(b, from, to - from), column.scale()).doubleValue();
    }

    /** IEEE 754 half precision. */
    private static double half(int bits) {
        int exponent = bits >>> 10 & 31;
        int fraction = bits & 1023;
        double value = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * 0x1p-24 : (fraction + 1024) * Math.scalb(1.0, exponent - 25);
        return bits >>> 15 == 0 ? value : -value;
    }
}
