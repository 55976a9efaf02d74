package io.jenkins.plugins.modeldelivery.document;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 2 days}, {@code 36h}, {@code 1 day 12 hours}, {@code PT36H}. */
public final class Span {

    private static final Pattern PARTS = Pattern.compile("(\\d{1,6})\\s*([a-z]+)\\s*");
    private static final long DAY = 24;
    private static final long WEEK = 7;

    private Span() {}

    /**
     * Reads a length of time.
     *
     * @param text one or more numbers with their unit (weeks, days, hours, minutes, seconds; their first letters do), or what
     *     ISO 8601 calls a duration
     * @throws IllegalArgumentException if it is none, or not longer than zero; the message is a sentence for people
     */
    public static Duration parse(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        Duration span = given.startsWith("p") ? iso(text, given) : parts(text, given);
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException("'" + text + "' is not longer than zero");
        }
        return span;
    }

    private static Duration iso(String text, String given) {
        try {
            return Duration.parse(given);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(text);
        }
    }

    private static Duration parts(String text, String given) {
        Matcher part = PARTS.matcher(given);
        Duration span = Duration.ZERO;
        int end = 0;
        while (end < given.length() && part.find(end) && part.start() == end) {
            long number = Long.parseLong(part.group(1));
            span = span.plus(
                    switch (part.group(2)) {
                        case "w", "week", "weeks" -> Duration.ofDays(number * WEEK);
                        case "d", "day", "days" -> Duration.ofDays(number);
                        case "h", "hour", "hours" -> Duration.ofHours(number);
                        case "m", "min", "minute", "minutes" -> Duration.ofMinutes(number);
                        case "s", "sec", "second", "seconds" -> Duration.ofSeconds(number);
                        default -> throw wrong(text);
                    });
            end = part.end();
        }
        if (end == 0 || end < given.length()) {
            throw wrong(text);
        }
        return span;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'" + text + "' is no length of time; write it as '2 days' or '36 hours'");
    }

    /** In its largest unit that keeps it readable: {@code 22 days}, {@code 36 hours}, {@code 5 minutes}. */
    public static String words(Duration span) {
        long hours = span.toHours();
        if (hours >= 2 * DAY) {
            return hours / DAY + " days";
        }
        if (hours >= 2) {
            return hours + " hours";
        }
        return span.toMinutes() == 1 ? "1 minute" : span.toMinutes() + " minutes";
    }
}
