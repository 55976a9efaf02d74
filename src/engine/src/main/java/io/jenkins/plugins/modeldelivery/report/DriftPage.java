package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a drift check: the verdict first, then the columns, worst first. */
final class DriftPage {

    private static final int MAX_ROWS = 500;
    /** Characters of a verdict that are written large. */
    private static final int LARGE = 80;

    private static final int MAX_FINDINGS = 200;
    private static final int GIVEAWAYS = 20;

    private DriftPage() {}

    static Page of(DriftResult r) {
        String title = Words.title(r.model(), r.version());
        Page page = new Page("Drift report", title);
        page.heading("Drift report", title, Words.file(r.data().path()) + " compared with " + baseline(r) + ".");
        verdict(page, r);
        facts(page, r);
        findings(page, r.findings());
        PerformanceTables.write(page, r);
        columns(page, r);
        classifier(page, r.classifier());
        Trend.write(page, r);
        if (!r.columns().isEmpty()) {
            page.section("What changed, column by column");
            new DriftColumns(page, plain(r) ? "training data" : baseline(r)).write(r.columns());
            page.endSection();
        }
        page.section("What was compared");
        Map<String, DataFacts> data = new LinkedHashMap<>();
        data.put("current data", r.data());
        if (r.baseline() != null && r.baseline().data() != null) {
            data.put("baseline", r.baseline().data());
        }
        Facts.data(page.html, data);
        if (r.baseline() != null) {
            page.paragraph(
                    r.baseline().exact()
                            ? "Distances of numbers are exact: computed from the values of both files."
                            : "Compared with a profile: distances of numbers are exact at its edges.");
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

    private static boolean plain(DriftResult r) {
        return r.baseline() == null || r.baseline().kind().equals(DriftResult.Baseline.TRAINING);
    }

    private static String baseline(DriftResult r) {
        return plain(r)
                ? "the data that the model was trained on"
                : r.baseline().kind().equals(DriftResult.Baseline.PROFILE)
                        ? "the profile " + Words.file(r.baseline().words())
                        : r.baseline().data() == null
                                ? "the data of " + r.baseline().words()
                                : Words.file(r.baseline().words());
    }

    private static void classifier(Page page, DriftResult.Classifier found) {
        if (found == null) {
            return;
        }
        page.section("All columns together");
        page.paragraph("Trees that learned to tell " + Numbers.count(found.rows())
                + " rows of the baseline from as many current ones reach an AUC of " + Numbers.score(found.auc())
                + " (95 % interval " + Numbers.score(found.low()) + " to " + Numbers.score(found.high())
                + ", p " + Numbers.p(found.pValue())
                + ") on rows that they did not learn from. 0.5 is chance, 1 tells every row.");
        if (!found.giveaways().isEmpty()) {
            Table table = Table.open(page.html, "What gives the rows away", "Column", "#Share");
            found.giveaways().entrySet().stream().limit(GIVEAWAYS).forEach(e -> table.row(e.getKey())
                    .cell(Numbers.percent(e.getValue())));
            table.close();
        }
        page.endSection();
    }

    /** The summary, of a long one its first part large; the level in words only where the summary does not begin with it. */
    private static void verdict(Page page, DriftResult r) {
        String summary = r.summary() == null ? "" : Words.arrows(r.summary());
        String word = Tone.word(r.level());
        if (!summary.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT))) {
            page.verdict(Tone.of(r.level()), headline(r.level()), summary.isEmpty() ? null : summary);
            return;
        }
        int colon = summary.indexOf(": ");
        boolean split = summary.length() > LARGE && colon > word.length();
        page.verdict(
                Tone.of(r.level()),
                split ? summary.substring(0, colon) : summary,
                split ? summary.substring(colon + 2) : null);
    }

    private static String headline(Level level) {
        return switch (level) {
            case OK -> "No drift that matters";
            case WARNING -> "Warning";
            case DRIFT -> "Drift";
            case INSUFFICIENT_DATA -> "Insufficient data";
        };
    }

    private static void facts(Page page, DriftResult r) {
        long drifting =
                r.columns().stream().filter(c -> c.level() == Level.DRIFT).count();
        long warning =
                r.columns().stream().filter(c -> c.level() == Level.WARNING).count();
        page.facts();
        page.fact(
                "Drifting share",
                Numbers.percent(r.driftShare()),
                "weighted by importance; limit " + Numbers.round(r.shareLimit()));
        page.fact(
                "Columns that drift",
                Numbers.count(drifting),
                "of " + r.columns().size() + (warning == 0 ? "" : ", " + warning + " with a warning"));
        page.fact("Current rows", Numbers.count(r.data().rows()), null);
        page.fact("Reference rows", Numbers.count(r.referenceRows()), null);
        page.fact("Significant below", Words.number(r.alpha()), correction(r.correction()));
        page.endFacts();
    }

    private static String correction(Correction correction) {
        return correction == null
                ? "p-value"
                : switch (correction) {
                    case BH -> "p-value, Benjamini-Hochberg";
                    case BONFERRONI -> "p-value, Bonferroni";
                    case NONE -> "p-value, not corrected";
                };
    }

    private static void findings(Page page, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        page.section("Findings");
        String more =
                findings.size() > MAX_FINDINGS ? " (the worst " + MAX_FINDINGS + " of " + findings.size() + ")" : "";
        Table table =
                Table.open(page.html, "What else is noteworthy" + more, "Column", "Verdict", "Kind", "What happened");
        findings.stream().limit(MAX_FINDINGS).forEach(f -> table.row(f.column() == null ? "whole file" : f.column())
                .cell(h -> Page.chip(h, Tone.of(f.level()), Tone.word(f.level())))
                .cell(kind(f.kind()))
                .what(f.message() == null ? "" : Words.arrows(f.message())));
        table.close();
        page.endSection();
    }

    /** {@code newCategory} as "new category". */
    private static String kind(String kind) {
        return kind == null ? "" : kind.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static void columns(Page page, DriftResult r) {
        page.section("Columns, worst first");
        if (r.columns().isEmpty()) {
            page.paragraph("No column was compared.").endSection();
            return;
        }
        int n = r.columns().size();
        String caption = "A bar is the distance in units of the column’s drift threshold; the marks stand at the"
                + " warning and the drift threshold"
                + (n > MAX_ROWS ? " (the worst " + MAX_ROWS + " of " + n + " columns)" : "");
        Table table = Table.open(
                page.html,
                caption,
                "Column",
                "Verdict",
                "#Distance",
                "",
                "#p adjusted",
                "#Importance",
                "What moved most");
        r.columns().stream().limit(MAX_ROWS).forEach(c -> {
            table.row(h -> name(h, c))
                    .cell(h -> Page.chip(h, Tone.of(c.level()), Tone.word(c.level())))
                    .cell(h -> h.text(Numbers.score(c.distance()))
                            .text(" ")
                            .leaf("span", Words.statistic(c.statistic()), "class", "remark"))
                    .cell(h -> DistanceBar.draw(h, c))
                    .cell(Numbers.p(c.adjusted()))
                    .cell(c.importance() == null ? "–" : Numbers.percent(c.importance()))
                    .wide(DriftColumns.moved(c));
        });
        table.close();
        page.endSection();
    }

    private static void name(Markup html, Column c) {
        html.text(c.name());
        if (c.role() != null && !c.role().equals("feature")) {
            html.text(" ").leaf("span", c.role(), "class", "remark");
        }
    }
}
