package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Errors of a regression over its predictions: a trend says where it is too high or too low, a funnel where it is unsure.
 *
 * @param points predicted, true
 * @param baseline the baseline's points; null: none
 */
record Residuals(double[][] points, double[][] baseline) {

    void draw(Svg svg, String name, String baselineName) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double most = 0;
        List<double[]> all = new ArrayList<>(errors(points));
        all.addAll(errors(baseline));
        for (double[] p : all) {
            low = Math.min(low, p[0]);
            high = Math.max(high, p[0]);
            most = Math.max(most, Math.abs(p[1]));
        }
        Scale x = Scale.nice(low, high, 4, Plot.left(), Plot.right());
        Scale y = Scale.nice(-most, most, 5, Plot.bottom(), Plot.top());
        Plot.axes(svg, x, y, "Predicted", "Predicted less true");
        svg.line(x.at(x.low()), y.at(0), x.at(x.high()), y.at(0), Ink.GUIDE);
        for (double[] p : errors(baseline)) {
            svg.dot(x.at(p[0]), y.at(p[1]), 2.5, Ink.OLD_DOT, null);
        }
        for (double[] p : errors(points)) {
            svg.rect(x.at(p[0]) - 2, y.at(p[1]) - 2, 4, 4, Ink.NEW, "0.6", null);
        }
        List<Plot.Key> keys = new ArrayList<>();
        if (baseline != null) {
            keys.add(new Plot.Key(name + " (squares)", Ink.NEW_LINE));
            keys.add(new Plot.Key(baselineName + " (circles)", Ink.OLD_LINE));
        }
        keys.add(new Plot.Key("no error", Ink.GUIDE));
        Plot.key(
                svg,
                keys,
                all.stream().mapToDouble(p -> x.at(p[0])).toArray(),
                all.stream().mapToDouble(p -> y.at(p[1])).toArray());
    }

    private static final int PARTS = 10;

    /**
     * Some of the rows, by their prediction.
     *
     * @param from smallest prediction
     * @param to largest prediction
     * @param error mean of predicted less true
     */
    record Part(double from, double to, int rows, double error) {}

    /** The rows in tenths, from the smallest prediction to the largest. */
    static List<Part> parts(double[][] points) {
        List<double[]> sorted = errors(points).stream()
                .sorted(Comparator.comparingDouble(p -> p[0]))
                .toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            List<double[]> some = sorted.subList(sorted.size() * i / PARTS, sorted.size() * (i + 1) / PARTS);
            if (!some.isEmpty()) {
                parts.add(new Part(
                        some.get(0)[0],
                        some.get(some.size() - 1)[0],
                        some.size(),
                        some.stream().mapToDouble(p -> p[1]).average().orElseThrow()));
            }
        }
        return parts;
    }

    private static List<double[]> errors(double[][] points) {
        return Scatter.finite(points).stream()
                .map(p -> new double[] {p[0], p[0] - p[1]})
                .toList();
    }
}
