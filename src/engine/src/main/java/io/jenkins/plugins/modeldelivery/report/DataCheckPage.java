package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Row;
import io.jenkins.plugins.modeldelivery.document.Gate;
import java.util.List;
import java.util.Map;

/** The report of a data check: the verdict, the expectations with those that failed first, and rows that break them. */
final class DataCheckPage {

    private static final int MAX_CHECKS = 1000;

    private DataCheckPage() {}

    static Page of(DataCheckResult r) {
        String file = Words.file(r.data().path());
        String title = r.model() == null ? file : r.model();
        Page page = new Page("Data check", title);
        page.heading(
                "Data check",
                title,
                file
                        + (r.version() == null
                                ? " against what is expected of it"
                                : " against what is written and what v" + r.version() + " learned from"));
        page.verdict(
                tone(r.level()),
                switch (r.level()) {
                    case OK -> "As expected";
                    case UNSTABLE -> "Not as expected, let through";
                    case FAILURE -> "Not as expected";
                },
                r.summary());
        facts(page, r);
        List<Check> failed = r.checks().stream().filter(c -> !c.passed()).toList();
        if (!failed.isEmpty()) {
            page.section("Not fulfilled");
            table(page, "Expectations that the data does not fulfil", failed);
            page.endSection();
            rows(page, failed);
        }
        List<Check> passed = r.checks().stream().filter(Check::passed).toList();
        if (!passed.isEmpty()) {
            page.section("Fulfilled");
            table(page, "Expectations that the data fulfils", passed);
            page.endSection();
        }
        page.section("What was checked");
        Facts.data(page.html, Map.of("data", r.data()));
        page.endSection();
        return page.end(Words.made(r.run()));
    }

    private static void facts(Page page, DataCheckResult r) {
        long failed = r.checks().stream().filter(c -> !c.passed()).count();
        long inferred = r.checks().stream().filter(Check::inferred).count();
        page.facts();
        page.fact("Not fulfilled", Numbers.count(failed), "of " + r.checks().size() + " expectations");
        page.fact("Rows", Numbers.count(r.data().rows()), null);
        page.fact("Columns", Numbers.count(r.data().columns()), null);
        if (inferred > 0) {
            page.fact("Inferred", Numbers.count(inferred), "read off a profile");
        }
        page.endFacts();
    }

    private static void table(Page page, String caption, List<Check> checks) {
        String more = checks.size() > MAX_CHECKS ? " (" + MAX_CHECKS + " of " + checks.size() + ")" : "";
        Table table = Table.open(
                page.html, caption + more, "Column", "Verdict", "Rule", "Expected", "Measured", "What was found");
        checks.stream().limit(MAX_CHECKS).forEach(c -> table.row(c.column() == null ? "whole data" : c.column())
                .cell(h -> Page.chip(h, tone(c), word(c)))
                .cell(c.kind() + (c.inferred() ? " (inferred)" : ""))
                .wide(c.expected())
                .wide(c.measured())
                .what(c.sentence()));
        table.close();
    }

    private static void rows(Page page, List<Check> failed) {
        List<Check> shown = failed.stream().filter(c -> !c.sample().isEmpty()).toList();
        if (shown.isEmpty()) {
            return;
        }
        page.section("Rows that break them");
        page.paragraph("The first of them. The values of columns that are marked as sensitive are not shown.");
        Table table = Table.open(page.html, "Where to look", "Column", "Rule", "File", "#Line", "Value");
        for (Check check : shown.subList(0, Math.min(MAX_CHECKS, shown.size()))) {
            for (Row row : check.sample()) {
                table.row(check.column() == null ? "whole data" : check.column())
                        .cell(check.kind())
                        .cell(Words.file(row.file()))
                        .cell(Numbers.count(row.line()))
                        .wide(row.value() == null ? "–" : row.value());
            }
        }
        table.close();
        page.endSection();
    }

    private static Tone tone(DataCheckResult.Level level) {
        return switch (level) {
            case OK -> Tone.GOOD;
            case UNSTABLE -> Tone.WARN;
            case FAILURE -> Tone.BAD;
        };
    }

    private static Tone tone(Check check) {
        return check.passed() ? Tone.GOOD : check.level() == Gate.Level.FAILURE ? Tone.BAD : Tone.WARN;
    }

    private static String word(Check check) {
        return check.passed() ? "pass" : check.level() == Gate.Level.FAILURE ? "fail" : "warning";
    }
}
