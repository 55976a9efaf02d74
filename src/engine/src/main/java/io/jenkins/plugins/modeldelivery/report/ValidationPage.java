package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.LabelChanges;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a validation: the decision first. */
final class ValidationPage {

    private ValidationPage() {}

    static Page of(ValidationResult r) {
        String title = Words.title(r.model(), r.version());
        Page page = new Page("Validation report", title);
        page.heading("Validation report", title, line(r));
        decision(page, r);
        Facts.warnings(page.html, r.warnings());
        gates(page, r.gates());
        page.section(r.baseline() == null ? "Metrics" : "Candidate and baseline on the same rows");
        if (r.baseline() == null) {
            EvaluationCharts.metrics(page.html, r.evaluation(), null);
        } else {
            comparison(
                    page.html,
                    "Both measured on " + Numbers.count(r.evaluation().rows(), "row", "rows"),
                    candidate(r),
                    r.evaluation().metrics(),
                    baseline(r),
                    r.baseline().metrics());
        }
        if (r.resampling() != null) {
            Intervals.write(page.html, r, candidate(r), baseline(r));
        }
        labels(page.html, r);
        page.endSection();
        Findings.write(page, r.evaluation());
        List<EvaluationCharts.Subject> subjects = new ArrayList<>();
        subjects.add(new EvaluationCharts.Subject(candidate(r), r.evaluation(), false));
        if (r.baseline() != null) {
            subjects.add(new EvaluationCharts.Subject(baseline(r), r.baseline(), true));
        }
        EvaluationCharts.section(page, subjects);
        if (r.slices() != null && !r.slices().isEmpty()) {
            page.section("Slices");
            r.slices().forEach(slicing -> SliceTables.write(page.html, slicing, r));
            page.endSection();
        }
        Shuffled.write(page, r.evaluation().permutation());
        page.section("What was measured");
        if (r.data() != null) {
            Facts.data(page.html, Map.of("validation", r.data()));
        }
        if (r.modelSha256() != null) {
            page.html
                    .open("p")
                    .text("Model file sha256 ")
                    .leaf("code", r.modelSha256())
                    .close("p");
        }
        page.endSection();
        return page.end(Words.made(r.run()));
    }

    private static void labels(Markup html, ValidationResult r) {
        LabelChanges found = r.labelChanges();
        if (found == null) {
            return;
        }
        html.leaf("p", Words.arrows(found.sentence(baseline(r))) + '.');
        if (found.changes().size() > 1) {
            Table table = Table.open(
                    html,
                    "Rows with another label"
                            + (found.changes().size() == LabelChanges.LISTED ? ", the most frequent" : ""),
                    "By " + baseline(r),
                    "By " + candidate(r),
                    "#Rows",
                    "#Of all rows");
            for (LabelChanges.Change c : found.changes()) {
                table.row(c.from())
                        .cell(c.to())
                        .cell(Numbers.count(c.rows()))
                        .cell(Numbers.percent((double) c.rows() / found.rows()));
            }
            table.close();
        }
    }

    private static String line(ValidationResult r) {
        Evaluation e = r.evaluation();
        String data = r.data() == null ? "" : " of " + Words.file(r.data().path());
        String against = r.baseline() == null ? "" : ", beside " + baseline(r);
        return "Measured on " + Numbers.count(e.rows(), "row", "rows") + data + against + '.';
    }

    private static void decision(Page page, ValidationResult r) {
        int n = r.gates().size();
        long passed =
                r.gates().stream().filter(g -> g.outcome() == Outcome.PASS).count();
        long failed =
                r.gates().stream().filter(g -> g.outcome() == Outcome.FAIL).count();
        long unknown = n - passed - failed;
        if (n == 0) {
            page.verdict(
                    r.passed() ? Tone.PLAIN : Tone.BAD,
                    r.passed() ? "Measured; no gates were asked for" : "Failed",
                    null);
        } else if (r.passed()) {
            page.verdict(Tone.GOOD, "Passed: " + passed + " of " + gates(n), null);
        } else {
            String word = failed > 0 ? "Failed: " + failed + " of " + gates(n) : "Failed: insufficient data";
            String more = unknown == 0
                    ? null
                    : unknown + " of " + gates(n) + " had insufficient data, which counts as failing.";
            page.verdict(failed > 0 ? Tone.BAD : Tone.UNKNOWN, word, more);
        }
    }

    private static String gates(int n) {
        return n == 1 ? "1 gate" : n + " gates";
    }

    private static void gates(Page page, List<GateDecision> gates) {
        if (gates.isEmpty()) {
            return;
        }
        page.section("Gates");
        Table table = Table.open(
                page.html,
                "Every condition and how it was decided",
                "Metric",
                "Outcome",
                "Decision",
                "#Candidate",
                "#Baseline",
                "If it fails");
        for (GateDecision g : gates) {
            String metric = g.gate().metric();
            table.row(Words.metric(metric))
                    .cell(h -> Page.chip(h, Tone.of(g.outcome()), Tone.word(g.outcome())))
                    .wide(g.sentence())
                    .cell(Words.value(metric, g.value()))
                    .cell(g.baseline() == null ? "–" : Words.value(metric, g.baseline()))
                    .cell(g.gate().level().name().toLowerCase(Locale.ROOT));
        }
        table.close();
        page.endSection();
    }

    /** Two versions' metrics, with the difference in words. */
    static void comparison(
            Markup html,
            String caption,
            String candidate,
            Map<String, Double> metrics,
            String baseline,
            Map<String, Double> others) {
        Table table = Table.open(
                html, caption, "Metric", "#" + candidate, "#" + baseline, "#Difference", "In words", "Better");
        for (String id : Words.ordered(metrics)) {
            Double value = metrics.get(id);
            Double other = others.get(id);
            boolean both = value != null && other != null;
            String verdict = both ? Words.verdict(id, other, value) : "not measured for " + baseline;
            table.row(Words.metric(id))
                    .cell(Words.value(id, value))
                    .cell(Words.value(id, other))
                    .cell(both ? Words.change(id, other, value) : Numbers.NONE)
                    .cell(h -> Page.chip(h, Words.tone(verdict), verdict))
                    .cell(Words.direction(id));
        }
        table.close();
    }

    private static String candidate(ValidationResult r) {
        return r.version() == null ? "candidate" : "v" + r.version() + " (candidate)";
    }

    private static String baseline(ValidationResult r) {
        String stage = r.baselineStage() == null ? "baseline" : r.baselineStage();
        return r.baselineVersion() == null ? stage : "v" + r.baselineVersion() + " (" + stage + ")";
    }
}
