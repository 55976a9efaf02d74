package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Histogram;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** For each column both distributions, its numbers and what they mean in words. */
final class DriftColumns {

    /** More categories are summed up in one bar. */
    static final int MAX_BARS = 14;

    /** More bins of a numeric column are drawn as a shape. */
    private static final int MAX_READ = 6;

    /** More bins of a numeric column are summed up in one bar. */
    static final int MAX_BINS = 40;

    /** When the page is this long, the remaining columns are only named: a report stays under a megabyte. */
    private static final int ENOUGH = 700_000;

    private static final String OTHER = "other";

    private final Page page;
    private final String reference;

    /** @param reference what the current data is compared with, in words */
    DriftColumns(Page page, String reference) {
        this.page = page;
        this.reference = reference;
    }

    void write(List<Column> columns) {
        Markup html = page.html;
        html.open("p", "class", "key");
        sample(html, Ink.OLD, "upper bar: reference (" + reference + ")");
        sample(html, Ink.NEW, "lower bar: current data");
        html.close("p");
        int written = 0;
        for (Column c : columns) {
            if (html.length() > ENOUGH) {
                html.leaf(
                        "p",
                        (columns.size() - written) + " further columns, less far from the reference than these, are"
                                + " not drawn to keep this page small. Their numbers are in result.json.",
                        "class",
                        "soft");
                return;
            }
            html.open("details", "class", "column", "open", c.level() == Level.OK ? null : "open");
            html.open("summary").leaf("h3", c.name()).text(" ");
            Page.chip(html, Tone.of(c.level()), Tone.word(c.level()));
            html.close("summary").open("div");
            html.leaf("p", words(c));
            html.open("div", "class", "split");
            chart(c);
            numbers(html, c);
            html.close("div").close("div").close("details");
            written++;
        }
    }

    private static void sample(Markup html, Ink ink, String text) {
        html.open("span").open("svg", "width", "22", "height", "9", "aria-hidden", "true");
        Svg.within(html).rect(0, 0, 22, 9, ink).close();
        html.text(" " + text).close("span");
    }

    /** What the numbers mean. */
    static String words(Column c) {
        if (c.level() == Level.INSUFFICIENT_DATA || !Double.isFinite(c.distance())) {
            return "There are too few values to say whether this column changed.";
        }
        String distance = Words.statistic(c.statistic()) + ' ' + Numbers.score(c.distance());
        String moved = c.moved() == null ? "" : " Moved most: " + moved(c) + '.';
        return switch (c.level()) {
            case DRIFT ->
                "Drift: " + distance + " reaches the threshold " + Words.number(c.drift())
                        + ", and chance is an unlikely cause (p " + pValue(c) + ")." + moved;
            case WARNING ->
                "Warning: " + distance + " lies between " + Words.number(c.warning()) + " (warning) and "
                        + Words.number(c.drift()) + " (drift), p " + pValue(c) + '.' + moved;
            case OK ->
                c.distance() >= c.warning()
                        ? "Not significant: " + distance + " is large enough to matter, but can well be chance (p "
                                + pValue(c) + ")." + moved
                        : "Small: " + distance + " is below the warning threshold " + Words.number(c.warning()) + '.'
                                + moved;
            case INSUFFICIENT_DATA -> throw new IllegalStateException("Handled above");
        };
    }

    /** What moved, with an arrow for people. */
    static String moved(Column c) {
        return c.moved() == null ? "–" : Words.arrows(c.moved());
    }

    private static String pValue(Column c) {
        String p = Numbers.p(c.adjusted());
        return p.startsWith("<") || p.equals(Numbers.NONE) ? p : "= " + p;
    }

    private static void numbers(Markup html, Column c) {
        Table table = Table.open(html, "Numbers of " + c.name(), "Measure", "#Value");
        table.row("Decides: " + Words.statistic(c.statistic())).cell(Numbers.score(c.distance()));
        table.row("Warning from").cell(Words.number(c.warning()));
        table.row("Drift from").cell(Words.number(c.drift()));
        table.row("p-value").cell(Numbers.p(c.pValue()));
        table.row("p-value, corrected").cell(Numbers.p(c.adjusted()));
        if (c.statistics() != null) {
            c.statistics().forEach((name, value) -> {
                if (!name.equals(c.statistic())) {
                    table.row(Words.statistic(name)).cell(Numbers.score(value));
                }
            });
        }
        table.close();
    }

    private void chart(Column c) {
        Histogram h = c.histogram();
        if (h == null || h.labels().isEmpty() || h.reference() == null || h.current() == null) {
            page.html.leaf("p", "There is no distribution to draw.", "class", "soft");
            return;
        }
        boolean ordered = c.type() != Signature.Type.CATEGORICAL;
        List<BarChart.Bar> bars = bars(h, ordered, c.moved());
        BarChart paired = new BarChart(bars, true);
        // Few bins are read one by one, many as a shape.
        boolean shape = ordered && bars.size() > MAX_READ;
        page.figure(
                shape ? "Share of rows in each bin" : "Share of rows, reference \u2192 current",
                c.name() + ": " + bars.size() + " bins. " + (c.moved() == null ? "" : "Moved most: " + moved(c) + '.'),
                shape ? StepChart.width() : BarChart.width(),
                shape ? StepChart.height() : paired.height(),
                shape ? new StepChart(bars)::draw : paired::draw,
                m -> {
                    Table table = Table.open(m, c.name(), "Bin", "#Reference", "#Current", "#Difference, points");
                    for (BarChart.Bar bar : bars) {
                        table.row(bar.label())
                                .cell(Numbers.percent(bar.old()))
                                .cell(Numbers.percent(bar.now()))
                                .cell(Numbers.points(bar.now() - bar.old()));
                    }
                    table.close();
                });
    }

    /** Bins as they come, at most {@link #MAX_BINS}; of categories the {@link #MAX_BARS} that matter most. The rest is summed up. */
    static List<BarChart.Bar> bars(Histogram h, boolean ordered, String said) {
        int n = Math.min(h.labels().size(), Math.min(h.reference().length, h.current().length));
        int moved = moved(h, n, ordered, said);
        Set<Integer> kept = new HashSet<>();
        if (n <= MAX_BARS || ordered) {
            IntStream.range(0, Math.min(n, ordered ? MAX_BINS : MAX_BARS)).forEach(kept::add);
        } else {
            // What the check itself summed up goes with what is summed up here.
            IntStream.range(0, n)
                    .boxed()
                    .filter(i -> !OTHER.equals(h.labels().get(i)))
                    .sorted(Comparator.comparingDouble(
                                    (Integer i) -> Math.max(h.reference()[i], h.current()[i]) + change(h, i))
                            .reversed())
                    .limit(MAX_BARS - 1)
                    .forEach(kept::add);
        }
        List<BarChart.Bar> bars = new ArrayList<>();
        double old = 0;
        double now = 0;
        for (int i = 0; i < n; i++) {
            if (kept.contains(i)) {
                bars.add(new BarChart.Bar(label(h.labels().get(i)), h.reference()[i], h.current()[i], i == moved));
            } else {
                old += h.reference()[i];
                now += h.current()[i];
            }
        }
        if (kept.size() < n) {
            bars.add(new BarChart.Bar(OTHER, old, now, false));
        }
        return bars;
    }

    /** The bin that the finding names, else the one whose share changed most. */
    private static int moved(Histogram h, int n, boolean ordered, String said) {
        Comparator<Integer> named = Comparator.comparingInt((Integer i) -> {
            String label = h.labels().get(i);
            boolean says = said != null && label != null && said.contains(ordered ? label : "'" + label + "'");
            return says ? label.length() : 0;
        });
        return IntStream.range(0, n)
                .boxed()
                .max(named.thenComparingDouble(i -> change(h, i)))
                .orElse(-1);
    }

    private static String label(String label) {
        return label == null || label.isBlank() ? "(blank)" : label;
    }

    private static double change(Histogram h, int i) {
        double change = Math.abs(h.current()[i] - h.reference()[i]);
        return Double.isFinite(change) ? change : 0;
    }
}
