package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of a training. */
final class TrainPage {

    private static final int MAX_BARS = 20;

    private TrainPage() {}

    static Page of(TrainResult r) {
        Page page = new Page("Training report", r.model());
        page.heading(
                "Training report",
                r.model(),
                (r.task() == null || r.task().supervised()
                                ? "Predicts “" + r.target() + "” (" + Words.task(r.task()) + ") with "
                                : (r.task() == Task.ANOMALY ? "Tells " : "Finds ") + Words.task(r.task()) + ", with ")
                        + r.trainer().name() + ", trained on "
                        + Words.file(r.data().path()) + '.');
        Facts.warnings(page.html, r.warnings());
        facts(page, r);
        page.section("How good it is");
        EvaluationCharts.metrics(page.html, r.evaluation(), r.dummy());
        page.endSection();
        if (r.leaderboard() != null) {
            page.section("What was tried");
            Trials.write(page.html, r.leaderboard());
            page.endSection();
        }
        Findings.write(page, r.evaluation());
        EvaluationCharts.section(page, List.of(new EvaluationCharts.Subject("model", r.evaluation(), false)));
        importances(page, r.importances());
        Shuffled.write(page, r.evaluation().permutation());
        page.section("Signature");
        Facts.signature(page.html, r.signature());
        page.endSection();
        page.section("Where it comes from");
        Map<String, DataFacts> files = new LinkedHashMap<>();
        files.put("training" + (r.testData() == null ? " and test" : ""), r.data());
        if (r.testData() != null) {
            files.put("test", r.testData());
        }
        Facts.data(page.html, files);
        page.html.leaf("p", "Test rows: " + r.split() + ".", "class", "soft");
        Facts.trainer(page.html, r.trainer(), r.seed());
        if (r.earlyStop() != null) {
            page.html.leaf("p", r.earlyStop().sentence(), "class", "soft");
        }
        if (r.artifact() != null) {
            Table table = Table.open(page.html, "Model file", "File", "#Size", "sha256");
            table.row(r.artifact().file())
                    .cell(Numbers.bytes(r.artifact().bytes()))
                    .wide(h -> h.leaf("code", r.artifact().sha256()));
            table.close();
        }
        page.endSection();
        return page.end(Words.made(r.run()));
    }

    private static void facts(Page page, TrainResult r) {
        Evaluation e = r.evaluation();
        page.facts();
        Words.headline(e.metrics()).ifPresent(id -> {
            page.fact(Words.metric(id), Words.value(id, e.metrics().get(id)), Words.direction(id));
        });
        if (e.metrics().containsKey("prAuc")) {
            page.fact("PR AUC", Numbers.score(e.metrics().get("prAuc")), Words.direction("prAuc"));
        }
        page.fact("Data", Numbers.count(r.data().rows()), "rows in " + r.data().columns() + " columns");
        page.fact("Tested on", Numbers.count(e.rows()), "rows: " + r.split());
        page.fact("Features", Numbers.count(r.signature().inputs().size()), null);
        page.endFacts();
    }

    private static void importances(Page page, List<TrainResult.Importance> importances) {
        if (importances.isEmpty()) {
            return;
        }
        List<BarChart.Bar> bars = new ArrayList<>();
        double rest = 0;
        for (TrainResult.Importance i : importances) {
            if (bars.size() < MAX_BARS - 1 || importances.size() == MAX_BARS) {
                bars.add(new BarChart.Bar(i.feature(), 0, i.share(), false));
            } else {
                rest += i.share();
            }
        }
        int left = importances.size() - bars.size();
        if (left > 0) {
            bars.add(new BarChart.Bar(left == 1 ? "1 other feature" : left + " other features", 0, rest, false));
        }
        BarChart chart = new BarChart(bars, false);
        page.section("What it goes by");
        page.figure(
                "Importance of the features, as shares of the total",
                "Most important: " + importances.get(0).feature() + " with "
                        + Numbers.percent(importances.get(0).share()) + " of the total.",
                BarChart.width(),
                chart.height(),
                chart::draw,
                h -> {
                    Table table = Table.open(h, "Importance of the features", "Feature", "#Share");
                    importances.stream().limit(500).forEach(i -> table.row(i.feature())
                            .cell(Numbers.percent(i.share())));
                    table.close();
                });
        page.endSection();
    }
}
