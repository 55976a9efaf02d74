package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;

/** A small bar of one distance against its two thresholds, the drift threshold always in the middle. */
final class DistanceBar {

    private static final double WIDTH = 120;
    private static final double HEIGHT = 16;

    private DistanceBar() {}

    /** Draws the bar; its numbers stand beside it in the table, so it is hidden from readers of text. */
    static void draw(Markup html, Column c) {
        html.open(
                "svg", "viewBox", "0 0 120 16", "width", "120", "height", "16", "aria-hidden", "true", "class", "bar");
        Svg svg = Svg.within(html);
        double unit = Double.isFinite(c.drift()) && c.drift() > 0 ? WIDTH / 2 / c.drift() : 0;
        double distance = Double.isFinite(c.distance()) ? c.distance() * unit : 0;
        boolean over = distance > WIDTH;
        svg.rect(0, 4, WIDTH, 8, Ink.TRACK);
        Ink ink =
                switch (c.level()) {
                    case OK -> Ink.GOOD;
                    case WARNING -> Ink.WARN;
                    case DRIFT -> Ink.BAD;
                    case INSUFFICIENT_DATA -> Ink.TRACK;
                };
        svg.rect(0, 4, Math.min(distance, WIDTH), 8, ink);
        if (over) {
            // Cut: the bar ends in an arrow head instead of a clean edge.
            svg.polyline(new double[] {WIDTH - 7, WIDTH - 2, WIDTH - 7}, new double[] {4, HEIGHT / 2, 12}, Ink.LIMIT);
        }
        if (unit > 0) {
            if (Double.isFinite(c.warning()) && c.warning() > 0 && c.warning() < c.drift()) {
                svg.line(c.warning() * unit, 3, c.warning() * unit, 13, Ink.GUIDE);
            }
            svg.line(WIDTH / 2, 0, WIDTH / 2, HEIGHT, Ink.LIMIT);
        }
        svg.close();
    }
}
