package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DriftCheckpoint;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How far each column was in the earlier drift checks of the version, this one the last. */
final class Trend {

    private static final double WIDTH = 160;
    private static final double HEIGHT = 26;
    /** More columns say nothing that the worst do not. */
    private static final int MAX_COLUMNS = 60;
    /** The axis reaches to the threshold and a little beyond at least, so that a calm column looks calm. */
    private static final double LEAST = 1.2;

    private Trend() {}

    static void write(Page page, DriftResult r) {
        if (r.history().isEmpty()) {
            return;
        }
        page.section("Over the checks");
        checks(page, r);
        List<Column> shown = r.columns().stream()
                .filter(c -> points(r.history(), c).stream()
                                .filter(p -> !Double.isNaN(p))
                                .count()
                        > 1)
                .limit(MAX_COLUMNS)
                .toList();
        if (!shown.isEmpty()) {
            Table table = Table.open(
                    page.html,
                    "Distance in units of the drift threshold, oldest check first, this one last; the line is the"
                            + " threshold",
                    "Column",
                    "Trend",
                    "#Now",
                    "Check by check");
            shown.forEach(c -> {
                List<Double> points = points(r.history(), c);
                table.row(c.name())
                        .cell(h -> draw(h, points))
                        .cell(number(points.get(points.size() - 1)))
                        .wide(points.stream().map(Trend::number).collect(Collectors.joining(", ")));
            });
            table.close();
        }
        page.endSection();
    }

    private static void checks(Page page, DriftResult r) {
        Table table = Table.open(page.html, "Verdicts, oldest first", "When, UTC", "Verdict", "#Rows", "Compared with");
        for (DriftCheckpoint check : r.history()) {
            table.row(check.time() == null ? Numbers.NONE : Numbers.minute(check.time()))
                    .cell(h -> Page.chip(h, Tone.of(check.level()), Tone.word(check.level())))
                    .cell(Numbers.count(check.rows()))
                    .wide(check.baseline() == null ? "the training data" : check.baseline());
        }
        table.row("this check")
                .cell(h -> Page.chip(h, Tone.of(r.level()), Tone.word(r.level())))
                .cell(Numbers.count(r.data().rows()))
                .wide(r.baseline() == null ? "the training data" : r.baseline().words());
        table.close();
    }

    /** One a check; NaN where the check did not compare the column. */
    static List<Double> points(List<DriftCheckpoint> history, Column c) {
        List<Double> points = new ArrayList<>();
        history.forEach(check -> points.add(check.severities().getOrDefault(c.name(), Double.NaN)));
        points.add(c.drift() > 0 && Double.isFinite(c.distance()) ? c.distance() / c.drift() : Double.NaN);
        return points;
    }

    private static String number(double severity) {
        return Double.isNaN(severity) ? Numbers.NONE : Words.number(Math.round(severity * 100) / 100.0);
    }

    /** Its numbers stand beside it in the table, so it is hidden from readers of text. */
    private static void draw(Markup html, List<Double> points) {
        html.open(
                "svg", "viewBox", "0 0 160 26", "width", "160", "height", "26", "aria-hidden", "true", "class", "bar");
        Svg svg = Svg.within(html);
        double top = LEAST;
        int known = 0;
        for (double point : points) {
            top = Double.isNaN(point) ? top : Math.max(top, point);
            known += Double.isNaN(point) ? 0 : 1;
        }
        double[] x = new double[known];
        double[] y = new double[known];
        int n = 0;
        for (int i = 0; i < points.size(); i++) {
            double point = points.get(i);
            if (!Double.isNaN(point)) {
                x[n] = 4 + i * (WIDTH - 8) / Math.max(1, points.size() - 1);
                y[n++] = HEIGHT - 3 - point / top * (HEIGHT - 6);
            }
        }
        double limit = HEIGHT - 3 - 1 / top * (HEIGHT - 6);
        svg.line(0, limit, WIDTH, limit, Ink.GUIDE);
        svg.polyline(x, y, Ink.NEW_LINE);
        svg.dot(x[n - 1], y[n - 1], 2.5, Ink.NEW_DOT, null);
        svg.close();
    }
}
