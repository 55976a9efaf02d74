package io.jenkins.plugins.modeldelivery.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Full name of a model: folder path and name, separated by {@code /}, without a leading one. Segments follow the rules
 * of Jenkins for item names. Names that differ in the case of letters name different models.
 *
 * @param value the full name, valid
 */
public record ModelName(@JsonValue String value) implements Comparable<ModelName> {

    /** Longest name that can be asked for, in characters. */
    public static final int MAX_LENGTH = 200;

    /** Longest full name, in characters: folders that are moved into each other make names longer. */
    private static final int LONGEST = 1000;

    /** Characters of a name that is too long which {@link #closest} keeps. */
    private static final int KEPT = 900;

    private static final int HASH = 16;

    /** As in {@code jenkins.model.Jenkins.checkGoodName}. */
    private static final String FORBIDDEN = "?*/\\%!@#$^&|<>[]:;";

    private static final String ALLOWED =
            "Give a name such as 'rain' or 'weather/rain': segments separated by '/', without "
                    + FORBIDDEN.replace("/", "")
                    + ", control characters, '.' or '..' alone, or spaces at their ends; at most "
                    + MAX_LENGTH + " characters.";

    private static final int SHOWN = 60;

    /** @throws InputException with {@code model} as its place, if it is no valid name */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelName {
        if (value == null || value.isBlank()) {
            throw new InputException("The name of the model is empty", "model", ALLOWED);
        }
        if (value.length() > LONGEST) {
            throw invalid(value, "is " + value.length() + " characters long");
        }
        for (String segment : value.split("/", -1)) {
            check(value, segment);
        }
    }

    /**
     * The model that a name means to a job, as job names are resolved: relative to the job's folder, absolute with a
     * leading {@code /}.
     *
     * @param name as written
     * @param folder full name of the folder of the job, empty or null at the root
     * @throws InputException if it is no valid name; it cannot climb out of the folder with {@code ..}
     */
    public static ModelName resolve(String name, String folder) {
        if (name == null || name.isBlank()) {
            return new ModelName(name);
        }
        if (name.length() > MAX_LENGTH) {
            throw invalid(name, "is " + name.length() + " characters long");
        }
        if (name.startsWith("/")) {
            return new ModelName(name.substring(1));
        }
        return new ModelName(folder == null || folder.isEmpty() ? name : folder + "/" + name);
    }

    /**
     * The name that is closest to one that the move of a folder makes: that itself, if it is a valid name, and else always the
     * same valid one.
     */
    static ModelName closest(String wanted) {
        try {
            return new ModelName(wanted);
        } catch (InputException e) {
            // Folders may have names that models may not have; their models have to go somewhere nevertheless.
            StringBuilder name = new StringBuilder();
            for (char c : wanted.substring(0, Math.min(wanted.length(), KEPT)).toCharArray()) {
                boolean bad = isSpace(c) || hidden(c) || Character.isSurrogate(c) || c == '\ufffd';
                name.append(bad || c != '/' && FORBIDDEN.indexOf(c) >= 0 ? '_' : c);
            }
            byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
            name.append('~').append(Digest.of(bytes, 0, bytes.length), 0, HASH);
            List<String> segments = new ArrayList<>();
            for (String segment : name.toString().split("/", -1)) {
                segments.add(segment.matches("\\.{0,2}") ? "_" : segment);
            }
            return new ModelName(String.join("/", segments));
        }
    }

    /** The last segment. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The folder path, empty at the root. */
    public String folder() {
        return value.contains("/") ? value.substring(0, value.lastIndexOf('/')) : "";
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void check(String value, String segment) {
        if (segment.isEmpty()) {
            throw invalid(value, "has an empty segment");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw invalid(value, "has the segment '" + segment + "'");
        }
        if (isSpace(segment.charAt(0)) || isSpace(segment.charAt(segment.length() - 1))) {
            throw invalid(value, "has a space at the start or end of a segment");
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (FORBIDDEN.indexOf(c) >= 0) {
                throw invalid(value, "contains '" + c + "'");
            }
            if (c == '\ufffd') {
                throw invalid(
                        value,
                        "contains the replacement character \\ufffd: it was not read as UTF-8 (in a shell, set LC_ALL=C.UTF-8)");
            }
            if (hidden(c)) {
                throw invalid(value, "contains the invisible character " + escape(c));
            }
        }
        // Unpaired halves of a surrogate pair have no UTF-8 form: two such names would be stored as one.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(segment)) {
            throw invalid(value, "contains half of a character (an unpaired surrogate)");
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Control characters, line separators, and those that reverse the direction of writing, which make a name look like another. */
    private static boolean hidden(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u200e'
                || c == '\u200f'
                || c == '\u061c'
                || c == '\ufeff'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static InputException invalid(String value, String why) {
        return new InputException("'" + shown(value) + "' " + why, "model", ALLOWED);
    }

    /** A name for a message: shortened, and nothing in it can act on a terminal or a log. */
    private static String shown(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(value.length(), SHOWN); i++) {
            char c = value.charAt(i);
            text.append(hidden(c) || Character.isSurrogate(c) ? escape(c) : String.valueOf(c));
        }
        return value.length() > SHOWN ? text + "..." : text.toString();
    }

    private static String escape(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
