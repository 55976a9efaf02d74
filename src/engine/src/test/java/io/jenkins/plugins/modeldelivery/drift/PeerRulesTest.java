package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules of the study's peers, against scipy 1.17.1; and that the study can tell drift from none. */
class PeerRulesTest {

    private static final float[] A = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    private static final float[] B = {2, 4, 4, 6, 8, 9, 11, 12};
    private static final long[] R = {50, 30, 20};
    private static final long[] C = {40, 35, 30};

    @Test
    void distancesAndTailsAreThoseOfScipy() {
        // scipy.stats.ks_2samp, wasserstein_distance, chi2.sf, chi2_contingency; scipy.spatial.distance.jensenshannon.
        assertThat(PeerRules.ks(A, B)).isCloseTo(0.25, within(1e-12));
        assertThat(PeerRules.wasserstein(A, B)).isCloseTo(1.5, within(1e-12));
        assertThat(PeerRules.chiSquaredTail(3.5, 4)).isCloseTo(0.477878344488724, within(1e-12));
        assertThat(PeerRules.chiSquaredTail(30, 3)).isCloseTo(1.3800570312932553e-06, within(1e-15));
        assertThat(PeerRules.chiSquaredTail(100, 199)).isCloseTo(0.9999999995447523, within(1e-12));
        assertThat(PeerRules.pValue(R, C)).isCloseTo(0.1849089498753319, within(1e-12));
        assertThat(PeerRules.jensenShannon(R, C, Math.E)).isCloseTo(0.09096371771465156, within(1e-12));
        assertThat(PeerRules.jensenShannon(R, C, 2)).isCloseTo(0.10925855973359294, within(1e-12));
    }

    @Test
    void rulesAreThoseThatThePeersPublish() {
        // Evidently's one-way test of these counts has p = 0.027, below 0.05; its distance in nats, 0.091, is below
        // 0.1.
        assertThat(PeerRules.evidently(R, C, 1000)).isTrue();
        assertThat(PeerRules.evidently(R, C, 1001)).isFalse();
        assertThat(PeerRules.nannyMl(R, C)).isTrue();
        assertThat(PeerRules.deepchecks(R, C)).isFalse();
        assertThat(PeerRules.deepchecks(A, B)).isTrue();
    }

    @Test
    void theStudyTellsAlarmsFromNone() {
        Random random = new Random(3);
        DriftStudy.Said none =
                DriftStudy.judge(DriftStudy.Mix.MIXED.frame(random, 5000), DriftStudy.Mix.MIXED.frame(random, 5000));
        assertThat(none.whole().get(DriftStudy.Rule.OURS)).isFalse();
        assertThat(none.columns().get(DriftStudy.Rule.OURS)).containsOnly(false);
        for (DriftStudy.Shift shift : new DriftStudy.Shift[] {
            DriftStudy.Shift.MEAN_05, DriftStudy.Shift.SCALE_2, DriftStudy.Shift.MISSING_50, DriftStudy.Shift.NEW_20
        }) {
            int column = shift.name().startsWith("NEW") ? 7 : 0;
            DriftStudy.Said said = DriftStudy.judge(
                    DriftStudy.Mix.MIXED.frame(random, 5000),
                    shift.apply(DriftStudy.Mix.MIXED.frame(random, 5000), random));
            assertThat(said.columns().get(DriftStudy.Rule.OURS_WARNING)[column])
                    .as(shift.name())
                    .isTrue();
            // What is missing is nothing to the peers.
            if (shift == DriftStudy.Shift.MISSING_50) {
                assertThat(said.columns().get(DriftStudy.Rule.EVIDENTLY)[column])
                        .isFalse();
            }
        }
    }
}
