package io.jenkins.plugins.modeldelivery.watch;

import static io.jenkins.plugins.modeldelivery.document.DriftResult.Level.DRIFT;
import static io.jenkins.plugins.modeldelivery.document.DriftResult.Level.INSUFFICIENT_DATA;
import static io.jenkins.plugins.modeldelivery.document.DriftResult.Level.OK;
import static io.jenkins.plugins.modeldelivery.document.DriftResult.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** When drift, a loss of performance and a promotion are occurrences. */
class RuleTest {

    private static final DriftRule THREE_OF_FIVE = new DriftRule("prod", DRIFT, new Window(3, 5));

    /** v1 stands in prod, v2 in dev. */
    private static Story champion() {
        return new Story()
                .register(1, Map.of("auc", 0.9, "logLoss", 0.3))
                .register(2, Map.of("auc", 0.9, "logLoss", 0.3))
                .move("promote", 1, "dev", "prod", null);
    }

    @Test
    void theCheckThatFillsTheWindowIsTheOccurrence() {
        Story story = champion().check(1, DRIFT).check(1, OK).check(1, DRIFT);
        assertThat(THREE_OF_FIVE.after(story.model(), 0)).isEmpty();
        story.check(1, DRIFT);
        assertThat(THREE_OF_FIVE.after(story.model(), 0)).singleElement().satisfies(found -> {
            assertThat(found.seq()).isEqualTo(story.seq());
            assertThat(found.version()).isEqualTo(1);
            assertThat(found.what().summary()).isEqualTo("3 of the last 4 drift checks found drift: drift found");
        });
        assertThat(THREE_OF_FIVE.after(story.model(), story.seq())).isEmpty();
    }

    @Test
    void aCheckThatFindsNothingIsNoneHoweverFullTheWindow() {
        Story story = champion().check(1, DRIFT).check(1, DRIFT).check(1, DRIFT);
        long third = story.seq();
        story.check(1, OK);
        assertThat(THREE_OF_FIVE.after(story.model(), third)).isEmpty();
        story.check(1, DRIFT);
        assertThat(THREE_OF_FIVE.after(story.model(), third)).hasSize(1);
    }

    @Test
    void aPromotionBeginsAnewAndSoDoesARollback() {
        Story story = champion().check(1, DRIFT).check(1, DRIFT).move("promote", 2, "dev", "prod", 1);
        story.check(2, DRIFT).check(1, DRIFT).check(1, DRIFT);
        assertThat(THREE_OF_FIVE.after(story.model(), 0)).isEmpty();
        story.move("rollback", 1, "archived", "prod", 2).check(1, DRIFT).check(1, DRIFT);
        assertThat(THREE_OF_FIVE.after(story.model(), 0)).isEmpty();
        story.check(1, DRIFT);
        assertThat(THREE_OF_FIVE.after(story.model(), 0))
                .extracting(Occurrence::version)
                .containsExactly(1);
    }

    @Test
    void whatIsSaidOfThePastStaysTheSameAfterAPromotion() {
        Story story = champion().check(1, DRIFT).check(1, DRIFT).check(1, DRIFT);
        List<Occurrence> before = THREE_OF_FIVE.after(story.model(), 0);
        story.move("promote", 2, "dev", "prod", 1).check(2, DRIFT);
        assertThat(before).hasSize(1).isEqualTo(THREE_OF_FIVE.after(story.model(), 0));
    }

    @Test
    void otherVersionsAndOtherStagesAreNotLookedAt() {
        Story story = champion().check(2, DRIFT).check(1, DRIFT);
        DriftRule one = new DriftRule("prod", DRIFT, Window.ONE);
        assertThat(one.after(story.model(), 0)).extracting(Occurrence::version).containsExactly(1);
        assertThat(new DriftRule("staging", DRIFT, Window.ONE).after(story.model(), 0))
                .isEmpty();
        assertThat(new DriftRule("dev", DRIFT, Window.ONE).after(story.model(), 0))
                .extracting(Occurrence::version)
                .containsExactly(2);
    }

    @Test
    void checksAgainstOtherBaselinesDoNotFillAWindow() {
        DriftRule two = new DriftRule("prod", DRIFT, new Window(2, 2));
        // One night: against the training data, and against the last checks.
        Story story = champion().check(1, DRIFT).checkAgainst("the last check", 1, DRIFT);
        assertThat(two.after(story.model(), 0)).isEmpty();
        story.checkAgainst("january.csv", 1, DRIFT);
        assertThat(two.after(story.model(), 0)).isEmpty();
        // The next night there is one check more to compare with, which is the same kind of comparison.
        story.checkAgainst("the last 2 checks", 1, DRIFT);
        assertThat(two.after(story.model(), 0)).hasSize(1);
        story.check(1, DRIFT);
        assertThat(two.after(story.model(), 0)).hasSize(2);
        Version version = story.model().versions().get(1);
        assertThat(DriftHistory.of(version, null)).hasSize(2);
        assertThat(DriftHistory.of(version, "last 7")).hasSize(2);
        assertThat(DriftHistory.of(version, "check 3"))
                .extracting(c -> c.baseline())
                .containsExactly("january.csv");
    }

    @Test
    void aWarningCountsWhereOneIsWaitedFor() {
        Story story = champion().check(1, WARNING).check(1, INSUFFICIENT_DATA).check(1, DRIFT);
        assertThat(new DriftRule("prod", WARNING, new Window(2, 2)).after(story.model(), 0))
                .hasSize(1);
        assertThat(new DriftRule("prod", DRIFT, new Window(2, 2)).after(story.model(), 0))
                .isEmpty();
        assertThatThrownBy(() -> new DriftRule("prod", OK, Window.ONE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Against a second implementation: walks through the checks with a list that holds the last few. */
    @Property(tries = 300)
    void theWindowIsCountedRight(
            @ForAll @Size(max = 30) List<Level> levels,
            @ForAll @IntRange(min = 1, max = 6) int of,
            @ForAll @IntRange(min = 1, max = 6) int bad) {
        Window window = new Window(Math.min(bad, of), of);
        Story story = champion();
        List<Long> expected = new ArrayList<>();
        List<Boolean> last = new ArrayList<>();
        for (Level level : levels) {
            story.check(1, level);
            if (level != INSUFFICIENT_DATA) {
                last.add(level == DRIFT);
                if (last.size() > of) {
                    last.remove(0);
                }
                if (level == DRIFT && Collections.frequency(last, true) >= window.bad()) {
                    expected.add(story.seq());
                }
            }
        }
        assertThat(new DriftRule("prod", DRIFT, window).after(story.model(), 0))
                .extracting(Occurrence::seq)
                .containsExactlyElementsOf(expected);
    }

    /** In which order the earlier checks came is all one, as long as they are in the window. */
    @Property(tries = 200)
    void theOrderWithinTheWindowDoesNotMatter(@ForAll @Size(4) List<Level> levels, @ForAll java.util.Random random) {
        List<Level> shuffled = new ArrayList<>(levels);
        Collections.shuffle(shuffled, random);
        assertThat(last(levels)).isEqualTo(last(shuffled));
    }

    private static boolean last(List<Level> earlier) {
        Story story = champion();
        earlier.forEach(level -> story.check(1, level));
        story.check(1, DRIFT);
        return !THREE_OF_FIVE.after(story.model(), story.seq() - 1).isEmpty();
    }

    @Test
    void aLossIsMeasuredAgainstTheLastValidationBeforeTheStage() {
        Story story = new Story()
                .register(1, Map.of("auc", 0.99))
                .validate(1, Map.of("auc", 0.80))
                .validate(1, Map.of("auc", 0.90, "f1", 0.2))
                .validate(1, Map.of("f1", 0.3))
                .move("promote", 1, "dev", "prod", null);
        PerformanceRule rule = new PerformanceRule("prod", Metric.AUC, 0.02, Window.ONE);
        story.validate(1, Map.of("auc", 0.88));
        assertThat(rule.after(story.model(), 0))
                .as("0.9 - 0.88 is no more than 0.02")
                .isEmpty();
        story.validate(1, Map.of("auc", 0.8799));
        assertThat(rule.after(story.model(), 0)).singleElement().satisfies(found -> {
            assertThat(found.what()).isEqualTo(new Occurrence.Degraded("auc", 0.90, 0.8799, null, 1, 1));
            assertThat(found.what().summary())
                    .isEqualTo("the newest validation measured a worse auc: 0.880, and 0.900 when it came here");
        });
    }

    @Test
    void withoutAValidationBeforeItIsMeasuredAgainstTheTraining() {
        Story story = champion().validate(1, Map.of("logLoss", 0.35));
        assertThat(new PerformanceRule("prod", Metric.LOG_LOSS, 0.04, Window.ONE).after(story.model(), 0))
                .hasSize(1);
        assertThat(new PerformanceRule("prod", Metric.LOG_LOSS, 0.05, Window.ONE).after(story.model(), 0))
                .isEmpty();
        assertThat(new PerformanceRule("prod", Metric.F1, 0.0, Window.ONE).after(story.model(), 0))
                .as("a metric that it never had")
                .isEmpty();
    }

    @Test
    void aMetricThatIsNotMeasuredCountsNeitherWay() {
        Story story = champion()
                .validate(1, Map.of("auc", 0.5))
                .validate(1, Map.of("f1", 0.5))
                .validate(1, Map.of("auc", Double.NaN))
                .validate(1, Map.of("auc", 0.5));
        assertThat(new PerformanceRule("prod", Metric.AUC, 0.1, new Window(2, 2)).after(story.model(), 0))
                .extracting(Occurrence::seq)
                .containsExactly(story.seq());
    }

    /** What is a loss of a metric where more is better is one of its mirror image where less is better, and the other way round. */
    @Property(tries = 300)
    void bothDirectionsAreMirrorImages(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0.1, max = 0.9) Double> values,
            @ForAll @DoubleRange(min = 0, max = 0.5) double maxDrop,
            @ForAll @IntRange(min = 1, max = 4) int of) {
        Window window = new Window((of + 1) / 2, of);
        Story higher = new Story().register(1, Map.of("auc", 0.5)).move("promote", 1, "dev", "prod", null);
        Story lower = new Story().register(1, Map.of("logLoss", -0.5)).move("promote", 1, "dev", "prod", null);
        Story gain = new Story().register(1, Map.of("auc", -0.5)).move("promote", 1, "dev", "prod", null);
        for (double value : values) {
            higher.validate(1, Map.of("auc", value));
            lower.validate(1, Map.of("logLoss", -value));
            gain.validate(1, Map.of("auc", Math.max(-0.5, -value)));
        }
        assertThat(seqs(new PerformanceRule("prod", Metric.AUC, maxDrop, window), higher))
                .isEqualTo(seqs(new PerformanceRule("prod", Metric.LOG_LOSS, maxDrop, window), lower));
        assertThat(seqs(new PerformanceRule("prod", Metric.AUC, maxDrop, window), gain))
                .as("what gets better is no loss")
                .isEmpty();
    }

    private static List<Long> seqs(Rule rule, Story story) {
        return rule.after(story.model(), 0).stream().map(Occurrence::seq).toList();
    }

    @Test
    void promotionsAndRollbacksIntoTheStage() {
        Story story = champion().move("promote", 2, "dev", "prod", 1).move("rollback", 1, "archived", "prod", 2);
        story.move("archive", 1, "prod", "archived", null);
        assertThat(new PromotionRule("prod").after(story.model(), 0))
                .extracting(found -> "v" + found.version() + " " + found.what().summary())
                .containsExactly(
                        "v1 promoted from dev by alice",
                        "v2 promoted from dev by alice",
                        "v1 rolled back from archived by alice");
        assertThat(new PromotionRule("staging").after(story.model(), 0)).isEmpty();
    }

    @Test
    void aLossMustBeANumber() {
        assertThatThrownBy(() -> new PerformanceRule("prod", Metric.AUC, -0.1, Window.ONE))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new PerformanceRule("prod", Metric.AUC, Double.NaN, Window.ONE))
                .isInstanceOf(InputException.class);
    }
}
