package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The charts of one evaluation, or of a candidate's beside its baseline's. */
final class EvaluationCharts {

    private final Page page;
    private final List<Subject> subjects;

    /**
     * What was evaluated.
     *
     * @param name for keys and captions
     * @param evaluation its numbers
     * @param known whether it is the baseline
     */
    record Subject(String name, Evaluation evaluation, boolean known) {}

    EvaluationCharts(Page page, List<Subject> subjects) {
        this.page = page;
        this.subjects = subjects;
    }

    /** All of it under a heading; nothing where no truth tells what is right and wrong. */
    static void section(Page page, List<Subject> subjects) {
        boolean truth = subjects.stream()
                .map(Subject::evaluation)
                .anyMatch(e -> e.confusion() != null || e.residuals() != null || e.roc() != null);
        boolean found =
                subjects.stream().map(Subject::evaluation).anyMatch(e -> e.clusters() != null || e.anomalies() != null);
        if (truth || !found) {
            page.section("Where it is right and wrong");
            new EvaluationCharts(page, subjects).write();
            page.endSection();
        }
    }

    /** Everything that the evaluations hold; what they do not is left out. */
    void write() {
        page.html.open("div", "class", "charts");
        curve("ROC curve", "False-positive rate", "True-positive rate", "chance", null, "auc", Evaluation::roc);
        curve("Precision and recall", "Recall", "Precision", null, guessing(), "prAuc", Evaluation::precisionRecall);
        calibration();
        scatter();
        residuals();
        if (subjects.size() > 1) {
            // Both matrices beside each other.
            page.html.close("div").open("div", "class", "charts");
        }
        for (Subject subject : subjects) {
            confusion(subject);
        }
        page.html.close("div");
        new ClassCharts(page, subjects).write();
    }

    private interface Curve {
        double[][] of(Evaluation evaluation);
    }

    private void curve(
            String title, String x, String y, String diagonal, LineChart.Level level, String metric, Curve curve) {
        List<LineChart.Series> series = new ArrayList<>();
        for (Subject s : subjects) {
            line(series, s.name, curve.of(s.evaluation), s.evaluation.metrics().get(metric), s.known);
        }
        curve(page, title, x, y, diagonal, level, series);
    }

    /** Adds a curve with its area to others, if there is one. */
    static void line(List<LineChart.Series> series, String name, double[][] points, Double area, boolean known) {
        if (points != null && points.length > 0) {
            String whole = name + (area == null ? "" : ", area " + Numbers.score(area));
            series.add(new LineChart.Series(whole, points, known));
        }
    }

    /** Curves over the unit square; nothing where there are none. */
    static void curve(
            Page page,
            String title,
            String x,
            String y,
            String diagonal,
            LineChart.Level level,
            List<LineChart.Series> series) {
        if (series.isEmpty()) {
            return;
        }
        // The baseline below: where both run together the candidate is seen.
        List<LineChart.Series> drawn = new ArrayList<>(series);
        Collections.reverse(drawn);
        LineChart chart = new LineChart(x, y, diagonal, level, false, drawn);
        page.figure(
                title,
                y + " over " + x.toLowerCase(Locale.ROOT) + ": "
                        + series.stream().map(LineChart.Series::name).collect(Collectors.joining("; ")) + '.',
                Plot.WIDTH,
                Plot.HEIGHT,
                chart::draw,
                h -> pointTable(h, title, x, y, series));
    }

    /** The precision of guessing: the share of positives; null where it is not known. */
    private LineChart.Level guessing() {
        Evaluation e = subjects.get(0).evaluation;
        int positive =
                e.positive() == null || e.classes() == null ? -1 : e.classes().indexOf(e.positive());
        if (positive < 0 || e.confusion() == null || e.confusion().length <= positive || e.rows() <= 0) {
            return null;
        }
        double share = (double) Matrix.total(e.confusion()[positive]) / e.rows();
        return share > 1 ? null : new LineChart.Level("guessing, " + Numbers.percent(share), share);
    }

    private static void pointTable(Markup h, String title, String x, String y, List<LineChart.Series> series) {
        Table table = Table.open(h, title, "Curve", "#" + x, "#" + y);
        for (LineChart.Series s : series) {
            for (double[] p : Scatter.finite(s.points())) {
                table.row(s.name()).cell(Numbers.score(p[0])).cell(Numbers.score(p[1]));
            }
        }
        table.close();
    }

    private void calibration() {
        List<LineChart.Series> series = new ArrayList<>();
        for (Subject s : subjects) {
            line(series, s.name, s.evaluation.calibration(), null, s.known);
        }
        calibration(page, "Calibration", "positives", series);
    }

    /** @param what the share is of */
    static void calibration(Page page, String title, String what, List<LineChart.Series> found) {
        if (found.isEmpty()) {
            return;
        }
        List<LineChart.Series> series = new ArrayList<>(found);
        Collections.reverse(series);
        LineChart chart =
                new LineChart("Predicted probability", "Observed share", "perfectly calibrated", null, true, series);
        page.figure(
                title,
                "Observed share of " + what + " over predicted probability, in bins; the larger a dot, the more rows.",
                Plot.WIDTH,
                Plot.HEIGHT,
                chart::draw,
                h -> {
                    Table table = Table.open(h, title, "Model", "#Predicted", "#Observed", "#Rows");
                    for (LineChart.Series s : series) {
                        for (double[] p : Scatter.finite(s.points())) {
                            table.row(s.name())
                                    .cell(Numbers.percent(p[0]))
                                    .cell(Numbers.percent(p[1]))
                                    .cell(p.length > 2 ? Numbers.count((long) p[2]) : Numbers.NONE);
                        }
                    }
                    table.close();
                });
    }

    private void scatter() {
        Subject first = subjects.get(0);
        double[][] points = first.evaluation.residuals();
        if (points == null || points.length == 0) {
            return;
        }
        Subject second = subjects.size() > 1 ? subjects.get(1) : null;
        double[][] other = second == null ? null : second.evaluation.residuals();
        Scatter chart = new Scatter("Predicted", "True", points, other);
        page.figure(
                "Predicted and true values",
                "Sampled rows: the true value over the predicted one; a perfect model’s points lie on the diagonal.",
                Plot.WIDTH,
                Plot.HEIGHT,
                svg -> chart.draw(svg, first.name, second == null ? null : second.name),
                h -> {
                    Table table = Table.open(h, "Sampled rows", "Model", "#Predicted", "#True", "#Error");
                    for (Subject s : subjects) {
                        for (double[] p : Scatter.finite(s.evaluation.residuals())) {
                            table.row(s.name)
                                    .cell(Numbers.significant(p[0]))
                                    .cell(Numbers.significant(p[1]))
                                    .cell(Numbers.significant(p[0] - p[1]));
                        }
                    }
                    table.close();
                });
    }

    /** The same points with the error upright, where it is seen that it grows or leans. */
    private void residuals() {
        Subject first = subjects.get(0);
        double[][] points = first.evaluation.residuals();
        if (points == null || points.length == 0) {
            return;
        }
        Subject second = subjects.size() > 1 ? subjects.get(1) : null;
        Residuals chart = new Residuals(points, second == null ? null : second.evaluation.residuals());
        page.figure(
                "Errors over predictions",
                "Sampled rows: predicted less true value over the predicted one; a good model’s points lie about 0"
                        + " without a trend.",
                Plot.WIDTH,
                Plot.HEIGHT,
                svg -> chart.draw(svg, first.name, second == null ? null : second.name),
                h -> {
                    Table table = Table.open(
                            h,
                            "Mean error by tenths of the predictions",
                            "Model",
                            "#From",
                            "#To",
                            "#Rows",
                            "#Mean error");
                    for (Subject s : subjects) {
                        for (Residuals.Part part : Residuals.parts(s.evaluation.residuals())) {
                            table.row(s.name)
                                    .cell(Numbers.significant(part.from()))
                                    .cell(Numbers.significant(part.to()))
                                    .cell(Numbers.count(part.rows()))
                                    .cell(Numbers.significant(part.error()));
                        }
                    }
                    table.close();
                });
    }

    private void confusion(Subject subject) {
        Evaluation e = subject.evaluation;
        if (e.confusion() == null || e.classes() == null || e.classes().isEmpty()) {
            return;
        }
        Matrix matrix = Matrix.of(e.classes(), e.confusion());
        String title = "Confusion matrix" + (subjects.size() > 1 ? ", " + subject.name : "");
        page.figure(
                title,
                "Rows: true class, columns: predicted class, shaded by the share of the true class.",
                matrix.width(),
                matrix.height(),
                matrix::draw,
                h -> {
                    Table table = Table.open(h, title, "True", "Predicted", "#Rows", "#Share of the true class");
                    for (int t = 0; t < matrix.classes().size(); t++) {
                        long total = 0;
                        for (long n : matrix.counts()[t]) {
                            total += n;
                        }
                        for (int p = 0; p < matrix.classes().size() && p < matrix.counts()[t].length; p++) {
                            long n = matrix.counts()[t][p];
                            table.row(matrix.classes().get(t))
                                    .cell(matrix.classes().get(p))
                                    .cell(Numbers.count(n))
                                    .cell(total == 0 ? Numbers.NONE : Numbers.percent((double) n / total));
                        }
                    }
                    table.close();
                });
    }

    /**
     * The metrics of one evaluation, explained.
     *
     * @param dummy what predicting the same for all would have; may be null
     */
    static void metrics(Markup html, Evaluation evaluation, Map<String, Double> dummy) {
        Map<String, Double> metrics = evaluation.metrics();
        String caption = "Measured on " + Numbers.count(evaluation.rows(), "row", "rows")
                + " that the model was not trained on"
                + (evaluation.positive() == null ? "" : "; the positive class is “" + evaluation.positive() + "”")
                + (dummy == null ? "" : "; the dummy predicts the same for all rows");
        Table table = dummy == null
                ? Table.open(html, caption, "Metric", "#Value", "Better", "What it says")
                : Table.open(html, caption, "Metric", "#Value", "#Dummy", "Better", "What it says");
        for (String id : Words.ordered(metrics)) {
            table.row(Words.metric(id)).cell(Words.value(id, metrics.get(id)));
            if (dummy != null) {
                table.cell(dummy.containsKey(id) ? Words.value(id, dummy.get(id)) : Numbers.NONE);
            }
            table.cell(Words.direction(id)).wide(Words.meaning(id, evaluation));
        }
        table.close();
    }
}
