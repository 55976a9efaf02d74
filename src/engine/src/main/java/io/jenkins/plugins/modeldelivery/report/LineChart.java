package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves over the unit square.
 *
 * @param xTitle what the horizontal axis measures
 * @param yTitle what the vertical axis measures
 * @param diagonal what the diagonal means; null: none is drawn
 * @param level what the horizontal line at this height means and where it is; null: none is drawn
 * @param dots whether every point is marked
 * @param series the curves, drawn in this order
 */
record LineChart(String xTitle, String yTitle, String diagonal, Level level, boolean dots, List<Series> series) {

    /**
     * One curve.
     *
     * @param name for the key
     * @param points x, y and for dots a weight that sizes them; points that are no numbers are left out
     * @param known whether it is the baseline
     */
    record Series(String name, double[][] points, boolean known) {}

    /**
     * A horizontal line of comparison.
     *
     * @param name for the key
     * @param height where
     */
    record Level(String name, double height) {}

    void draw(Svg svg) {
        Scale x = Scale.unit(Plot.left(), Plot.right());
        Scale y = Scale.unit(Plot.bottom(), Plot.top());
        Plot.axes(svg, x, y, xTitle, yTitle);
        List<Plot.Key> keys = new ArrayList<>();
        List<double[]> drawn = new ArrayList<>();
        if (diagonal != null) {
            svg.line(x.at(0), y.at(0), x.at(1), y.at(1), Ink.GUIDE);
            dense(drawn, x, y, new double[] {0, 0}, new double[] {1, 1});
        }
        if (level != null) {
            svg.line(x.at(0), y.at(level.height), x.at(1), y.at(level.height), Ink.GUIDE);
            dense(drawn, x, y, new double[] {0, level.height}, new double[] {1, level.height});
        }
        for (Series s : series) {
            List<double[]> points = new ArrayList<>();
            double heaviest = 0;
            for (double[] p : s.points) {
                if (p.length >= 2 && Double.isFinite(p[0]) && Double.isFinite(p[1])) {
                    points.add(p);
                    heaviest = Math.max(heaviest, p.length > 2 ? p[2] : 0);
                }
            }
            double[] xs = points.stream().mapToDouble(p -> x.at(p[0])).toArray();
            double[] ys = points.stream().mapToDouble(p -> y.at(p[1])).toArray();
            for (int i = 1; i < points.size(); i++) {
                dense(drawn, x, y, points.get(i - 1), points.get(i));
            }
            Ink line = s.known ? Ink.OLD_LINE : Ink.NEW_LINE;
            svg.polyline(xs, ys, line);
            if (dots) {
                for (int i = 0; i < xs.length; i++) {
                    double[] p = points.get(i);
                    double weight = p.length > 2 && heaviest > 0 ? Math.sqrt(Math.max(0, p[2]) / heaviest) : 0.3;
                    String hint = s.name + ": " + Numbers.percent(p[0]) + " predicted, " + Numbers.percent(p[1])
                            + " observed" + (p.length > 2 ? ", " + Numbers.count((long) p[2], "row", "rows") : "");
                    svg.dot(xs[i], ys[i], 2.5 + 5 * weight, s.known ? Ink.OLD_DOT : Ink.NEW_DOT, hint);
                }
            }
            keys.add(0, new Plot.Key(s.name, line));
        }
        if (diagonal != null) {
            keys.add(new Plot.Key(diagonal, Ink.GUIDE));
        }
        if (level != null) {
            keys.add(new Plot.Key(level.name, Ink.GUIDE));
        }
        Plot.key(
                svg,
                keys,
                drawn.stream().mapToDouble(p -> p[0]).toArray(),
                drawn.stream().mapToDouble(p -> p[1]).toArray());
    }

    /** Coordinates along a line, close enough together to tell where it runs. */
    private static void dense(List<double[]> drawn, Scale x, Scale y, double[] from, double[] to) {
        double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        int n = (int) Math.max(1, Math.min(100, Math.ceil(length * 100)));
        for (int i = 0; i <= n; i++) {
            double t = (double) i / n;
            drawn.add(new double[] {x.at(from[0] + t * (to[0] - from[0])), y.at(from[1] + t * (to[1] - from[1]))});
        }
    }
}
