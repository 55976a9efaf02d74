package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves over the unit square.
 *
 * @param xTitle what the horizontal axis measures
 * @param yTitle what the vertical axis measures
 * @param diagonal what the diagonal means; null: none is drawn
 * @param keyLow whether the key stands in the lower right corner, else in the upper left
 * @param dots whether every point is marked
 * @param series the curves, drawn in this order
 */
record LineChart(String xTitle, String yTitle, String diagonal, boolean keyLow, boolean dots, List<Series> series) {

    /**
     * One curve.
     *
     * @param name for the key
     * @param points x, y and for dots a weight that sizes them; points that are no numbers are left out
     * @param known whether it is the baseline
     */
    record Series(String name, double[][] points, boolean known) {}

    void draw(Svg svg) {
        Scale x = Scale.unit(Plot.left(), Plot.right());
        Scale y = Scale.unit(Plot.bottom(), Plot.top());
        Plot.axes(svg, x, y, xTitle, yTitle);
        List<Plot.Key> keys = new ArrayList<>();
        if (diagonal != null) {
            svg.line(x.at(0), y.at(0), x.at(1), y.at(1), Ink.GUIDE);
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
            keys.add(new Plot.Key(s.name, line));
        }
        if (diagonal != null) {
            keys.add(new Plot.Key(diagonal, Ink.GUIDE));
        }
        Plot.key(svg, keys, keyLow);
    }
}
