package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/**
 * The frame of a chart with two numeric axes: grid, ticks, axis titles, series and their key. Used by {@link LineChart} and
 * {@link Scatter}.
 */
final class Plot {

    static final double WIDTH = 400;
    static final double HEIGHT = 330;
    private static final double LEFT = 54;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 46;

    private Plot() {}

    static double left() {
        return LEFT;
    }

    static double right() {
        return WIDTH - RIGHT;
    }

    static double top() {
        return TOP;
    }

    static double bottom() {
        return HEIGHT - BOTTOM;
    }

    /** Grid, ticks and titles of both axes. */
    static void axes(Svg svg, Scale x, Scale y, String xTitle, String yTitle) {
        for (double tick : y.ticks()) {
            double at = y.at(tick);
            svg.line(left(), at, right(), at, Ink.GRID);
            svg.text(left() - 7, at + 4, y.label(tick), Svg.Anchor.END, "tick");
        }
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            svg.line(at, top(), at, bottom(), Ink.GRID);
            svg.text(at, bottom() + 17, x.label(tick), Svg.Anchor.MIDDLE, "tick");
        }
        svg.line(left(), bottom(), right(), bottom(), Ink.AXIS);
        svg.line(left(), top(), left(), bottom(), Ink.AXIS);
        svg.clipped((left() + right()) / 2, HEIGHT - 8, xTitle, right() - left(), Svg.Anchor.MIDDLE, "label");
        svg.upright(13, (top() + bottom()) / 2, Svg.fit(yTitle, bottom() - top(), 12));
    }

    /**
     * The names of the series, each beside a sample of its line.
     *
     * @param low whether they stand in the lower right corner; else in the upper left
     */
    static void key(Svg svg, List<Key> keys, boolean low) {
        double line = 18;
        double widest =
                keys.stream().mapToDouble(k -> Svg.width(k.name, 12)).max().orElse(0);
        widest = Math.min(widest, 190);
        double x = low ? right() - 14 - widest - 30 : left() + 14;
        double y = low ? bottom() - 14 - (keys.size() - 1) * line : top() + 20;
        for (Key key : keys) {
            svg.line(x, y - 4, x + 22, y - 4, key.ink);
            svg.clipped(x + 30, y, key.name, 200, Svg.Anchor.START, "label");
            y += line;
        }
    }

    /**
     * One line of a key.
     *
     * @param name what it shows
     * @param ink how it is drawn
     */
    record Key(String name, Ink ink) {}
}
