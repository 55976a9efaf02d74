package io.jenkins.plugins.modeldelivery.badge;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.Locale;

/**
 * A flat badge of two halves. Plain SVG of our own: no script, no external reference, every text escaped, and the words
 * once more in {@code title} and {@code aria-label} for those who do not see it.
 *
 * @param label the left half
 * @param value the right half
 * @param tone colour of the right half
 */
public record BadgeSvg(
        @NonNull String label,
        @NonNull String value,
        @NonNull Tone tone) {

    private static final int HEIGHT = 20;

    /** Space left and right of a half's text, in pixels. */
    private static final int PADDING = 6;

    /** Longer texts end in an ellipsis: a badge is a glance. */
    private static final int MAX_CHARACTERS = 60;

    /** What the right half says by its colour; the words say it, too. White text has a contrast of 4.5 or more on each. */
    public enum Tone {
        GOOD("#217a37"),
        WARNING("#9a5b00"),
        BAD("#c02b22"),
        NEUTRAL("#5b6570"),
        PLAIN("#1c6fb5");

        private final String colour;

        Tone(String colour) {
            this.colour = colour;
        }
    }

    /** Shortens both texts. */
    public BadgeSvg {
        label = shortened(label);
        value = shortened(value);
    }

    /** The image. */
    @NonNull
    public String svg() {
        int left = width(label);
        int right = width(value);
        int all = left + right;
        String words = escape(label + ": " + value);
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" role="img" aria-label="%3$s">\
                <title>%3$s</title>\
                <clipPath id="r"><rect width="%1$d" height="%2$d" rx="3"/></clipPath>\
                <g clip-path="url(#r)">\
                <rect width="%4$d" height="%2$d" fill="#3c434a"/>\
                <rect x="%4$d" width="%5$d" height="%2$d" fill="%6$s"/>\
                </g>\
                <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">\
                %7$s%8$s\
                </g></svg>""",
                all,
                HEIGHT,
                words,
                left,
                right,
                tone.colour,
                text(label, left / 2.0, left),
                text(value, left + right / 2.0, right));
    }

    /** The width is stated, so that another font than the measured one is squeezed instead of cut off. */
    private static String text(String text, double middle, int width) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"14\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
                middle,
                width - 2 * PADDING,
                escape(text));
    }

    private static int width(String text) {
        return TextWidth.pixels(text) + 2 * PADDING;
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_CHARACTERS) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS - 1)) + "\u2026";
    }

    /** XML 1.0 has no place for control characters, not even escaped. */
    private static String escape(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c >= ' ' && c != 0x7f && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff))
                .forEach(clean::appendCodePoint);
        return Util.xmlEscape(clean.toString()).replace("\"", "&quot;").replace("'", "&#39;");
    }
}
