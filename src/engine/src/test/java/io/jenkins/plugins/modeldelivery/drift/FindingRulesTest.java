package io.jenkins.plugins.modeldelivery.drift;

import static io.jenkins.plugins.modeldelivery.drift.Frames.dates;
import static io.jenkins.plugins.modeldelivery.drift.Frames.frame;
import static io.jenkins.plugins.modeldelivery.drift.Frames.numbers;
import static io.jenkins.plugins.modeldelivery.drift.Frames.verdict;
import static io.jenkins.plugins.modeldelivery.drift.Frames.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.document.FindingRule.Counts;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request says findings and missing values count for. */
class FindingRulesTest {

    private static Settings findings(FindingRule... rules) {
        return Settings.of(new DriftRequest(
                "m",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(rules),
                null));
    }

    private static Finding of(Verdict verdict, String kind) {
        return verdict.findings().stream()
                .filter(f -> f.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** 1.6 % of the rows have a value that the others never saw. */
    private static Verdict news(FindingRule... rules) {
        return verdict(
                frame(words("c", 10_000, i -> "v" + i % 5)),
                frame(words("c", 10_000, i -> i % 125 < 2 ? "new" : "v" + i % 5)),
                findings(rules));
    }

    @Test
    void aKindCountsFromTheShareOnThatARuleNames() {
        assertThat(news().level()).isEqualTo(Level.WARNING);
        Verdict few = news(new FindingRule("newCategory", null, 0.02, null));
        assertThat(of(few, "newCategory").level()).isEqualTo(Level.OK);
        assertThat(few.level()).as(few.summary()).isEqualTo(Level.OK);
        assertThat(news(new FindingRule("newCategory", null, 0.016, 0.2)).level())
                .isEqualTo(Level.WARNING);
        Verdict many = news(new FindingRule("newCategory", null, null, 0.015));
        assertThat(many.level()).isEqualTo(Level.DRIFT);
        assertThat(many.summary()).startsWith("Drift by the rule for the finding newCategory: c has values");
    }

    @Test
    void aKindIsIgnoredAWarningOrDrift() {
        Verdict ignored = news(new FindingRule("newCategory", Counts.IGNORE, null, null));
        assertThat(ignored.level()).isEqualTo(Level.OK);
        assertThat(of(ignored, "newCategory").message()).endsWith("(ignored by a rule)");
        assertThat(news(new FindingRule("newCategory", Counts.WARNING, null, null))
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(news(new FindingRule("newCategory", Counts.DRIFT, null, null))
                        .level())
                .isEqualTo(Level.DRIFT);
        // What is no finding worth a warning is not made one by a rule.
        Frame same = frame(words("c", 1000, i -> "v" + i % 5));
        assertThat(verdict(same, same, findings(new FindingRule("newCategory", Counts.DRIFT, null, null)))
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void repeatedRowsCanBeIgnored() {
        Frame once = frame(numbers("x", 1000, i -> i));
        Frame twice = frame(numbers("x", 1000, i -> i / 2 * 2));
        assertThat(verdict(once, twice, findings()).level()).isEqualTo(Level.WARNING);
        Verdict ignored = verdict(once, twice, findings(new FindingRule("duplicates", Counts.IGNORE, null, null)));
        assertThat(ignored.level()).as(ignored.summary()).isEqualTo(Level.OK);
        assertThat(of(ignored, "duplicates").level()).isEqualTo(Level.OK);
        assertThat(verdict(once, twice, findings(new FindingRule("duplicates", null, 0.6, null)))
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void theShareOfMissingValuesHasLimits() {
        Frame before = frame(numbers("x", 1000, i -> i % 100), dates("day", 1000, "2026-01-01"));
        Frame after =
                frame(numbers("x", 1000, i -> i % 5 == 0 ? Double.NaN : i % 100), dates("day", 1000, "2026-01-01"));
        assertThat(verdict(before, after, Settings.STANDARD).columns().get(0).level())
                .isEqualTo(Level.DRIFT);
        ColumnRule rule = new ColumnRule("x", null, null, null, false, false, 0.25, null);
        Verdict allowed = verdict(before, after, Frames.rules(rule));
        assertThat(allowed.level()).as(allowed.summary()).isEqualTo(Level.OK);
        rule = new ColumnRule("x", null, null, null, false, false, 0.1, 0.3);
        assertThat(verdict(before, after, Frames.rules(rule)).columns().get(0).level())
                .isEqualTo(Level.WARNING);
    }

    @Test
    void importanceTurnsTheOrderByDistance() {
        Frame before = frame(numbers("far", 1000, i -> i % 100), numbers("near", 1000, i -> i % 100));
        Frame after = frame(numbers("far", 1000, i -> i % 100 + 60), numbers("near", 1000, i -> i % 100 + 30));
        assertThat(verdict(before, after, Settings.STANDARD).columns())
                .extracting(c -> c.name())
                .containsExactly("far", "near");
        assertThat(verdict(before, after, Settings.STANDARD, new Importance("near", 0.9), new Importance("far", 0.1))
                        .columns())
                .extracting(c -> c.name())
                .containsExactly("near", "far");
    }

    @Test
    void mistakesAreToldAtOnce() {
        assertThatThrownBy(() -> findings(
                        new FindingRule("duplicate", Counts.IGNORE, null, null),
                        new FindingRule("schema", null, 0.1, null),
                        new FindingRule("rows", null, null, null),
                        new FindingRule("newCategory", null, 0.3, 0.2),
                        new FindingRule("outOfRange", null, 5.0, null),
                        new FindingRule("type", Counts.IGNORE, null, null),
                        new FindingRule("type", Counts.DRIFT, null, null)))
                .hasMessageContainingAll(
                        "6 things are wrong",
                        "Did you mean 'duplicates'?",
                        "The finding schema has no share",
                        "Nothing is said of the finding rows",
                        "The warning share 0.3 is larger than the drift share 0.2",
                        "warning is 5.0",
                        "two rules for the finding type");
    }
}
