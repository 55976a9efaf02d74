package io.jenkins.plugins.modeldelivery.parquet;

/**
 * A column of plain values.
 *
 * @param name of it
 * @param kind what its values are
 * @param optional whether values may be missing
 * @param physical how they are stored
 * @param length bytes of a value of fixed length
 * @param scale of decimals: digits after the point
 * @param unit of times: 1 milli-, 2 micro-, 3 nanoseconds
 * @param signed whether whole numbers have a sign
 */
public record ParquetColumn(
        String name, Kind kind, boolean optional, int physical, int length, int scale, int unit, boolean signed) {

    static final int BOOLEAN = 0;
    static final int INT32 = 1;
    static final int INT64 = 2;
    static final int INT96 = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;
    static final int FIXED = 7;

    static final int DECIMAL = 5;
    static final int TIME = 7;
    static final int TIMESTAMP = 8;
    static final int INTEGER = 10;

    private static final int DATE = 6;
    private static final int UUID = 14;
    private static final int FLOAT16 = 15;

    private static final int CONVERTED_DECIMAL = 5;
    private static final int CONVERTED_DATE = 6;
    private static final int CONVERTED_TIME_MILLIS = 7;
    private static final int CONVERTED_TIME_MICROS = 8;
    private static final int CONVERTED_TIMESTAMP_MILLIS = 9;
    private static final int CONVERTED_TIMESTAMP_MICROS = 10;
    private static final int CONVERTED_UINT_8 = 11;
    private static final int CONVERTED_UINT_64 = 14;
    private static final int CONVERTED_INTERVAL = 21;

    private static final int MOST_SCALE = 10_000;

    /** What values are. */
    public enum Kind {
        TRUTH,
        WHOLE,
        REAL,
        TEXT,
        DAY,
        INSTANT
    }

    /** What an element of the schema says; DamagedException with the reason if it is nothing that can be read. */
    static ParquetColumn of(Footer.Element e) throws DamagedException {
        boolean decimal = e.logical() == DECIMAL || e.logical() < 0 && e.converted() == CONVERTED_DECIMAL;
        boolean date = e.logical() == DATE || e.logical() < 0 && e.converted() == CONVERTED_DATE;
        boolean time = e.logical() == TIME
                || e.logical() < 0
                        && (e.converted() == CONVERTED_TIME_MILLIS || e.converted() == CONVERTED_TIME_MICROS);
        boolean timestamp = e.logical() == TIMESTAMP
                || e.logical() < 0
                        && (e.converted() == CONVERTED_TIMESTAMP_MILLIS || e.converted() == CONVERTED_TIMESTAMP_MICROS);
        boolean unsigned = e.logical() == INTEGER
                ? !e.signed()
                : e.logical() < 0 && e.converted() >= CONVERTED_UINT_8 && e.converted() <= CONVERTED_UINT_64;
        int unit = e.unit() > 0 ? e.unit() : e.converted() == CONVERTED_TIMESTAMP_MICROS ? 2 : 1;
        if (time) {
            throw new DamagedException("is a time of day");
        }
        if (decimal && (e.scale() < 0 || e.scale() > MOST_SCALE)) {
            throw new DamagedException("is a decimal of the scale " + e.scale());
        }
        Kind kind =
                switch (e.physical()) {
                    case BOOLEAN -> Kind.TRUTH;
                    case INT32 -> date ? Kind.DAY : decimal ? Kind.REAL : Kind.WHOLE;
                    case INT64 -> timestamp ? Kind.INSTANT : decimal ? Kind.REAL : Kind.WHOLE;
                    case INT96 -> Kind.INSTANT;
                    case FLOAT, DOUBLE -> Kind.REAL;
                    case BYTE_ARRAY -> decimal ? Kind.REAL : Kind.TEXT;
                    case FIXED -> fixed(e, decimal);
                    default -> throw new DamagedException("is of an unknown type, " + e.physical());
                };
        return new ParquetColumn(
                e.name(),
                kind,
                e.repetition() == 1,
                e.physical(),
                e.length(),
                decimal ? e.scale() : -1,
                unit,
                !unsigned);
    }

    private static Kind fixed(Footer.Element e, boolean decimal) throws DamagedException {
        if (e.length() < 1 || e.length() > 1 << 20) {
            throw new DamagedException("has values of " + e.length() + " bytes");
        }
        if (decimal || e.logical() == FLOAT16 && e.length() == 2) {
            return Kind.REAL;
        }
        if (e.logical() == UUID && e.length() == 16) {
            return Kind.TEXT;
        }
        throw new DamagedException(
                e.converted() == CONVERTED_INTERVAL ? "is an interval" : "is binary, " + e.length() + " bytes a value");
    }

    boolean uuid() {
        return physical == FIXED && kind == Kind.TEXT;
    }

    boolean decimal() {
        return scale >= 0;
    }
}
