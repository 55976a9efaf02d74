package io.jenkins.plugins.modeldelivery.report;

/** One inline drawing: primitives in the coordinates of its view box, each drawn with an {@link Ink}. */
final class Svg {

    /** Where a text stands relative to its point. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String value;

        Anchor(String value) {
            this.value = value;
        }
    }

    /** Mean advance of a letter of the page's fonts, relative to the font size; wide scripts count double. */
    private static final double ADVANCE = 0.56;

    private final Markup html;

    private Svg(Markup html) {
        this.html = html;
    }

    /**
     * Opens a drawing that scales down with the page but never up.
     *
     * @param id unique in the document; title and description get ids from it
     * @param title its name
     * @param description what it shows, in a sentence
     */
    static Svg open(Markup html, String id, double width, double height, String title, String description) {
        html.open(
                "svg",
                "viewBox",
                "0 0 " + Numbers.px(width) + ' ' + Numbers.px(height),
                "width",
                Numbers.px(width),
                "height",
                Numbers.px(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc",
                "font-family",
                "system-ui, sans-serif",
                "font-size",
                "12");
        html.leaf("title", title, "id", id + "-title");
        html.leaf("desc", description, "id", id + "-desc");
        return new Svg(html);
    }

    /** Draws into an element that is open already. */
    static Svg within(Markup html) {
        return new Svg(html);
    }

    void close() {
        html.close("svg");
    }

    Svg rect(double x, double y, double width, double height, Ink ink) {
        return rect(x, y, width, height, ink, null, null);
    }

    /**
     * @param opacity of the fill, as text; null: full
     * @param hint what a pointer resting on it is told; null: nothing
     */
    Svg rect(double x, double y, double width, double height, Ink ink, String opacity, String hint) {
        String[] attributes = {
            "x",
            Numbers.px(x),
            "y",
            Numbers.px(y),
            "width",
            Numbers.px(Math.max(0, width)),
            "height",
            Numbers.px(Math.max(0, height)),
            "class",
            ink.css,
            "fill",
            ink.fill,
            "stroke",
            ink.stroke,
            "fill-opacity",
            opacity
        };
        return withHint("rect", hint, attributes);
    }

    Svg line(double x1, double y1, double x2, double y2, Ink ink) {
        html.empty(
                "line",
                "x1",
                Numbers.px(x1),
                "y1",
                Numbers.px(y1),
                "x2",
                Numbers.px(x2),
                "y2",
                Numbers.px(y2),
                "class",
                ink.css,
                "stroke",
                ink.stroke);
        return this;
    }

    /** A line through the points; fewer than two draw nothing. */
    Svg polyline(double[] x, double[] y, Ink ink) {
        if (x.length < 2) {
            return this;
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "M" : "L")
                    .append(Numbers.px(x[i]))
                    .append(' ')
                    .append(Numbers.px(y[i]));
        }
        html.empty("path", "d", points.toString(), "class", ink.css, "fill", "none", "stroke", ink.stroke);
        return this;
    }

    Svg dot(double x, double y, double radius, Ink ink, String hint) {
        return withHint(
                "circle",
                hint,
                "cx",
                Numbers.px(x),
                "cy",
                Numbers.px(y),
                "r",
                Numbers.px(radius),
                "class",
                ink.css,
                "fill",
                ink.fill,
                "stroke",
                ink.stroke);
    }

    /** @param style class of the text: {@code tick}, {@code label}, {@code strong} or {@code on} (on a dark mark) */
    Svg text(double x, double y, String text, Anchor anchor, String style) {
        html.leaf(
                "text",
                text,
                "x",
                Numbers.px(x),
                "y",
                Numbers.px(y),
                "text-anchor",
                anchor.value,
                "class",
                style,
                "fill",
                style.equals("on") ? "#ffffff" : "#333333");
        return this;
    }

    /** Text that reads from bottom to top, centred on the point. */
    Svg upright(double x, double y, String text) {
        html.leaf(
                "text",
                text,
                "transform",
                "translate(" + Numbers.px(x) + ' ' + Numbers.px(y) + ") rotate(-90)",
                "text-anchor",
                "middle",
                "class",
                "label",
                "fill",
                "#333333");
        return this;
    }

    /** A label cut to a width; the whole of it is the pointer's hint. */
    Svg clipped(double x, double y, String text, double width, Anchor anchor, String style) {
        String shown = fit(text, width, 12);
        if (shown.equals(text)) {
            return text(x, y, text, anchor, style);
        }
        html.open("g").leaf("title", text);
        text(x, y, shown, anchor, style);
        html.close("g");
        return this;
    }

    private Svg withHint(String tag, String hint, String... attributes) {
        if (hint == null) {
            html.empty(tag, attributes);
        } else {
            html.open(tag, attributes).leaf("title", hint).close(tag);
        }
        return this;
    }

    /** The text, or as much of its start and end as fits with an ellipsis between. */
    static String fit(String text, double width, double size) {
        if (width(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int keep = points.length;
        while (keep > 1) {
            keep--;
            int head = (keep * 2 + 2) / 3;
            int tail = keep - head;
            String shorter = new String(points, 0, head).stripTrailing()
                    + '…'
                    + new String(points, points.length - tail, tail).stripLeading();
            if (width(shorter, size) <= width) {
                return shorter;
            }
            if (keep > 400) {
                keep = 400;
            }
        }
        return "…";
    }

    /** About how wide the text is drawn. */
    static double width(String text, double size) {
        double ems = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            // Controls are shown as the replacement character, which is wide.
            if (c >= 0x1100 || Character.isISOControl(c)) {
                ems += 1.05;
            } else if (Character.isUpperCase(c) || c == 'm' || c == 'w' || c == '@') {
                ems += 0.72;
            } else {
                ems += "il.,:;|!'jtf()[] ".indexOf(c) >= 0 ? 0.34 : ADVANCE;
            }
        }
        return ems * size;
    }
}
