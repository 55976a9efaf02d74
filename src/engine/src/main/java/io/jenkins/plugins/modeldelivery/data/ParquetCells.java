package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.parquet.ParquetColumn;
import io.jenkins.plugins.modeldelivery.parquet.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values of Parquet files as CSV would have them. */
final class ParquetCells {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ParquetCells() {}

    /** How a column is understood. */
    static Signature.Type type(ParquetColumn column) {
        return switch (column.kind()) {
            case WHOLE, REAL -> Signature.Type.NUMERIC;
            case DAY, INSTANT -> Signature.Type.DATE;
            case TRUTH, TEXT -> Signature.Type.CATEGORICAL;
        };
    }

    /** Whether there is no number. */
    static boolean missing(Values values, int i) {
        return values.doubles() != null && Double.isNaN(values.doubles()[i]);
    }

    /** A value that is not text as ASCII; empty for a number that is none. */
    static byte[] ascii(ParquetColumn column, Values values, int i) {
        return words(column, values, i).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String words(ParquetColumn column, Values values, int i) {
        if (values.doubles() != null) {
            double value = values.doubles()[i];
            return Double.isNaN(value) ? "" : Cells.canonical(value);
        }
        long value = values.longs()[i];
        return switch (column.kind()) {
            case TRUTH -> value == 0 ? "false" : "true";
            case DAY -> DAY.format(Instant.ofEpochMilli(value));
            case INSTANT -> INSTANT.format(Instant.ofEpochMilli(value));
            default -> Long.toString(value);
        };
    }
}
