package io.jenkins.plugins.modeldelivery.drift;

import static io.jenkins.plugins.modeldelivery.drift.Frames.frame;
import static io.jenkins.plugins.modeldelivery.drift.Frames.mixed;
import static io.jenkins.plugins.modeldelivery.drift.Frames.numbers;
import static io.jenkins.plugins.modeldelivery.drift.Frames.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class VerdictSizeTest {

    @Test
    void sameDistributionsAreOkAndDifferentOnesDriftWhateverTheSize() {
        for (int rows : new int[] {600, 6000, 60_000}) {
            assertThat(verdict(mixed(rows, 1, 0), mixed(rows, 2, 0), Settings.STANDARD)
                            .level())
                    .as("same, %d rows", rows)
                    .isEqualTo(Level.OK);
            // Tiny but, with many rows, highly significant: does not matter.
            if (rows > 1000) {
                assertThat(verdict(mixed(rows, 1, 0), mixed(rows, 2, 0.03), Settings.STANDARD)
                                .level())
                        .as("nearly the same, %d rows", rows)
                        .isEqualTo(Level.OK);
            }
            assertThat(verdict(mixed(rows, 1, 0), mixed(rows, 2, 0.8), Settings.STANDARD)
                            .level())
                    .as("different, %d rows", rows)
                    .isEqualTo(Level.DRIFT);
            assertThat(verdict(mixed(60_000, 1, 0), mixed(rows, 2, 0.8), Settings.STANDARD)
                            .level())
                    .as("different, %d rows against many", rows)
                    .isEqualTo(Level.DRIFT);
        }
    }

    @Test
    void halfADeviationAndTwiceTheSpreadAreDriftWhateverTheSize() {
        for (int rows : new int[] {2000, 10_000, 60_000}) {
            for (int seed = 0; seed < 60_000 / rows && seed < 10; seed++) {
                assertThat(level(rows, seed, x -> x + 0.5)).isEqualTo(Level.DRIFT);
                assertThat(level(rows, seed, x -> 2 * x)).isEqualTo(Level.DRIFT);
                assertThat(level(rows, seed, x -> x / 2)).isEqualTo(Level.DRIFT);
                if (rows > 2000) {
                    assertThat(level(rows, seed, x -> x + 0.2)).isEqualTo(Level.WARNING);
                    assertThat(level(rows, seed, x -> 1.5 * x)).isEqualTo(Level.WARNING);
                    assertThat(level(rows, seed, x -> x + 0.05)).isEqualTo(Level.OK);
                    assertThat(level(rows, seed, x -> 1.1 * x)).isEqualTo(Level.OK);
                }
            }
        }
    }

    /** What becomes of the normal one of six columns when its values change. */
    private static Level level(int rows, long seed, DoubleUnaryOperator change) {
        Frame after = mixed(rows, 7000 + seed, 0);
        float[] values = ((Column.Numeric) after.column("normal").orElseThrow()).values();
        List<Column> columns = new ArrayList<>(after.columns());
        columns.set(0, numbers("normal", rows, i -> change.applyAsDouble(values[i])));
        return verdict(mixed(rows, seed, 0), new Frame(null, columns), Settings.STANDARD).columns().stream()
                .filter(c -> c.name().equals("normal"))
                .findFirst()
                .orElseThrow()
                .level();
    }

    @Test
    void whicheverDistanceSaysMoreDecidesAndIsNamed() {
        Frame before = frame(numbers("x", 4000, i -> i % 100), numbers("y", 4000, i -> i % 100 - 49.5));
        // A fifth of the rows goes to the next value, all within the middle; and the same values twice as wide.
        Frame after = frame(
                numbers("x", 4000, i -> i % 100 >= 38 && i % 100 < 60 ? 60 : i % 100),
                numbers("y", 4000, i -> 2 * (i % 100 - 49.5)));
        List<DriftResult.Column> columns =
                verdict(before, after, Settings.STANDARD).columns();
        assertThat(columns).extracting(DriftResult.Column::name).containsExactly("y", "x");
        assertThat(columns).extracting(DriftResult.Column::level).containsExactly(Level.DRIFT, Level.DRIFT);
        assertThat(columns).extracting(DriftResult.Column::statistic).containsExactly("andersonDarling", "ks");
        assertThat(columns).extracting(DriftResult.Column::drift).containsExactly(0.25, 0.2);
        assertThat(columns).allSatisfy(c -> assertThat(c.pValue()).isLessThan(1e-6));
    }

    @Test
    void falseAlarmsAreRare() {
        // Alpha is 5 %: of 200 samples 10 may warn by chance, 15 in one of twenty such counts; with more rows chance
        // alone is
        // seldom large enough.
        int[] sizes = {300, 1000, 3000};
        int[] allowed = {15, 10, 0};
        for (int s = 0; s < sizes.length; s++) {
            int alarms = 0;
            for (int pair = 0; pair < 200; pair++) {
                Frame reference = mixed(Math.max(1000, sizes[s]), 1000 + pair, 0);
                Level level = verdict(reference, mixed(sizes[s], 5000 + pair, 0), Settings.STANDARD)
                        .level();
                alarms += level == Level.OK ? 0 : 1;
                assertThat(level).isNotEqualTo(Level.DRIFT);
            }
            assertThat(alarms).as("%d rows", sizes[s]).isLessThanOrEqualTo(allowed[s]);
        }
    }

    @Test
    void valuesBeyondTheRangeAreAsImprobableAsTheySay() {
        // Of 100 + 50 shuffled ranks: how often at least 3 of the 50 lie beyond the range of the 100?
        Random random = new Random(7);
        int hits = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            double min = 2;
            double max = -1;
            for (int i = 0; i < 100; i++) {
                double x = random.nextDouble();
                min = Math.min(min, x);
                max = Math.max(max, x);
            }
            int beyond = 0;
            for (int i = 0; i < 50; i++) {
                double x = random.nextDouble();
                beyond += x < min || x > max ? 1 : 0;
            }
            hits += beyond >= 3 ? 1 : 0;
        }
        assertThat(Findings.beyond(3, 100, 50)).isCloseTo(hits / 20_000.0, within(0.01));
        assertThat(Findings.beyond(0, 100, 50)).isEqualTo(1);
    }
}
