package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.PermutationImportance;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance.Feature;
import java.util.List;

/**
 * How much worse a model does without what a column says: bars with a line of one standard deviation to either side.
 *
 * @param metric what got worse
 * @param bars the largest first
 */
record Shuffled(String metric, List<Feature> bars) {

    private static final double LABEL = 176;
    private static final double VALUE = 122;
    private static final double TOP = 4;
    private static final double PITCH = 23;

    private static final int MOST_BARS = 20;
    private static final int MOST_ROWS = 200;

    /** A section of the page; nothing where it was not measured. */
    static void write(Page page, PermutationImportance measured) {
        if (measured == null || measured.features().isEmpty()) {
            return;
        }
        String name = Words.metric(measured.metric());
        List<Feature> all = measured.features();
        Shuffled chart = new Shuffled(measured.metric(), all.subList(0, Math.min(MOST_BARS, all.size())));
        page.section("What it would miss");
        page.paragraph("How much worse " + name + " is when the values of one column are shuffled among "
                + Numbers.count(measured.rows(), "row", "rows") + ", on average over " + measured.repeats()
                + " shuffles. Columns that say the same share it: each alone is then missed less.");
        Feature first = all.get(0);
        page.figure(
                name + " lost without a column" + (all.size() > MOST_BARS ? ", the " + MOST_BARS + " largest" : ""),
                "Missed most: " + first.feature() + ", without it " + name + " is worse by "
                        + Words.value(measured.metric(), first.worse()) + " than "
                        + Words.value(measured.metric(), measured.value()) + ".",
                BarChart.width(),
                chart.height(),
                chart::draw,
                h -> {
                    Table table = Table.open(
                            h, name + " lost without a column", "Column", "#Worse by", "#Standard deviation");
                    all.stream().limit(MOST_ROWS).forEach(f -> table.row(f.feature())
                            .cell(Words.value(measured.metric(), f.worse()))
                            .cell(Words.value(measured.metric(), f.deviation())));
                    table.close();
                });
        page.endSection();
    }

    double height() {
        return TOP + bars.size() * PITCH + 4;
    }

    void draw(Svg svg) {
        double largest = 0;
        double smallest = 0;
        for (Feature bar : bars) {
            largest = Math.max(largest, bar.worse() + bar.deviation());
            smallest = Math.min(smallest, bar.worse() - bar.deviation());
        }
        Scale x = new Scale(smallest, largest > smallest ? largest : smallest + 1, 1, LABEL, BarChart.width() - VALUE);
        double zero = x.at(0);
        double y = TOP;
        for (Feature bar : bars) {
            double middle = y + PITCH / 2;
            svg.clipped(LABEL - 10, middle + 4, bar.feature(), LABEL - 12, Svg.Anchor.END, "label");
            double end = x.at(bar.worse());
            svg.rect(Math.min(zero, end), middle - 7, Math.abs(end - zero), 14, Ink.NEW, null, null);
            double high = x.at(bar.worse() + bar.deviation());
            svg.line(x.at(bar.worse() - bar.deviation()), middle, high, middle, Ink.LIMIT);
            svg.text(
                    Math.max(high, end) + 7,
                    middle + 4,
                    Words.value(metric, bar.worse()) + " ± " + Words.value(metric, bar.deviation()),
                    Svg.Anchor.START,
                    "label");
            y += PITCH;
        }
        svg.line(zero, TOP, zero, y, Ink.AXIS);
    }
}
