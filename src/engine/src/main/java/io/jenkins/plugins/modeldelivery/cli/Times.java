package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;

/** Points in time as people write them: ISO 8601, in UTC unless they say otherwise. */
final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm[:ss[.SSS]][XXX]]").withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    /**
     * A day means its beginning.
     *
     * @param where the option's name, for the message
     * @throws InputException if that is no time
     */
    static Instant parse(String text, String where) {
        try {
            TemporalAccessor time = FORM.parseBest(
                    text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof OffsetDateTime exact) {
                return exact.toInstant();
            }
            return time instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC)
                    : ((LocalDate) time).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new InputException(
                    new Problem(
                            "'" + text + "' is no point in time",
                            where,
                            "Write 2026-03-01, 2026-03-01T12:30 or 2026-03-01T12:30:00Z; without an offset it is UTC."),
                    e);
        }
    }
}
