package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Three classes or more, each on its own: the means of an evaluation hide which of them is bad. */
final class ClassCharts {

    private static final int MAX_ROWS = 100;

    /** Length of a page from which no further charts are drawn: a report stays below a megabyte. */
    private static final int ENOUGH = 600_000;

    private final Page page;
    private final List<EvaluationCharts.Subject> subjects;

    /** @param subjects the candidate, and its baseline if there is one */
    ClassCharts(Page page, List<EvaluationCharts.Subject> subjects) {
        this.page = page;
        this.subjects = subjects;
    }

    /** Tables of all classes, then charts of those that have curves; nothing for two classes and for numbers. */
    void write() {
        for (EvaluationCharts.Subject subject : subjects) {
            table(subject);
        }
        charts();
    }

    private void table(EvaluationCharts.Subject subject) {
        Evaluation e = subject.evaluation();
        if (e.positive() != null
                || e.classes() == null
                || e.confusion() == null
                || e.classes().size() < 3) {
            return;
        }
        long[][] counts = e.confusion();
        int n = Math.min(e.classes().size(), counts.length);
        Map<String, Evaluation.Curves> curves = curves(e);
        String caption = "Per class" + (subjects.size() > 1 ? ", " + subject.name() : "")
                + (n > MAX_ROWS ? " (the first " + MAX_ROWS + " of " + n + ")" : "")
                + (curves.isEmpty() ? "" : "; AUC and PR AUC: the class against all others together");
        Table table = curves.isEmpty()
                ? Table.open(page.html, caption, "Class", "#Rows", "#Precision", "#Recall")
                : Table.open(page.html, caption, "Class", "#Rows", "#Precision", "#Recall", "#AUC", "#PR AUC");
        for (int c = 0; c < Math.min(n, MAX_ROWS); c++) {
            long truth = 0;
            long predicted = 0;
            for (int other = 0; other < n; other++) {
                truth += counts[c][other];
                predicted += counts[other][c];
            }
            table.row(e.classes().get(c))
                    .cell(Numbers.count(truth))
                    .cell(predicted == 0 ? Numbers.NONE : Numbers.percent((double) counts[c][c] / predicted))
                    .cell(truth == 0 ? Numbers.NONE : Numbers.percent((double) counts[c][c] / truth));
            if (!curves.isEmpty()) {
                Evaluation.Curves own = curves.get(e.classes().get(c));
                table.cell(own == null ? Numbers.NONE : Numbers.score(own.auc()))
                        .cell(own == null ? Numbers.NONE : Numbers.score(own.prAuc()));
            }
        }
        table.close();
    }

    /** By class; of an evaluation without probabilities empty. */
    private static Map<String, Evaluation.Curves> curves(Evaluation e) {
        Map<String, Evaluation.Curves> curves = new HashMap<>();
        if (e.perClass() != null) {
            e.perClass().stream().filter(c -> c.curves() != null).forEach(c -> curves.put(c.name(), c.curves()));
        }
        return curves;
    }

    private void charts() {
        Evaluation first = subjects.get(0).evaluation();
        List<Evaluation.PerClass> drawn = first.perClass() == null
                ? List.of()
                : first.perClass().stream()
                        .filter(c -> c.curves() != null && c.curves().roc() != null)
                        .toList();
        if (drawn.isEmpty()) {
            return;
        }
        page.html.leaf("h3", "Each class against all others together");
        if (drawn.size() < first.perClass().size()) {
            page.html.leaf(
                    "p",
                    "The " + drawn.size() + " largest of " + first.perClass().size() + " classes.",
                    "class",
                    "soft");
        }
        int written = 0;
        for (Evaluation.PerClass one : drawn) {
            if (page.html.length() > ENOUGH) {
                page.html.leaf(
                        "p",
                        (drawn.size() - written)
                                + " further classes are not drawn to keep this page small. Their curves"
                                + " are in result.json.",
                        "class",
                        "soft");
                return;
            }
            one(one, first.rows());
            written++;
        }
    }

    private void one(Evaluation.PerClass shown, long rows) {
        List<LineChart.Series> roc = new ArrayList<>();
        List<LineChart.Series> precision = new ArrayList<>();
        List<LineChart.Series> calibration = new ArrayList<>();
        for (EvaluationCharts.Subject s : subjects) {
            Evaluation.Curves curves = curves(s.evaluation()).get(shown.name());
            if (curves != null) {
                EvaluationCharts.line(roc, s.name(), curves.roc(), curves.auc(), s.known());
                EvaluationCharts.line(precision, s.name(), curves.precisionRecall(), curves.prAuc(), s.known());
                EvaluationCharts.line(calibration, s.name(), curves.calibration(), null, s.known());
            }
        }
        double share = rows == 0 ? 0 : Math.min(1, (double) shown.rows() / rows);
        page.html.open("details", "class", "column").open("summary").leaf("h3", shown.name());
        page.html.text(" " + Numbers.count(shown.rows(), "row", "rows") + ", AUC "
                + Numbers.score(shown.curves().auc()) + ", PR AUC "
                + Numbers.score(shown.curves().prAuc()));
        page.html.close("summary").open("div", "class", "charts");
        EvaluationCharts.curve(
                page, shown.name() + ": ROC curve", "False-positive rate", "True-positive rate", "chance", null, roc);
        EvaluationCharts.curve(
                page,
                shown.name() + ": precision and recall",
                "Recall",
                "Precision",
                null,
                new LineChart.Level("guessing, " + Numbers.percent(share), share),
                precision);
        EvaluationCharts.calibration(page, shown.name() + ": calibration", "the class", calibration);
        page.html.close("div").close("details");
    }
}
