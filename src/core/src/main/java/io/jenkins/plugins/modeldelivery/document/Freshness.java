package io.jenkins.plugins.modeldelivery.document;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How old the newest row of current data may be.
 *
 * @param column of dates that tells the age; null: whichever has the newest
 * @param age at most
 * @param words the age as the user gave it
 */
public record Freshness(String column, Duration age, String words) {

    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<column>.+?)\\s*:\\s*)?(?<age>(?<number>\\d{1,6}(?:\\.\\d{1,3})?)\\s*(?<unit>minute|hour|day|week)s?)",
            Pattern.CASE_INSENSITIVE);

    /**
     * Reads {@code 2 days}, {@code 90 minutes}, {@code sold_at: 36 hours}.
     *
     * @throws InputException if it says something else
     */
    public static Freshness parse(String text) {
        Matcher spec = SPEC.matcher(text.strip());
        if (!spec.matches()) {
            throw new InputException(
                    "'" + text + "' is no age",
                    "parameter freshness",
                    "Give a number of minutes, hours, days or weeks, as in '2 days' or 'sold_at: 36 hours'");
        }
        ChronoUnit unit =
                switch (spec.group("unit").toLowerCase(Locale.ROOT)) {
                    case "minute" -> ChronoUnit.MINUTES;
                    case "hour" -> ChronoUnit.HOURS;
                    case "day" -> ChronoUnit.DAYS;
                    default -> ChronoUnit.WEEKS;
                };
        double millis =
                Double.parseDouble(spec.group("number")) * unit.getDuration().toMillis();
        return new Freshness(spec.group("column"), Duration.ofMillis(Math.round(millis)), spec.group("age"));
    }
}
