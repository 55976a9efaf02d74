package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/**
 * Horizontal bars with their values written beside them: one for each label, or two of which the upper is the reference.
 *
 * @param bars top to bottom
 * @param paired whether there are two of each
 */
record BarChart(List<Bar> bars, boolean paired) {

    private static final double WIDTH = 560;
    private static final double LABEL = 176;
    private static final double VALUE = 122;
    private static final double TOP = 4;

    /**
     * @param label category, range or feature
     * @param old share of the reference, 0..1; unused unless paired
     * @param now share of the current data, or the only value, 0..1
     * @param strong whether this is the one to look at
     */
    record Bar(String label, double old, double now, boolean strong) {}

    static double width() {
        return WIDTH;
    }

    double height() {
        return TOP + Math.max(1, bars.size()) * pitch() + 4;
    }

    private double pitch() {
        return paired ? 27 : 23;
    }

    void draw(Svg svg) {
        double largest = 0;
        for (Bar bar : bars) {
            largest = Math.max(largest, Math.max(finite(bar.now), paired ? finite(bar.old) : 0));
        }
        // A chart of tiny shares must not look like one of large ones: the axis ends at a tenth at least.
        Scale x = new Scale(0, Math.max(largest, 0.1), 1, LABEL, WIDTH - VALUE);
        double y = TOP;
        for (Bar bar : bars) {
            String style = bar.strong ? "strong" : "label";
            double middle = y + pitch() / 2;
            svg.clipped(LABEL - 10, middle + 4, bar.label, LABEL - 12, Svg.Anchor.END, style);
            if (paired) {
                svg.rect(LABEL, middle - 10, x.at(finite(bar.old)) - LABEL, 9, Ink.OLD, null, null);
                svg.rect(LABEL, middle + 1, x.at(finite(bar.now)) - LABEL, 9, Ink.NEW, null, null);
                svg.text(
                        WIDTH,
                        middle + 4,
                        Numbers.percent(bar.old) + " \u2192 " + Numbers.percent(bar.now),
                        Svg.Anchor.END,
                        style);
            } else {
                double end = x.at(finite(bar.now));
                svg.rect(LABEL, middle - 7, end - LABEL, 14, Ink.NEW, null, null);
                svg.text(end + 7, middle + 4, Numbers.percent(bar.now), Svg.Anchor.START, style);
            }
            y += pitch();
        }
        svg.line(LABEL, TOP, LABEL, y, Ink.AXIS);
    }

    static double finite(double share) {
        return Double.isFinite(share) ? Math.max(0, share) : 0;
    }
}
