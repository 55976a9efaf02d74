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

    private static final double LINE = 18;
    private static final double SAMPLE = 30;
    private static final double MAX_NAME = 200;

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
            svg.clipped(left() - 7, at + 4, y.label(tick), left() - 9, Svg.Anchor.END, "tick");
        }
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            svg.line(at, top(), at, bottom(), Ink.GRID);
            String label = x.label(tick);
            double within = Math.min(at, WIDTH - 2 - Svg.width(label, 12) / 2);
            svg.text(within, bottom() + 17, label, Svg.Anchor.MIDDLE, "tick");
        }
        svg.line(left(), bottom(), right(), bottom(), Ink.AXIS);
        svg.line(left(), top(), left(), bottom(), Ink.AXIS);
        svg.clipped((left() + right()) / 2, HEIGHT - 8, xTitle, right() - left(), Svg.Anchor.MIDDLE, "label");
        svg.upright(13, (top() + bottom()) / 2, Svg.fit(yTitle, bottom() - top(), 12));
    }

    /**
     * The names of the series, each beside a sample of its line, in the corner that the fewest of the drawn points lie in.
     *
     * @param x coordinates of what is drawn
     * @param y beside them
     */
    static void key(Svg svg, List<Key> keys, double[] x, double[] y) {
        double widest =
                keys.stream().mapToDouble(k -> Svg.width(k.name, 12)).max().orElse(0);
        double width = SAMPLE + Math.min(widest, MAX_NAME) + 16;
        double height = keys.size() * LINE + 8;
        double bestX = left() + 8;
        double bestY = top() + 8;
        long fewest = Long.MAX_VALUE;
        for (double atY : new double[] {bottom() - height - 6, top() + 6}) {
            for (double atX : new double[] {right() - width - 6, left() + 6}) {
                long inside = 0;
                for (int i = 0; i < x.length; i++) {
                    boolean within = x[i] >= atX && x[i] <= atX + width && y[i] >= atY - 4 && y[i] <= atY + height + 4;
                    inside += within ? 1 : 0;
                }
                if (inside < fewest) {
                    fewest = inside;
                    bestX = atX;
                    bestY = atY;
                }
            }
        }
        svg.rect(bestX, bestY, width, height, Ink.PLATE, "0.85", null);
        double line = bestY + 17;
        for (Key key : keys) {
            svg.line(bestX + 6, line - 4, bestX + 28, line - 4, key.ink);
            svg.clipped(bestX + 6 + SAMPLE, line, key.name, MAX_NAME, Svg.Anchor.START, "label");
            line += LINE;
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
