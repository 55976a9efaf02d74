package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Performance;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How well the model does on the rows of a drift check, beside what it did at training. */
final class PerformanceTables {

    private PerformanceTables() {}

    /** A section of the page; nothing where nothing can be said. */
    static void write(Page page, DriftResult r) {
        Performance performance = r.performance();
        if (performance == null && r.gates().isEmpty()) {
            return;
        }
        page.section("How well the model does now");
        gates(page, r);
        if (performance == null) {
            page.paragraph("Performance could be neither measured nor estimated on these rows.");
        } else {
            metrics(page, performance);
        }
        page.endSection();
    }

    private static void gates(Page page, DriftResult r) {
        if (r.gates().isEmpty()) {
            return;
        }
        Table table = Table.open(
                page.html, "Conditions on it, which are part of the verdict", "Metric", "Outcome", "Decision");
        for (GateDecision g : r.gates()) {
            table.row(Words.metric(g.gate().metric()))
                    .cell(h -> Page.chip(h, Tone.of(g.outcome()), Tone.word(g.outcome())))
                    .wide(g.sentence());
        }
        table.close();
    }

    private static void metrics(Page page, Performance performance) {
        Map<String, Double> realised = performance.realised();
        Map<String, Double> reference = performance.reference();
        Set<String> ids = new LinkedHashSet<>(performance.estimated().keySet());
        Words.ordered(realised).forEach(ids::add);
        String measured = performance.rows() == 0
                ? "No row has its true target"
                : "Measured on " + Numbers.count(performance.rows(), "row", "rows") + " with their true target";
        Table table = Table.open(
                page.html,
                measured,
                "Metric",
                "#At training",
                "#Measured",
                "#Estimated",
                "#Band of the estimate",
                "Better");
        for (String id : ids) {
            Estimate estimate = performance.estimated().get(id);
            table.row(Words.metric(id))
                    .cell(Words.value(id, reference.get(id)))
                    .cell(Words.value(id, realised.get(id)))
                    .cell(estimate == null ? Numbers.NONE : Words.value(id, estimate.value()))
                    .cell(
                            estimate == null
                                    ? Numbers.NONE
                                    : Words.value(id, estimate.low()) + " to " + Words.value(id, estimate.high()))
                    .cell(Words.direction(id));
        }
        table.close();
        if (!performance.estimated().isEmpty()) {
            page.html.leaf("h3", "How far the estimates may be believed");
            page.html.open("ul");
            for (String condition : performance.conditions()) {
                page.html.leaf(
                        "li",
                        condition.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + condition.substring(1) + '.');
            }
            page.html.close("ul");
        }
    }
}
