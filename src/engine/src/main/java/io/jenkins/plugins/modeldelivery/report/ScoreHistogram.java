package io.jenkins.plugins.modeldelivery.report;

import java.util.Arrays;

/**
 * How many rows have which anomaly score, with the threshold. Counts are drawn by their square root: the few rows that are
 * flagged are to be seen beside the many that are not.
 *
 * @param bins from, to and rows of each, ascending
 * @param threshold bins above it are what is flagged
 */
record ScoreHistogram(double[][] bins, double threshold) {

    void draw(Svg svg) {
        double most = Arrays.stream(bins).mapToDouble(b -> b[2]).max().orElse(0);
        double min = Math.min(threshold, bins.length == 0 ? 0 : bins[0][0]);
        double max = Math.max(threshold, bins.length == 0 ? 1 : bins[bins.length - 1][1]);
        Scale x = Scale.nice(min, max, 6, Plot.left(), Plot.right());
        Scale y = Scale.nice(0, Math.sqrt(Math.max(1, most)), 5, Plot.bottom(), Plot.top());
        Plot.axes(svg, x, y, "Anomaly score", "Square root of rows");
        for (double[] bin : bins) {
            double left = x.at(bin[0]);
            double top = y.at(Math.sqrt(bin[2]));
            String hint = Numbers.score(bin[0]) + " to " + Numbers.score(bin[1]) + ": "
                    + Numbers.count((long) bin[2], "row", "rows");
            double width = Math.max(1, x.at(bin[1]) - left - 1);
            svg.rect(left, top, width, y.at(0) - top, bin[0] >= threshold ? Ink.BAD : Ink.NEW, null, hint);
        }
        svg.line(x.at(threshold), Plot.top(), x.at(threshold), Plot.bottom(), Ink.LIMIT);
        boolean far = x.at(threshold) > (Plot.left() + Plot.right()) / 2;
        svg.text(
                x.at(threshold) + (far ? -6 : 6),
                Plot.top() + 12,
                "threshold " + Numbers.score(threshold),
                far ? Svg.Anchor.END : Svg.Anchor.START,
                "label");
    }
}
