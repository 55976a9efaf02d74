package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Anomalies;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a model found that learned without a target: groups of rows, unusual rows. */
final class Findings {

    private static final int SETS_APART = 3;

    /** So many clusters stand beside each other; of more, each has what sets it apart only. */
    private static final int SIDE_BY_SIDE = 12;

    private static final int MOST_CLUSTERS = 200;
    private static final int MOST_FEATURES = 100;

    /** Smaller differences, in standard deviations, set nothing apart. */
    private static final double NOTICEABLE = 0.2;

    private Findings() {}

    /** The sections of an evaluation; nothing if it has neither. */
    static void write(Page page, Evaluation evaluation) {
        if (evaluation.clusters() != null && !evaluation.clusters().isEmpty()) {
            clusters(page, evaluation.clusters());
        }
        if (evaluation.anomalies() != null) {
            anomalies(page, evaluation.anomalies(), evaluation.rows());
        }
    }

    private static void clusters(Page page, List<Cluster> clusters) {
        page.section("Clusters");
        List<BarChart.Bar> bars = new ArrayList<>();
        clusters.stream()
                .limit(SIDE_BY_SIDE)
                .forEach(c -> bars.add(new BarChart.Bar("cluster " + c.name(), c.trainedShare(), c.share(), false)));
        BarChart chart = new BarChart(bars, true);
        page.figure(
                "Sizes of the clusters: share of the training rows, and of the measured ones",
                "The largest of the training first"
                        + (clusters.size() > bars.size() ? ", of " + clusters.size() + " in all." : "."),
                BarChart.width(),
                chart.height(),
                chart::draw,
                h -> {
                    Table table = Table.open(
                            h,
                            "Sizes of the clusters",
                            "Cluster",
                            "#Measured rows",
                            "#Share",
                            "#Share in training",
                            "#Mean distance to the centre");
                    clusters.stream().limit(MOST_CLUSTERS).forEach(c -> table.row(c.name())
                            .cell(Numbers.count(c.rows()))
                            .cell(Numbers.percent(c.share()))
                            .cell(Numbers.percent(c.trainedShare()))
                            .cell(c.distance() == null ? Numbers.NONE : Numbers.significant(c.distance())));
                    table.close();
                });
        Table table = Table.open(
                page.html,
                "What sets each cluster apart: its centre, the mean of all rows in brackets",
                "Cluster",
                "#Share",
                "Apart from the others by");
        clusters.stream().limit(MOST_CLUSTERS).forEach(c -> table.row(c.name())
                .cell(Numbers.percent(c.share()))
                .wide(apart(c)));
        table.close();
        if (clusters.size() <= SIDE_BY_SIDE) {
            centres(page, clusters);
        }
        page.endSection();
    }

    private static String apart(Cluster cluster) {
        String words = cluster.centre().stream()
                .filter(t -> Math.abs(t.difference()) >= NOTICEABLE)
                .limit(SETS_APART)
                .map(t -> t.category() == null
                        ? t.feature() + " " + Numbers.significant(t.value()) + " (" + Numbers.significant(t.overall())
                                + ")"
                        : t.feature() + " “" + t.category() + "” " + Numbers.percent(t.value()) + " ("
                                + Numbers.percent(t.overall()) + ")")
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "nothing much: near the mean of all rows" : words;
    }

    private static void centres(Page page, List<Cluster> clusters) {
        List<String> heads = new ArrayList<>(List.of("Feature", "#All"));
        clusters.forEach(c -> heads.add("#Cluster " + c.name()));
        List<String> features = clusters.get(0).centre().stream()
                .map(Cluster.Trait::feature)
                .sorted()
                .limit(MOST_FEATURES)
                .toList();
        List<Map<String, Cluster.Trait>> traits = clusters.stream()
                .map(c -> c.centre().stream().collect(Collectors.toMap(Cluster.Trait::feature, t -> t)))
                .toList();
        Table table = Table.open(
                page.html,
                "Centres in the data’s own units: means, of categories the value that is over-represented most",
                heads.toArray(String[]::new));
        for (String feature : features) {
            Cluster.Trait first = traits.get(0).get(feature);
            table.row(feature).cell(first.category() == null ? Numbers.significant(first.overall()) : Numbers.NONE);
            for (Map<String, Cluster.Trait> of : traits) {
                Cluster.Trait t = of.get(feature);
                table.cell(
                        t.category() == null
                                ? Numbers.significant(t.value())
                                : Svg.fit(t.category(), 120, 12) + " " + Numbers.percent(t.value()));
            }
        }
        table.close();
    }

    private static void anomalies(Page page, Anomalies anomalies, long rows) {
        page.section("Anomalies");
        ScoreHistogram chart = new ScoreHistogram(anomalies.histogram(), anomalies.threshold());
        page.figure(
                "Anomaly scores",
                Numbers.count(anomalies.flagged()) + " of " + Numbers.count(rows, "row", "rows")
                        + " are above the threshold, " + Numbers.score(anomalies.threshold()) + ".",
                Plot.WIDTH,
                Plot.HEIGHT,
                chart::draw,
                h -> {
                    Table table = Table.open(h, "Anomaly scores", "From", "#To", "#Rows");
                    for (double[] bin : anomalies.histogram()) {
                        table.row(Numbers.score(bin[0]))
                                .cell(Numbers.score(bin[1]))
                                .cell(Numbers.count((long) bin[2]));
                    }
                    table.close();
                });
        if (!anomalies.unusual().isEmpty()) {
            Table table = Table.open(
                    page.html,
                    "The most unusual rows, and the share that each feature has in that",
                    "Data row",
                    "#Score",
                    "Flagged",
                    "Unusual by");
            anomalies.unusual().forEach(r -> table.row(Numbers.count(r.row()))
                    .cell(Numbers.score(r.score()))
                    .cell(r.flagged() ? "yes" : "no")
                    .wide(r.reasons().stream().map(Findings::reason).collect(Collectors.joining(", "))));
            table.close();
        }
        page.endSection();
    }

    private static String reason(Anomalies.Reason reason) {
        String value = reason.value() == null
                ? ""
                : reason.value().isEmpty() ? " (missing)" : " " + Svg.fit(reason.value(), 240, 12);
        return reason.feature() + value + " (" + Numbers.percent(reason.share()) + ")";
    }
}
