package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML that is also well-formed XML. Whatever is not a tag or attribute name given by the code goes through
 * {@link #text} or an attribute value and is escaped there; there is no way to write raw markup.
 */
final class Markup {

    /** No single text is longer: a report stays small and readable whatever a cell of a data file holds. */
    static final int MAX_TEXT = 600;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> VOID = Set.of("meta", "br", "link", "hr", "img");
    private static final Set<String> INLINE =
            Set.of("span", "a", "strong", "em", "code", "bdi", "small", "b", "time", "abbr", "text", "tspan");
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** The document type; first of all. */
    Markup doctype() {
        out.append("<!DOCTYPE html>\n");
        return this;
    }

    /**
     * Opens an element.
     *
     * @param tag its name
     * @param attributes names and values in turn; an attribute whose value is null is left out
     */
    Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the innermost element, which must be the one named. */
    Markup close(String tag) {
        String innermost = open.pop();
        if (!innermost.equals(tag)) {
            throw new IllegalStateException("Closing " + tag + " inside of " + innermost);
        }
        out.append("</").append(tag).append('>');
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /** An element without content; attributes as in {@link #open}. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        if (VOID.contains(tag) || insideSvg()) {
            out.append("/>");
        } else {
            out.append("></").append(tag).append('>');
        }
        if (!insideSvg()) {
            out.append('\n');
        }
        return this;
    }

    /** An element with only text in it; attributes as in {@link #open}. */
    Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Text, escaped; null writes nothing. */
    Markup text(String text) {
        escape(text, MAX_TEXT);
        return this;
    }

    /**
     * A style sheet of ours.
     *
     * @throws IllegalArgumentException if it holds markup
     */
    Markup style(String css) {
        if (css.contains("<") || css.contains("&")) {
            throw new IllegalArgumentException("A style sheet must not hold < or &");
        }
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    /** Characters written so far, about the bytes of the file. */
    int length() {
        return out.length();
    }

    /** The document; every element must be closed. */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Not closed: " + open);
        }
        return out.toString();
    }

    private boolean insideSvg() {
        return open.contains("svg");
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(checked(tag));
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("Attribute without a value in " + tag);
        }
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(checked(attributes[i])).append("=\"");
                // A path's coordinates are numbers of ours, and useless when cut.
                escape(attributes[i + 1], attributes[i].equals("d") ? Integer.MAX_VALUE : MAX_TEXT);
                out.append('"');
            }
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name: " + name);
        }
        return name;
    }

    private void escape(String text, int most) {
        if (text == null) {
            return;
        }
        boolean cut = text.length() > most;
        int end = cut ? most - 1 : text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n', '\r' -> out.append(' ');
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(allowed(c) ? c : REPLACEMENT);
                    }
                }
            }
        }
        if (cut) {
            out.append('…');
        }
    }

    /**
     * Neither XML's forbidden characters nor controls that reorder the text around them: a name must not be able to make
     * an approver read another sentence.
     */
    private static boolean allowed(char c) {
        boolean control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        boolean reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return !control && !reorders && !Character.isSurrogate(c) && c != 0xFFFE && c != 0xFFFF;
    }
}
