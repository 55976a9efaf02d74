package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a tag may be: the rules of MLflow ({@code mlflow/utils/validation.py}: keys of registered models and of versions up
 * to 250 characters, values up to 5,000), so that tags can be mirrored.
 */
public final class Tags {

    /** Longest key, in characters. */
    public static final int MAX_KEY = 250;

    /** Longest value, in characters. */
    public static final int MAX_VALUE = 5000;

    /** Letters and digits of any script, as Python's {@code \w}. */
    private static final Pattern KEY = Pattern.compile("[/\\w.\\- ]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final String ADVICE =
            "Use letters, digits, '_', '-', '.', ' ' and '/' as in a path, such as 'team' or 'team/contact'; at most "
                    + MAX_KEY + " characters.";

    private Tags() {}

    /** @throws InputException with {@code tags} as its place */
    public static void check(Map<String, String> tags) {
        tags.forEach(Tags::check);
    }

    /** @throws InputException with {@code tags} as its place */
    public static void check(String key, String value) {
        if (key == null || key.isBlank()) {
            throw new InputException("The key of a tag is empty", "tags", ADVICE);
        }
        if (key.length() > MAX_KEY) {
            throw new InputException("The key of a tag is " + key.length() + " characters long", "tags", ADVICE);
        }
        if (!KEY.matcher(key).matches() || !plainPath(key)) {
            throw new InputException("'" + key + "' is no key of a tag", "tags", ADVICE);
        }
        if (value == null) {
            throw new InputException("The tag '" + key + "' has no value", "tags", "Give one, or remove the tag.");
        }
        if (value.length() > MAX_VALUE) {
            throw new InputException(
                    "The value of the tag '" + key + "' is " + value.length() + " characters long",
                    "tags",
                    "Shorten it to " + MAX_VALUE + " characters.");
        }
    }

    /** As MLflow demands: what {@code posixpath.normpath} leaves alone, and no path that is absolute or climbs. */
    private static boolean plainPath(String key) {
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
