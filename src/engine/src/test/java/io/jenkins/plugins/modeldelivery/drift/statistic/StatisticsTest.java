package io.jenkins.plugins.modeldelivery.drift.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Expected values: scipy 1.17.1 and numpy 2.4.6 in double precision: ks_2samp(method='exact'), kstwo.sf, wasserstein_distance,
 * chi2_contingency(correction=False), jensenshannon(base=2), false_discovery_control, norm.sf; PSI and Bergsma's V by formula
 * from chi2_contingency's statistic.
 */
class StatisticsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static NumericProfile profile(double... values) {
        float[] floats = new float[values.length];
        int missing = 0;
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
            missing += Double.isNaN(values[i]) ? 1 : 0;
        }
        return (NumericProfile) ColumnProfile.of(new Column.Numeric("x", floats, missing));
    }

    private static NumericProfile on(NumericProfile grid, double... values) {
        float[] floats = new float[values.length];
        int missing = 0;
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
            missing += Double.isNaN(values[i]) ? 1 : 0;
        }
        return grid.project(new Column.Numeric("x", floats, missing));
    }

    private static double[] fill(int n, IntToDoubleFunction f) {
        double[] values = new double[n];
        Arrays.setAll(values, f);
        return values;
    }

    private static double[] repeat(double[] values, int... times) {
        double[] all = new double[Arrays.stream(times).sum()];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(all, n, n += times[i], values[i]);
        }
        return all;
    }

    @Test
    void fewTiedNumbersMatchScipy() {
        NumericProfile r = profile(1, 2, 2, 3, Double.NaN, 3, 3, 5, 8);
        NumericProfile c = on(r, 2, 2, 4, 8, 8, 9, 0, Double.NaN, Double.NaN);
        assertThat(KolmogorovSmirnov.distance(r, c)).isCloseTo(0.32142857142857145, EXACT);
        assertThat(KolmogorovSmirnov.pValue(0.32142857142857145, 8, 7)).isCloseTo(0.7356643356643358, EXACT);
        assertThat(Wasserstein.distance(r, c)).isCloseTo(1.7678571428571428, within(1e-6));
        assertThat(r.deviation()).isCloseTo(2.057759704144291, EXACT);
        assertThat(Wasserstein.normed(r, c)).isCloseTo(1.7678571428571428 / 2.057759704144291, within(1e-6));

        r = profile(repeat(new double[] {0, 1}, 40, 60));
        c = on(r, repeat(new double[] {0, 1, 0.5}, 55, 30, 15));
        assertThat(KolmogorovSmirnov.distance(r, c)).isCloseTo(0.3, EXACT);
        assertThat(KolmogorovSmirnov.pValue(0.3, 100, 100)).isCloseTo(0.0002248739317492479, EXACT);
        assertThat(Wasserstein.distance(r, c)).isCloseTo(0.225, within(1e-6));
    }

    @Test
    void valuesBetweenEdgesAreNotLumpedWithTheEdges() {
        NumericProfile r = profile(repeat(new double[] {0, 1}, 50, 50));
        // scipy: ks_2samp([0]*50+[1]*50, [0]*50+[.9]*50).statistic
        assertThat(KolmogorovSmirnov.distance(r, on(r, repeat(new double[] {0, 0.9}, 50, 50))))
                .isCloseTo(0.5, EXACT);
    }

    @Test
    void oneRowAndConstantColumns() {
        NumericProfile one = profile(1);
        assertThat(KolmogorovSmirnov.distance(one, on(one, 2))).isEqualTo(1);
        assertThat(Wasserstein.distance(one, on(one, 2))).isCloseTo(1, EXACT);
        NumericProfile four = profile(4, 4, 4);
        assertThat(KolmogorovSmirnov.distance(four, on(four, 4, 4))).isZero();
        assertThat(KolmogorovSmirnov.pValue(0, 3, 2)).isEqualTo(1);
        assertThat(Wasserstein.normed(four, on(four, 4, 4))).isZero();
        NumericProfile none = profile(Double.NaN);
        assertThat(KolmogorovSmirnov.distance(none, on(none, 1))).isZero();
        assertThat(KolmogorovSmirnov.distance(four, on(four, Double.NaN))).isZero();
        assertThat(KolmogorovSmirnov.pValue(0.5, 0, 7)).isEqualTo(1);
        assertThat(Wasserstein.distance(four, on(four))).isZero();
    }

    @Test
    void manyNumbersMatchScipyWithinTheGrid() {
        NumericProfile r = profile(fill(1000, i -> (float) (i * 7919L % 1009 / 8.0)));
        NumericProfile c = on(r, fill(600, i -> (float) (i * 104729L % 1013 / 8.0 + 6)));
        assertThat(KolmogorovSmirnov.distance(r, c)).isCloseTo(0.05233333333333334, within(1.0 / 128));
        assertThat(KolmogorovSmirnov.pValue(0.05233333333333334, 1000, 600)).isCloseTo(0.2480540310420072, EXACT);
        assertThat(Wasserstein.distance(r, c)).isCloseTo(6.146083333333333, within(6.146 * 0.005));
        assertThat(r.deviation()).isCloseTo(36.419883888303374, within(1e-9));

        r = profile(fill(20000, i -> (float) Math.log1p(i * 7919L % 20011)));
        c = on(r, fill(5000, i -> (float) Math.log1p(i * 104729L % 25013)));
        assertThat(KolmogorovSmirnov.distance(r, c)).isCloseTo(0.20040000000000002, within(1.0 / 128));
        assertThat(KolmogorovSmirnov.pValue(0.2004, 20000, 5000)).isLessThan(1e-120);
        assertThat(Wasserstein.distance(r, c)).isCloseTo(0.22439582822918896, within(0.2244 * 0.005));
    }

    @Test
    void kolmogorovTailsMatchScipy() {
        // kstwo.sf at the effective size: more rows than scipy counts paths of, too.
        double[][] expected = {
            {100, 100_000, .14, 0.03582511969274945}, {1_000_000, 1_000_000, .003, 0.00024632301239186754}
        };
        for (double[] e : expected) {
            assertThat(KolmogorovSmirnov.pValue(e[2], (long) e[0], (long) e[1])).isCloseTo(e[3], within(e[3] * 0.01));
        }
    }

    /** What scipy's ks_2samp(method='exact') counts, of samples of one value and of thousands. */
    @Test
    void kolmogorovsProbabilitiesAreExact() {
        double[][] expected = {
            {1, 1, 1, 1},
            {2, 3, 2.0 / 3, 0.6},
            {3, 3, 2.0 / 3, 0.6},
            {5, 8, .6, 0.16472416472416468},
            {10, 10, .5, 0.16782134274394334},
            {7, 7, 1, 0.0005827505827505828},
            {100, 100, .19, 0.05390207893129876},
            {50, 80, .25, 0.03539358922331452},
            {300, 200, .12, 0.05956426587666751},
            {1000, 600, .06, 0.12960093156960936},
            {1000, 1000, .061, 0.04839715079181246},
            {5000, 5000, .05, 7.423834268133959e-06},
            {600, 1001, .08, 0.015306689586415394},
            {999, 1000, .2, 5.290497329440352e-18},
            {2368, 3778, .0413463, 0.013306239279959031},
            {3000, 2000, .0395, 0.04641104359986359}
        };
        for (double[] e : expected) {
            double p = KolmogorovSmirnov.pValue(e[2], (long) e[0], (long) e[1]);
            assertThat(p).as("%s", Arrays.toString(e)).isCloseTo(e[3], within(e[3] * 1e-9));
            assertThat(KolmogorovSmirnov.pValue(e[2], (long) e[1], (long) e[0])).isCloseTo(p, within(p * 1e-9));
        }
        // Too many paths to count them here; scipy does.
        assertThat(KolmogorovSmirnov.pValue(.0236, 5000, 10_000))
                .isCloseTo(0.04854515057501343, within(0.04854515057501343 * 0.02));
    }

    @Test
    void tablesMatchScipy() {
        // reference, current, chi2, p, JS, PSI, V (NaN where the sizes differ and Bergsma's formula does not apply)
        table(
                new long[] {50, 30, 20},
                new long[] {30, 40, 30},
                8.428571428571429,
                0.01478287719483942,
                0.17509683779086033,
                0.17147984280919268,
                0.1795959068428057);
        table(
                new long[] {500, 300, 0, 200},
                new long[] {300, 300, 250, 150},
                307.14285714285717,
                2.8300454183548556e-66,
                0.38185268759564855,
                2.0717783264887744,
                0.39005998211402004);
        table(new long[] {5, 5}, new long[] {5, 5}, 0, 1, 0, 0, 0);
        table(
                new long[] {3, 0, 0},
                new long[] {0, 2, 1},
                6,
                0.04978706836786395,
                1,
                17.781553881285635,
                0.8660254037844386);
        table(
                new long[] {120, 80, 7, 0},
                new long[] {60, 90, 3, 5},
                20.98840921435535,
                0.00010586129456606472,
                0.21264789935041448,
                0.34580564839859923,
                // By formula of the table whose rows are scaled to one half of 4 / (1/n + 1/m).
                0.21914607909393422);
        assertThat(CramersV.distance(new long[] {5000, 3000, 2000}, new long[] {30, 40, 30}))
                .isCloseTo(0.19280605804138937, EXACT);
        assertThat(CramersV.distance(new long[] {6, 2}, new long[] {1, 2})).isCloseTo(0.22839450992537497, EXACT);
        table(
                new long[] {40, 30, 20, 10},
                new long[] {41, 29, 21, 9},
                0.10631665440452599,
                0.9910687739701174,
                0.0195846060687903,
                0.0021274484409331104,
                0);
    }

    private static void table(long[] r, long[] c, double chi2, double p, double js, double psi, double v) {
        ChiSquared test = ChiSquared.test(r, c);
        assertThat(test.statistic()).isCloseTo(chi2, within(1e-9));
        assertThat(test.pValue()).isCloseTo(p, within(1e-9 * p));
        assertThat(JensenShannon.distance(r, c)).isCloseTo(js, within(1e-9));
        assertThat(PopulationStability.index(r, c)).isCloseTo(psi, within(1e-9));
        if (!Double.isNaN(v)) {
            assertThat(CramersV.distance(r, c)).isCloseTo(v, within(1e-9));
        }
    }

    @Test
    void cramersVDoesNotDependOnTheSizes() {
        long[] r = {5000, 3000, 2000};
        double balanced = CramersV.distance(r, new long[] {3000, 4000, 3000});
        double small = CramersV.distance(new long[] {500_000, 300_000, 200_000}, new long[] {300, 400, 300});
        assertThat(small).isCloseTo(balanced, within(0.005));
    }

    @Test
    void proportionsMatchScipy() {
        assertThat(TwoProportions.pValue(13, 100, 35, 100)).isCloseTo(0.00027004077182784934, within(1e-15));
        assertThat(TwoProportions.pValue(401, 2368, 1262, 3778)).isCloseTo(2.0305078918206626e-45, within(1e-54));
        assertThat(TwoProportions.pValue(5, 50, 6, 55)).isCloseTo(0.8792519401051981, EXACT);
        assertThat(TwoProportions.pValue(0, 50, 0, 55)).isEqualTo(1);
        assertThat(TwoProportions.pValue(50, 50, 55, 55)).isEqualTo(1);
        assertThat(TwoProportions.pValue(0, 0, 5, 55)).isEqualTo(1);
    }

    @Test
    void correctionsMatchScipy() {
        double[] p = {0.01, 0.04, 0.03, 0.005, 0.2, 0.9, 0.03};
        double[] bh = {0.035, 0.056, 0.0525, 0.035, 0.23333333333333336, 0.9, 0.0525};
        assertThat(Adjustment.adjust(p, Correction.BH)).containsExactly(bh, EXACT);
        assertThat(Adjustment.adjust(new double[] {1e-300, 1, 0.5}, Correction.BH))
                .containsExactly(new double[] {3e-300, 1, 0.75}, EXACT);
        assertThat(Adjustment.adjust(p, Correction.BONFERRONI))
                .containsExactly(new double[] {0.07, 0.28, 0.21, 0.035, 1, 1, 0.21}, EXACT);
        assertThat(Adjustment.adjust(p, Correction.NONE)).containsExactly(p);
        assertThat(Adjustment.adjust(new double[0], Correction.BH)).isEmpty();
    }

    @Test
    void poolsWhatIsTooRareForTheTest() {
        ChiSquared.Table t = ChiSquared.pooled(new long[] {90, 2, 0, 8}, new long[] {80, 1, 3, 16});
        assertThat(t.reference()).containsExactly(90, 10);
        assertThat(t.current()).containsExactly(80, 20);
        t = ChiSquared.pooled(new long[] {50, 50, 3, 0}, new long[] {50, 40, 0, 10});
        assertThat(t.reference()).containsExactly(50, 0 + 50, 3);
        assertThat(t.current()).containsExactly(50, 40, 10);
        t = ChiSquared.pooled(new long[] {3, 1}, new long[] {1, 1});
        assertThat(t.reference()).containsExactly(4);
        assertThat(ChiSquared.test(t.reference(), t.current()).pValue()).isEqualTo(1);
    }

    @Property(tries = 300)
    void tableDistancesAreBoundedSymmetricAndZeroForEqual(
            @ForAll @Size(6) int[] a, @ForAll @Size(6) int[] b, @ForAll @IntRange(min = 1, max = 1000) int size) {
        long[] r = Arrays.stream(a).mapToLong(x -> Math.floorMod(x, size)).toArray();
        long[] c = Arrays.stream(b).mapToLong(x -> Math.floorMod(x, size)).toArray();
        long[] twice = Arrays.stream(r).map(x -> 2 * x).toArray();
        assertThat(JensenShannon.distance(r, c)).isBetween(0.0, 1.0);
        assertThat(JensenShannon.distance(r, c)).isCloseTo(JensenShannon.distance(c, r), EXACT);
        assertThat(JensenShannon.distance(r, twice)).isCloseTo(0, within(1e-7));
        assertThat(PopulationStability.index(r, c)).isGreaterThanOrEqualTo(0).isFinite();
        assertThat(PopulationStability.index(r, c)).isCloseTo(PopulationStability.index(c, r), within(1e-9));
        assertThat(PopulationStability.index(r, twice)).isCloseTo(0, EXACT);
        assertThat(CramersV.distance(r, c)).isBetween(0.0, 1.0);
        assertThat(CramersV.distance(r, c)).isCloseTo(CramersV.distance(c, r), EXACT);
        assertThat(CramersV.distance(r, twice)).isCloseTo(0, EXACT);
        ChiSquared.Table pooled = ChiSquared.pooled(r, c);
        assertThat(Arrays.stream(pooled.reference()).sum())
                .isEqualTo(Arrays.stream(r).sum());
        assertThat(Arrays.stream(pooled.current()).sum())
                .isEqualTo(Arrays.stream(c).sum());
        assertThat(ChiSquared.test(r, c).pValue()).isBetween(0.0, 1.0);
        assertThat(ChiSquared.test(r, c).pValue())
                .isCloseTo(ChiSquared.test(c, r).pValue(), within(1e-9));
    }

    @Property(tries = 200)
    void numberDistancesAreBoundedAndZeroForEqual(@ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int n) {
        Random random = new Random(seed);
        NumericProfile r = profile(fill(n, i -> (float) (random.nextGaussian() * 10)));
        double[] other = fill(1 + n / 2, i -> (float) (random.nextGaussian() * 12 + 3));
        NumericProfile c = on(r, other);
        assertThat(KolmogorovSmirnov.distance(r, r)).isZero();
        assertThat(Wasserstein.distance(r, r)).isZero();
        double d = KolmogorovSmirnov.distance(r, c);
        assertThat(d).isBetween(0.0, 1.0).isEqualTo(KolmogorovSmirnov.distance(c, r));
        assertThat(KolmogorovSmirnov.pValue(d, n, other.length)).isBetween(0.0, 1.0);
        double w = Wasserstein.distance(r, c);
        assertThat(w).isGreaterThanOrEqualTo(0).isCloseTo(Wasserstein.distance(c, r), within(1e-9));
        // By Jensen's inequality no transport is shorter than the distance of the means.
        assertThat(w).isGreaterThanOrEqualTo(Math.abs(r.mean() - c.mean()) - 1e-3 * r.deviation());
    }

    @Property(tries = 200)
    void adjustedIsNeverSmallerAndKeepsTheOrder(@ForAll @Size(min = 1, max = 30) int[] raw) {
        double[] p = Arrays.stream(raw)
                .mapToDouble(x -> Math.floorMod(x, 1001) / 1000.0)
                .toArray();
        double[] bh = Adjustment.adjust(p, Correction.BH);
        double[] bonferroni = Adjustment.adjust(p, Correction.BONFERRONI);
        for (int i = 0; i < p.length; i++) {
            assertThat(bh[i]).isBetween(p[i] - 1e-12, Math.min(1, bonferroni[i]) + 1e-12);
            for (int j = 0; j < p.length; j++) {
                if (p[i] < p[j]) {
                    assertThat(bh[i]).isLessThanOrEqualTo(bh[j]);
                }
            }
        }
    }
}
