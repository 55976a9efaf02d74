package io.jenkins.plugins.modeldelivery.drift;

import static io.jenkins.plugins.modeldelivery.drift.Frames.mixed;
import static io.jenkins.plugins.modeldelivery.drift.Frames.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import java.util.Random;
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
    void falseAlarmsAreRare() {
        // Alpha is 5 %: of 200 samples 10 may warn by chance; with more rows chance alone is seldom large enough.
        int[] sizes = {300, 1000};
        int[] allowed = {10, 5};
        for (int s = 0; s < sizes.length; s++) {
            int alarms = 0;
            for (int pair = 0; pair < 200; pair++) {
                Frame reference = mixed(1000, 1000 + pair, 0);
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
