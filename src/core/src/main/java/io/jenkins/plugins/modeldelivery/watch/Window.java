package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many of the last so many.
 *
 * @param bad how many at least, 1 to {@code of}
 * @param of of how many that came last, at most {@link #MOST}
 */
public record Window(int bad, int of) {

    /** The longest window. */
    public static final int MOST = 1000;

    /** Every single one counts. */
    public static final Window ONE = new Window(1, 1);

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})(?:\\s+of\\s+(\\d{1,9}))?\\s*");

    private static final String ADVICE = "Write for example '3 of 5', or '2' for two in a row.";

    /** @throws InputException with {@code window} as its place */
    public Window {
        if (bad < 1) {
            throw new InputException(bad + " of " + of + " would always be so", "window", ADVICE);
        }
        if (bad > of) {
            throw new InputException("Of " + of + " there are never " + bad, "window", ADVICE);
        }
        if (of > MOST) {
            throw new InputException(
                    of + " are more than anybody looks back on", "window", "Give at most " + MOST + ".");
        }
    }

    /**
     * Reads {@code 3 of 5}, or {@code 2}, which is {@code 2 of 2}.
     *
     * @throws InputException with {@code window} as its place
     */
    public static Window parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InputException("'" + text.strip() + "' is no window", "window", ADVICE);
        }
        int bad = Integer.parseInt(matcher.group(1));
        return new Window(bad, matcher.group(2) == null ? bad : Integer.parseInt(matcher.group(2)));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return bad == of ? Integer.toString(bad) : bad + " of " + of;
    }
}
