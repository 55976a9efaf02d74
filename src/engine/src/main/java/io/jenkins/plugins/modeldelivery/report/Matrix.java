package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A confusion matrix: rows are true classes, columns predicted ones; a cell is the darker the larger its share of its row.
 *
 * @param classes names in the order of the counts
 * @param counts rows: true, columns: predicted
 */
record Matrix(List<String> classes, long[][] counts) {

    /** More are folded into the last row and column: they could not be read. */
    static final int MAX_CLASSES = 12;

    /** Folds all but the most frequent classes into one. */
    static Matrix of(List<String> classes, long[][] counts) {
        int n = Math.min(classes.size(), counts.length);
        if (n <= MAX_CLASSES) {
            return new Matrix(classes.subList(0, n), counts);
        }
        List<Integer> kept = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> total(counts[i]))
                        .reversed())
                .limit(MAX_CLASSES - 1)
                .sorted()
                .toList();
        List<String> names = new ArrayList<>();
        kept.forEach(i -> names.add(classes.get(i)));
        names.add((n - kept.size()) + " other classes");
        long[][] folded = new long[names.size()][names.size()];
        for (int t = 0; t < n; t++) {
            for (int p = 0; p < Math.min(n, counts[t].length); p++) {
                folded[slot(kept, t)][slot(kept, p)] += counts[t][p];
            }
        }
        return new Matrix(names, folded);
    }

    private static int slot(List<Integer> kept, int index) {
        int at = kept.indexOf(index);
        return at < 0 ? kept.size() : at;
    }

    static long total(long[] row) {
        long total = 0;
        for (long count : row) {
            total += count;
        }
        return total;
    }

    private double cell() {
        return classes.size() <= 2 ? 104 : classes.size() <= 4 ? 76 : classes.size() <= 7 ? 58 : 48;
    }

    private static final double LABEL = 120;

    double width() {
        return LABEL + classes.size() * cell() + 4;
    }

    double height() {
        return 52 + classes.size() * rowHeight() + 4;
    }

    private double rowHeight() {
        return Math.min(cell(), 68);
    }

    void draw(Svg svg) {
        double cell = cell();
        double row = rowHeight();
        double top = 52;
        svg.text(LABEL + classes.size() * cell / 2, 14, "predicted", Svg.Anchor.MIDDLE, "label");
        svg.text(LABEL - 10, 38, "true", Svg.Anchor.END, "label");
        for (int p = 0; p < classes.size(); p++) {
            svg.clipped(LABEL + (p + 0.5) * cell, 38, classes.get(p), cell - 6, Svg.Anchor.MIDDLE, "strong");
        }
        for (int t = 0; t < classes.size(); t++) {
            double y = top + t * row;
            long total = total(counts[t]);
            svg.clipped(LABEL - 10, y + row / 2 + 4, classes.get(t), LABEL - 14, Svg.Anchor.END, "strong");
            for (int p = 0; p < classes.size() && p < counts[t].length; p++) {
                double share = total == 0 ? 0 : (double) counts[t][p] / total;
                double x = LABEL + p * cell;
                // Steps that leave the number readable: light behind dark text up to a half, full behind light text
                // above.
                boolean dark = share > 0.5;
                svg.rect(x + 1, y + 1, cell - 2, row - 2, Ink.TRACK);
                String opacity = dark ? "1" : shade(share);
                svg.rect(x + 1, y + 1, cell - 2, row - 2, Ink.CELL, opacity, hint(t, p, share));
                String style = dark ? "on" : t == p ? "strong" : "label";
                boolean both = row >= 58;
                svg.text(
                        x + cell / 2,
                        y + row / 2 + (both ? -2 : 4),
                        fitting(counts[t][p], cell - 8),
                        Svg.Anchor.MIDDLE,
                        style);
                if (both) {
                    String percent = total == 0 ? Numbers.NONE : Numbers.percent(share);
                    svg.text(x + cell / 2, y + row / 2 + 16, percent, Svg.Anchor.MIDDLE, style);
                }
            }
        }
    }

    /** The count, to three digits with a letter for thousands and more where there is no room for all; the hint has all. */
    private static String fitting(long count, double width) {
        String whole = Numbers.count(count);
        if (Svg.width(whole, 12) <= width) {
            return whole;
        }
        int thousands = (int) Math.floor(Math.log10(count) / 3);
        return Numbers.threeDigits(count / Math.pow(1000, thousands)) + " kMGTPE".charAt(thousands);
    }

    private static String shade(double share) {
        return Numbers.trimmed(String.format(java.util.Locale.ROOT, "%.2f", share * 0.5));
    }

    private String hint(int t, int p, double share) {
        return "true " + classes.get(t) + ", predicted " + classes.get(p) + ": " + Numbers.count(counts[t][p]) + ", "
                + Numbers.percent(share) + " of the true ones";
    }
}
