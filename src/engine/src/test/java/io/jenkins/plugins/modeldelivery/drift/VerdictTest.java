package io.jenkins.plugins.modeldelivery.drift;

import static io.jenkins.plugins.modeldelivery.drift.Frames.dates;
import static io.jenkins.plugins.modeldelivery.drift.Frames.frame;
import static io.jenkins.plugins.modeldelivery.drift.Frames.mixed;
import static io.jenkins.plugins.modeldelivery.drift.Frames.numbers;
import static io.jenkins.plugins.modeldelivery.drift.Frames.rules;
import static io.jenkins.plugins.modeldelivery.drift.Frames.verdict;
import static io.jenkins.plugins.modeldelivery.drift.Frames.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static DriftResult.Column column(Verdict verdict, String name) {
        return verdict.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> kinds(Verdict verdict) {
        return verdict.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void saysWhichCategoryMovedMost() {
        Verdict v = verdict(
                frame(words("airline", 1000, i -> i < 317 ? "AMERICAN" : i < 600 ? "UNITED" : "DELTA")),
                frame(words("airline", 1000, i -> i < 141 ? "AMERICAN" : i < 500 ? "UNITED" : "DELTA")),
                Settings.STANDARD);
        DriftResult.Column c = column(v, "airline");
        assertThat(c.moved()).isEqualTo("'AMERICAN' 31.7 % -> 14.1 %");
        assertThat(c.statistic()).isEqualTo("cramersV");
        assertThat(c.statistics()).containsKeys("cramersV", "psi", "js", "missing");
        assertThat(v.level()).isEqualTo(Level.DRIFT);
        assertThat(v.summary()).isEqualTo("Drift in 1 of 1 features (100.0 %): airline ('AMERICAN' 31.7 % -> 14.1 %)");
        assertThat(c.histogram().labels()).containsExactly("DELTA", "AMERICAN", "UNITED");
        assertThat(c.histogram().current()).containsExactly(0.5, 0.141, 0.359);
    }

    @Test
    void saysWhichRangeMovedMost() {
        Verdict v = verdict(
                frame(numbers("speed", 1000, i -> i % 200)),
                frame(numbers("speed", 1000, i -> i % 2 == 0 ? 120 + i % 20 : i % 200)),
                Settings.STANDARD);
        DriftResult.Column c = column(v, "speed");
        assertThat(c.level()).isEqualTo(Level.DRIFT);
        assertThat(c.moved()).matches("rows in \\[1[12]\\d\\.\\.1[34]\\d] \\d+\\.\\d % -> 5\\d\\.\\d %");
        v = verdict(frame(numbers("x", 500, i -> 7)), frame(numbers("x", 500, i -> 6.5)), Settings.STANDARD);
        assertThat(column(v, "x").statistics()).containsEntry("ks", 1.0);
        assertThat(column(v, "x").statistic()).isEqualTo("andersonDarling");
        assertThat(column(v, "x").distance()).isCloseTo(2, within(0.002));
        assertThat(column(v, "x").moved()).isEqualTo("rows < 7 0.0 % -> 100.0 %");
        v = verdict(
                frame(numbers("x", 1000, i -> i % 10 == 0 ? 0 : 1 + i / 1000.0)),
                frame(numbers("x", 1000, i -> i % 2 == 0 ? 0 : 1 + i / 1000.0)),
                Settings.STANDARD);
        assertThat(column(v, "x").moved()).isEqualTo("rows <= 0 10.0 % -> 50.0 %");
    }

    @Test
    void aChangedMissingRateIsDriftAndAFinding() {
        Random random = new Random(3);
        Verdict v = verdict(
                frame(numbers("speed", 2000, i -> i % 100 < 16 ? Double.NaN : random.nextInt(50))),
                frame(numbers("speed", 3000, i -> i % 100 < 34 ? Double.NaN : random.nextInt(50))),
                Settings.STANDARD);
        DriftResult.Column c = column(v, "speed");
        assertThat(c.level()).isEqualTo(Level.DRIFT);
        assertThat(c.statistic()).isEqualTo("missing");
        assertThat(c.distance()).isCloseTo(0.18, within(1e-9));
        assertThat(c.moved()).isEqualTo("missing 16.0 % -> 34.0 %");
        assertThat(c.histogram().labels()).endsWith("missing");
        assertThat(Arrays.stream(c.histogram().reference()).sum()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(c.histogram().current()).sum()).isCloseTo(1, within(1e-9));
        assertThat(c.histogram().labels()).hasSizeLessThanOrEqualTo(20);
        assertThat(v.findings())
                .containsExactly(new Finding("missing", "speed", Level.DRIFT, "speed: missing 16.0 % -> 34.0 %"));
    }

    @Test
    void constantColumnsHaveDistanceZeroAndPValueOne() {
        Verdict v = verdict(
                frame(numbers("x", 500, i -> 7), words("c", 500, i -> "a")),
                frame(numbers("x", 500, i -> 7), words("c", 500, i -> "a")),
                Settings.STANDARD);
        for (DriftResult.Column c : v.columns()) {
            assertThat(c.pValue()).isEqualTo(1);
            assertThat(c.adjusted()).isEqualTo(1);
            assertThat(c.statistics().values()).containsOnly(0.0);
            assertThat(c.moved()).isNull();
        }
        assertThat(v.level()).isEqualTo(Level.OK);
        assertThat(v.findings()).isEmpty();
        v = verdict(
                frame(numbers("x", 500, i -> i % 9), words("c", 500, i -> "a" + i % 2)),
                frame(numbers("x", 500, i -> 7), words("c", 500, i -> "a1")),
                Settings.STANDARD);
        assertThat(kinds(v)).contains("constant", "constant", "vanishedCategory");
        assertThat(v.level()).isEqualTo(Level.DRIFT);
    }

    @Test
    void emptyColumnsAreFindings() {
        Verdict v = verdict(
                frame(numbers("x", 500, i -> i), words("c", 500, i -> null), numbers("y", 500, i -> i % 7)),
                frame(numbers("x", 500, i -> Double.NaN), words("c", 500, i -> "a"), numbers("y", 500, i -> i % 7)),
                Settings.STANDARD);
        assertThat(v.findings())
                .extracting(Finding::kind, Finding::column)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("empty", "x"),
                        org.assertj.core.groups.Tuple.tuple("empty", "c"));
        assertThat(column(v, "x").level()).isEqualTo(Level.DRIFT);
        assertThat(column(v, "x").distance()).isEqualTo(1);
        assertThat(column(v, "x").statistics()).containsEntry("ks", 0.0);
        // Empty on both sides: nothing to say.
        v = verdict(frame(words("c", 500, i -> null)), frame(words("c", 500, i -> null)), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.OK);
        assertThat(v.findings()).isEmpty();
    }

    @Test
    void newAndVanishedCategoriesAndValuesOutOfRangeAreNamed() {
        Verdict v = verdict(
                frame(words("c", 1000, i -> i % 20 == 0 ? "old" : "a"), numbers("x", 1000, i -> i % 100)),
                frame(
                        words("c", 1000, i -> i % 20 == 0 ? "new" : "a"),
                        numbers("x", 1000, i -> i % 40 == 0 ? -5 : i % 100)),
                Settings.STANDARD);
        assertThat(v.findings())
                .contains(
                        new Finding(
                                "newCategory",
                                "c",
                                Level.WARNING,
                                "c has values that training never saw in 5.0 % of the rows: 'new' 5.0 %"),
                        new Finding(
                                "vanishedCategory", "c", Level.WARNING, "c no longer has 'old' (5.0 % in training)"),
                        new Finding(
                                "outOfRange",
                                "x",
                                Level.WARNING,
                                "x leaves the range of training: 2.5 % below 0 (down to -5)"));
        assertThat(v.level()).isEqualTo(Level.DRIFT);
    }

    @Test
    void rareNewCategoriesThatChanceBringsAreNoWarning() {
        // A long tail: one row in ten has a value of its own, in both samples.
        Verdict v = verdict(
                frame(words("id", 1000, i -> i % 10 == 0 ? "r" + i : "a" + i % 3)),
                frame(words("id", 1000, i -> i % 10 == 0 ? "c" + i : "a" + i % 3)),
                Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.OK);
        assertThat(kinds(v)).containsExactly("newCategory");
        assertThat(column(v, "id").distance()).isLessThan(0.1);
    }

    @Test
    void datesTellTheirRangeButDoNotDrift() {
        Verdict v = verdict(
                frame(dates("day", 500, "1990-01-01")), frame(dates("day", 500, "1997-01-01")), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.OK);
        assertThat(v.findings())
                .containsExactly(new Finding(
                        "outOfRange",
                        "day",
                        Level.OK,
                        "day runs from 1997-01-01 to 1997-10-27, in training from 1990-01-01 to 1990-10-27"));
        v = verdict(frame(dates("day", 500, "1990-01-01")), frame(dates("day", 500, "1980-01-01")), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.WARNING);
        assertThat(v.summary()).contains("older than the training data");
    }

    @Test
    void tooFewRowsAreNeitherPassNorFail() {
        Verdict v = verdict(mixed(1000, 1, 0), mixed(99, 2, 3), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.INSUFFICIENT_DATA);
        assertThat(v.summary()).contains("99 rows").contains("100");
        assertThat(v.columns()).allMatch(c -> c.level() == Level.INSUFFICIENT_DATA);
        v = verdict(mixed(99, 1, 0), mixed(1000, 2, 3), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.INSUFFICIENT_DATA);
        v = verdict(mixed(1000, 1, 0), mixed(0, 2, 3), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.INSUFFICIENT_DATA);
    }

    @Test
    void importanceWeighsColumnsAndRulesWin() {
        Frame before = frame(
                numbers("a", 1000, i -> i % 100), numbers("b", 1000, i -> i % 100), numbers("c", 1000, i -> i % 100));
        Frame after = frame(
                numbers("a", 1000, i -> i % 50), numbers("b", 1000, i -> i % 100), numbers("c", 1000, i -> i % 100));
        assertThat(verdict(before, after, Settings.STANDARD).driftShare()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(verdict(before, after, Settings.STANDARD).level()).isEqualTo(Level.DRIFT);
        Importance[] little = {new Importance("b", 0.9), new Importance("a", 0.1)};
        Verdict v = verdict(before, after, Settings.STANDARD, little);
        assertThat(v.level()).isEqualTo(Level.WARNING);
        assertThat(v.driftShare()).isCloseTo(0.1, within(1e-9));
        assertThat(v.columns().get(0).name()).isEqualTo("a");
        assertThat(v.columns().get(0).importance()).isEqualTo(0.1);
        v = verdict(before, after, rules(new ColumnRule("a", null, null, null, false, true)), little);
        assertThat(v.level()).isEqualTo(Level.DRIFT);
        assertThat(v.summary()).contains("critical");
        v = verdict(before, after, rules(new ColumnRule("a", null, null, null, true, false)), little);
        assertThat(v.level()).isEqualTo(Level.OK);
        assertThat(v.columns()).extracting(DriftResult.Column::name).doesNotContain("a");
        assertThat(kinds(v)).containsExactly("ignored");
        v = verdict(before, after, rules(new ColumnRule("a", "wasserstein", null, 5.0, false, false)), little);
        assertThat(column(v, "a").statistic()).isEqualTo("wasserstein");
        assertThat(column(v, "a").drift()).isEqualTo(5);
        assertThat(column(v, "a").level()).isEqualTo(Level.WARNING);
        v = verdict(before, after, rules(new ColumnRule("a", "PSI", 50.0, null, false, false)), little);
        assertThat(v.level()).isEqualTo(Level.OK);
        assertThat(column(v, "a").drift()).isEqualTo(50);
    }

    @Test
    void predictionAndLabelAreComparedToo() {
        Frame same = frame(numbers("x", 1000, i -> i % 100));
        Column before = words("damage", 1000, i -> i % 10 == 0 ? "yes" : "no");
        Column after = words("damage", 1000, i -> i % 10 < 5 ? "yes" : i % 10 == 9 ? null : "no");
        double[] low = new double[1000];
        Arrays.setAll(low, i -> i % 10 / 100.0);
        double[] high = new double[1000];
        Arrays.setAll(high, i -> 0.5 + i % 10 / 100.0);
        Profile reference =
                Profile.of(same, List.of("x"), before, new Predictions(Task.BINARY, List.of("no", "yes"), low));
        Profile current = reference.project(same, after, new Predictions(Task.BINARY, List.of("no", "yes"), high));
        Verdict v = Verdict.of(reference, current, List.of(), Settings.STANDARD, List.of());
        assertThat(column(v, "prediction").role()).isEqualTo("prediction");
        assertThat(column(v, "prediction").level()).isEqualTo(Level.DRIFT);
        assertThat(column(v, "damage").role()).isEqualTo("label");
        assertThat(column(v, "damage").level()).isEqualTo(Level.DRIFT);
        assertThat(column(v, "damage").statistic()).isEqualTo("cramersV");
        assertThat(v.level()).isEqualTo(Level.WARNING);
        assertThat(v.driftShare()).isZero();
        v = Verdict.of(
                reference,
                current,
                List.of(),
                rules(new ColumnRule("prediction", null, null, null, false, true)),
                List.of());
        assertThat(v.level()).isEqualTo(Level.DRIFT);
        v = Verdict.of(reference, reference.project(same, null, null), List.of(), Settings.STANDARD, List.of());
        assertThat(v.columns()).extracting(DriftResult.Column::name).containsExactly("x");
    }

    @Test
    void rowsLoadedTwiceAreAWarning() {
        Frame once = mixed(1000, 1, 0);
        int[] twice = new int[2000];
        Arrays.setAll(twice, i -> i / 2);
        Verdict v = verdict(once, mixed(1000, 2, 0).rows(twice), Settings.STANDARD);
        assertThat(v.level()).isEqualTo(Level.WARNING);
        assertThat(v.summary())
                .contains("1,000 of 2,000 rows repeat an earlier one in every column of the model: 0.0 % -> 50.0 %");
        assertThat(kinds(verdict(once, mixed(2000, 2, 0), Settings.STANDARD))).doesNotContain("duplicates");
    }

    @Test
    void rowsOfFewDifferentValuesRepeatByNature() {
        Frame dice = frame(numbers("a", 600, i -> i * 7919 % 6), numbers("b", 600, i -> i * 104_729 % 36 / 6));
        Frame more = frame(numbers("a", 6000, i -> i * 7919 % 6), numbers("b", 6000, i -> i * 104_729 % 36 / 6));
        assertThat(kinds(verdict(dice, more, Settings.STANDARD))).doesNotContain("duplicates");
    }

    @Test
    void veryFewRowsAgainstManyAreNoted() {
        Verdict v = verdict(mixed(30_000, 1, 0), mixed(200, 2, 0), Settings.STANDARD);
        assertThat(v.findings()).anySatisfy(f -> {
            assertThat(f.kind()).isEqualTo("rows");
            assertThat(f.level()).isEqualTo(Level.OK);
            assertThat(f.message()).startsWith("200 rows are 0.7 % of the 30,000 of training");
        });
    }
}
