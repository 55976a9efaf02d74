package io.jenkins.plugins.modeldelivery.data;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.Arrays;
import java.util.Locale;

/**
 * Dates that are written after a pattern of {@link DateTimeFormatter}: English names of months, case of letters ignored; a time
 * without a zone or an offset is taken as UTC, a month as its first day. Not thread-safe.
 */
final class DatePattern {

    private static final int LONGEST = 64;
    /** Rows near each other often have the same date. */
    private static final int REMEMBERED = 256;

    private static final TemporalQuery<?>[] QUERIES = {
        (TemporalQuery<ZonedDateTime>) ZonedDateTime::from,
        (TemporalQuery<LocalDateTime>) LocalDateTime::from,
        (TemporalQuery<LocalDate>) LocalDate::from,
        (TemporalQuery<YearMonth>) YearMonth::from
    };

    private final String pattern;
    private final DateTimeFormatter formatter;
    private final byte[][] texts = new byte[REMEMBERED][];
    private final long[] known = new long[REMEMBERED];

    /** @throws IllegalArgumentException it is no pattern */
    DatePattern(String pattern) {
        this.pattern = pattern;
        this.formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** As the user wrote it. */
    String pattern() {
        return pattern;
    }

    /** Milliseconds since 1970-01-01T00:00Z; {@link IsoDates#NONE} when the cell is no date of this form. */
    long millis(byte[] bytes, int from, int to) {
        int start = Cells.skipBlanks(bytes, from, to);
        int end = Cells.trimBlanks(bytes, start, to);
        if (start == end || end - start > LONGEST) {
            return IsoDates.NONE;
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 8) & REMEMBERED - 1;
        if (texts[slot] == null || !Arrays.equals(texts[slot], 0, texts[slot].length, bytes, start, end)) {
            texts[slot] = Arrays.copyOfRange(bytes, start, end);
            known[slot] = parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }
        return known[slot];
    }

    private long parse(String text) {
        try {
            TemporalAccessor read = formatter.parseBest(text, QUERIES);
            Instant instant = read instanceof ZonedDateTime zoned
                    ? zoned.toInstant()
                    : read instanceof LocalDateTime time
                            ? time.toInstant(ZoneOffset.UTC)
                            : (read instanceof YearMonth month ? month.atDay(1) : LocalDate.from(read))
                                    .atStartOfDay()
                                    .toInstant(ZoneOffset.UTC);
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            // That it is no such date is the answer; the reader tells it with its line.
            return IsoDates.NONE;
        }
    }
}
