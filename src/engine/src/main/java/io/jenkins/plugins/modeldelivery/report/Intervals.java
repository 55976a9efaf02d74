package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Resampling;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.util.Map;

/** How sure the metrics of a validation are, as a table. */
final class Intervals {

    private Intervals() {}

    static void write(Markup html, ValidationResult r, String candidate, String baseline) {
        Resampling resampling = r.resampling();
        String caption = "With a confidence of 95 %, by " + Numbers.count(resampling.resamples())
                + (resampling.differences() == null
                        ? " bootstrap resamples of the rows"
                        : " bootstrap resamples of the rows, the same for both");
        Map<String, Resampling.Difference> differences = resampling.differences();
        Table table = differences == null
                ? Table.open(html, caption, "Metric", "#" + candidate, "#From", "#To")
                : Table.open(
                        html,
                        caption,
                        "Metric",
                        "#" + candidate,
                        "#From",
                        "#To",
                        "#Difference to " + baseline,
                        "#From",
                        "#To",
                        "In words");
        for (String id : Words.ordered(r.evaluation().metrics())) {
            Interval own = interval(r.evaluation(), id);
            table.row(Words.metric(id))
                    .cell(Words.value(id, r.evaluation().metrics().get(id)))
                    .cell(own == null ? Numbers.NONE : Words.value(id, own.low()))
                    .cell(own == null ? Numbers.NONE : Words.value(id, own.high()));
            if (differences != null) {
                Resampling.Difference difference = differences.get(id);
                Interval between = difference == null ? null : difference.interval();
                String words = words(id, between);
                table.cell(difference == null ? Numbers.NONE : Words.change(id, 0, difference.value()))
                        .cell(between == null ? Numbers.NONE : Words.change(id, 0, between.low()))
                        .cell(between == null ? Numbers.NONE : Words.change(id, 0, between.high()))
                        .cell(h -> Page.chip(h, Words.tone(words), words));
            }
        }
        table.close();
        if (resampling.mcNemar() != null) {
            Resampling.McNemar test = resampling.mcNemar();
            html.leaf(
                    "p",
                    candidate + " is right on " + Numbers.count(test.onlyCandidate(), "row", "rows") + " where "
                            + baseline + " is wrong, and wrong on "
                            + Numbers.count(test.onlyBaseline(), "row", "rows")
                            + " where it is right (McNemar’s exact test: p = " + Numbers.significant(test.p()) + ").");
        }
    }

    private static Interval interval(Evaluation evaluation, String id) {
        return evaluation.intervals() == null ? null : evaluation.intervals().get(id);
    }

    private static String words(String id, Interval difference) {
        if (difference == null) {
            return "too few rows to tell";
        }
        if (difference.low() <= 0 && difference.high() >= 0) {
            return "may be chance";
        }
        return Words.verdict(id, 0, difference.low() > 0 ? 1 : -1);
    }
}
