package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/**
 * Two distributions over the same ordered bins: the current one as an area, the reference as a dashed outline.
 *
 * @param bins left to right
 */
record StepChart(List<BarChart.Bar> bins) {

    private static final double WIDTH = 560;
    private static final double HEIGHT = 250;
    private static final double LEFT = 54;
    private static final double TOP = 10;
    private static final double BOTTOM = 200;

    static double width() {
        return WIDTH;
    }

    static double height() {
        return HEIGHT;
    }

    /** The last bin of a chart may be of the rows without a value; it is no part of the shape. */
    private static final String MISSING = "missing";

    void draw(Svg svg) {
        BarChart.Bar last = bins.get(bins.size() - 1);
        boolean missing = last.label().equals(MISSING) && bins.size() > 1;
        shape(svg, missing ? bins.subList(0, bins.size() - 1) : bins);
        if (missing) {
            String text = "missing: " + Numbers.percent(last.old()) + " \u2192 " + Numbers.percent(last.now());
            svg.text(WIDTH - 4, HEIGHT - 8, text, Svg.Anchor.END, last.strong() ? "strong" : "label");
        }
    }

    private static void shape(Svg svg, List<BarChart.Bar> bins) {
        double largest = 0;
        for (BarChart.Bar bin : bins) {
            largest = Math.max(largest, Math.max(BarChart.finite(bin.old()), BarChart.finite(bin.now())));
        }
        Scale y = Scale.nice(0, Math.max(largest, 0.05) * 100, 4, BOTTOM, TOP);
        for (double tick : y.ticks()) {
            svg.line(LEFT, y.at(tick), WIDTH - 4, y.at(tick), Ink.GRID);
            svg.text(LEFT - 7, y.at(tick) + 4, y.label(tick) + "\u00A0%", Svg.Anchor.END, "tick");
        }
        int n = bins.size();
        double step = (WIDTH - 4 - LEFT) / n;
        double[] x = new double[2 * n + 2];
        double[] old = new double[2 * n + 2];
        double[] now = new double[2 * n + 2];
        x[0] = LEFT;
        x[2 * n + 1] = LEFT + n * step;
        old[0] = now[0] = old[2 * n + 1] = now[2 * n + 1] = BOTTOM;
        for (int i = 0; i < n; i++) {
            x[2 * i + 1] = LEFT + i * step;
            x[2 * i + 2] = LEFT + (i + 1) * step;
            old[2 * i + 1] =
                    old[2 * i + 2] = y.at(100 * BarChart.finite(bins.get(i).old()));
            now[2 * i + 1] =
                    now[2 * i + 2] = y.at(100 * BarChart.finite(bins.get(i).now()));
        }
        for (int i = 0; i < n; i++) {
            BarChart.Bar bin = bins.get(i);
            String hint = bin.label() + ": " + Numbers.percent(bin.old()) + " \u2192 " + Numbers.percent(bin.now());
            double top = now[2 * i + 1];
            svg.rect(x[2 * i + 1], top, step, BOTTOM - top, Ink.NEW_AREA, null, hint);
        }
        svg.polyline(x, now, Ink.NEW_LINE);
        svg.polyline(x, old, Ink.OLD_LINE);
        svg.line(LEFT, BOTTOM, WIDTH - 4, BOTTOM, Ink.AXIS);
        labels(svg, bins, step);
    }

    /** Under as many bins as have room for their label, evenly spaced; always under the first. */
    private static void labels(Svg svg, List<BarChart.Bar> bins, double step) {
        double widest =
                bins.stream().mapToDouble(b -> Svg.width(b.label(), 12)).max().orElse(0);
        int every = (int) Math.max(1, Math.ceil(Math.min(widest + 12, 130) / step));
        for (int i = 0; i < bins.size(); i += every) {
            double middle = LEFT + (i + 0.5) * step;
            double room = Math.min(every * step - 8, 2 * Math.min(middle, WIDTH - middle));
            boolean strong = bins.get(i).strong();
            svg.line(middle, BOTTOM, middle, BOTTOM + 4, Ink.AXIS);
            svg.clipped(middle, BOTTOM + 18, bins.get(i).label(), room, Svg.Anchor.MIDDLE, strong ? "strong" : "tick");
        }
        double x = LEFT;
        double y = HEIGHT - 8;
        svg.line(x, y - 4, x + 22, y - 4, Ink.OLD_LINE);
        svg.text(x + 30, y, "reference", Svg.Anchor.START, "label");
        svg.line(x + 120, y - 4, x + 142, y - 4, Ink.NEW_LINE);
        svg.text(x + 150, y, "current", Svg.Anchor.START, "label");
    }
}
