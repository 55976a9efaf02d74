package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against true values of a regression, with the line on which a perfect model's points lie.
 *
 * @param xTitle what the horizontal axis measures
 * @param yTitle what the vertical axis measures
 * @param points predicted, true
 * @param baseline the baseline's points; null: none
 */
record Scatter(String xTitle, String yTitle, double[][] points, double[][] baseline) {

    void draw(Svg svg, String name, String baselineName) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        List<double[]> all = new ArrayList<>(finite(points));
        all.addAll(finite(baseline));
        for (double[] p : all) {
            low = Math.min(low, Math.min(p[0], p[1]));
            high = Math.max(high, Math.max(p[0], p[1]));
        }
        Scale x = Scale.nice(low, high, 4, Plot.left(), Plot.right());
        Scale y = new Scale(x.low(), x.high(), x.step(), Plot.bottom(), Plot.top());
        Plot.axes(svg, x, y, xTitle, yTitle);
        svg.line(x.at(x.low()), y.at(x.low()), x.at(x.high()), y.at(x.high()), Ink.GUIDE);
        for (double[] p : finite(baseline)) {
            svg.dot(x.at(p[0]), y.at(p[1]), 2.5, Ink.OLD_DOT, null);
        }
        for (double[] p : finite(points)) {
            svg.rect(x.at(p[0]) - 2, y.at(p[1]) - 2, 4, 4, Ink.NEW, "0.6", null);
        }
        List<Plot.Key> keys = new ArrayList<>();
        if (baseline != null) {
            keys.add(new Plot.Key(name + " (squares)", Ink.NEW_LINE));
            keys.add(new Plot.Key(baselineName + " (circles)", Ink.OLD_LINE));
        }
        keys.add(new Plot.Key("predicted = true", Ink.GUIDE));
        Plot.key(
                svg,
                keys,
                all.stream().mapToDouble(p -> x.at(p[0])).toArray(),
                all.stream().mapToDouble(p -> y.at(p[1])).toArray());
    }

    /** The points of which both coordinates are numbers. */
    static List<double[]> finite(double[][] points) {
        List<double[]> finite = new ArrayList<>();
        if (points != null) {
            for (double[] p : points) {
                if (p.length >= 2 && Double.isFinite(p[0]) && Double.isFinite(p[1])) {
                    finite.add(p);
                }
            }
        }
        return finite;
    }
}
