package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.registry.Model;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What stood in the stages of a model at a time.
 *
 * @param asked the time as it was asked for
 * @param time the time; null: it could not be understood
 * @param problem why not; null: it was
 * @param stays what stood there, stage by stage, in each the version that entered last first: where there is one champion,
 *     that is it
 */
@ExportedBean(defaultVisibility = 999)
public record At(
        String asked,
        @Exported Moment time,
        @Exported String problem,
        @Exported List<Stay> stays) {

    /** ISO 8601; what names no offset is UTC, what names no time is the beginning of the day. */
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private static final Logger LOGGER = Logger.getLogger(At.class.getName());

    /**
     * @param stages names
     * @param asked as the request says it; blank: nothing was asked
     */
    @CheckForNull
    public static At of(@NonNull Model model, @NonNull List<String> stages, @CheckForNull String asked) {
        String text = Util.fixEmptyAndTrim(asked);
        if (text == null) {
            return null;
        }
        try {
            Instant time = parse(text);
            List<Stay> stays = stages.stream()
                    .flatMap(stage -> Newest.first(model.history(stage).stream()
                                    .filter(tenure -> tenure.covers(time))
                                    .toList())
                            .map(tenure -> Stay.of(model, stage, tenure)))
                    .toList();
            return new At(text, Moment.of(time), null, stays);
        } catch (DateTimeParseException e) {
            LOGGER.log(Level.FINE, e, () -> "Asked for a time that is none");
            return new At(text, null, Messages.At_noTime(text), List.of());
        }
    }

    private static Instant parse(String text) {
        TemporalAccessor parsed = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        if (parsed instanceof LocalDateTime utc) {
            return utc.toInstant(ZoneOffset.UTC);
        }
        return ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
