package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time after something was started in which it is not started again. What happens meanwhile starts nothing later
 * either, but counts as history for what happens next.
 *
 * @param length zero: there is no such time
 */
public record CoolDown(Duration length) {

    // Before NONE, which is checked against it.
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** None. */
    public static final CoolDown NONE = new CoolDown(Duration.ZERO);

    private static final Pattern PARTS = Pattern.compile(
            "(?:(\\d{1,6})\\s*d)?\\s*(?:(\\d{1,6})\\s*h)?\\s*(?:(\\d{1,6})\\s*m)?\\s*(?:(\\d{1,6})\\s*s)?");

    private static final String ADVICE = "Write for example '12h', '2d', '30m', '1d 12h', or 'PT12H' as in ISO 8601.";

    /** @throws InputException with {@code coolDown} as its place */
    public CoolDown {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new InputException(
                    "Nobody waits for " + length,
                    "coolDown",
                    "Give at most " + LONGEST.toDays() + "d, or 0s for none.");
        }
    }

    /**
     * Reads {@code 12h}, {@code 2d}, {@code 30m}, {@code 90s}, several of them from days to seconds, or what ISO 8601 calls a
     * duration.
     *
     * @throws InputException with {@code coolDown} as its place
     */
    public static CoolDown parse(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        if (given.startsWith("p") || given.startsWith("-") || given.startsWith("+")) {
            try {
                return new CoolDown(Duration.parse(given));
            } catch (DateTimeParseException | ArithmeticException e) {
                throw wrong(text);
            }
        }
        if (given.matches("\\d+")) {
            throw new InputException("'" + text.strip() + "' says no unit", "coolDown", ADVICE);
        }
        Matcher matcher = PARTS.matcher(given);
        if (given.isEmpty() || !matcher.matches()) {
            throw wrong(text);
        }
        return new CoolDown(Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4))));
    }

    private static InputException wrong(String text) {
        return new InputException("'" + text.strip() + "' is no length of time", "coolDown", ADVICE);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * Whether nothing is started at a time.
     *
     * @param last when something was started last; null: never
     */
    public boolean covers(Instant last, Instant time) {
        return last != null && time.isBefore(last.plus(length));
    }
}
