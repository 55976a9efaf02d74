package io.jenkins.plugins.modeldelivery.drift.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Expected values: scipy 1.17.1, cramervonmises_2samp, anderson_ksamp(midrank=True), levene(center='median') and ks_2samp on
 * the values without NaN; Kuiper's V as the sum of ks_2samp's two one-sided statistics, its p-value by Stephens' formula in
 * Python; scikit-learn's mutual_info_score, Hellinger by formula with numpy; statsmodels 0.14's SquareTable(shift_zeros=False)
 * .symmetry() and .homogeneity().
 */
class RanksTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final double NONE = Double.NaN;

    private static float[] sorted(double... values) {
        float[] floats = new float[values.length];
        int n = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                floats[n++] = (float) value;
            }
        }
        float[] all = Arrays.copyOf(floats, n);
        Arrays.sort(all);
        return all;
    }

    private static Ranks ranks(float[] x, float[] y) {
        return Ranks.of(x, y);
    }

    private static double[] fill(int n, IntToDoubleFunction f) {
        double[] values = new double[n];
        Arrays.setAll(values, f);
        return values;
    }

    private static void check(
            double[] x,
            double[] y,
            double cramer,
            double cramerP,
            double anderson,
            double levene,
            double leveneP,
            double kuiper,
            double kuiperP) {
        float[] before = sorted(x);
        float[] after = sorted(y);
        Ranks ranks = ranks(before, after);
        assertThat(ranks.cramerVonMises()).isCloseTo(cramer, EXACT);
        assertThat(CramerVonMises.pValue(ranks)).isCloseTo(cramerP, EXACT);
        assertThat(AndersonDarling.standardised(ranks)).isCloseTo(anderson, EXACT);
        BrownForsythe spread = BrownForsythe.of(BrownForsythe.Spread.of(before), BrownForsythe.Spread.of(after));
        assertThat(spread.statistic()).isCloseTo(levene, within(1e-6 * Math.max(1, levene)));
        assertThat(spread.pValue()).isCloseTo(leveneP, within(1e-6));
        assertThat(ranks.kuiper()).isCloseTo(kuiper, EXACT);
        assertThat(Kuiper.pValue(ranks)).isCloseTo(kuiperP, EXACT);
    }

    @Test
    void fewNumbersMatchScipy() {
        check(
                new double[] {1, 2, 2, 3, NONE, 3, 3, 5, 8},
                new double[] {2, 2, 4, 8, 8, 9, 0, NONE, NONE},
                0.12519841269841248,
                0.5275835275835276,
                -0.3366248813358367,
                3.3837183718371846,
                0.08878536762104106,
                0.4642857142857143,
                0.7881766227576755);
        check(
                new double[] {1.5, 2, 7},
                new double[] {0, 2.5},
                0.09999999999999998,
                0.9,
                -0.809478488517753,
                0.08076923076923075,
                0.794744824349934,
                0.6666666666666666,
                0.8461193866698351);
        check(
                new double[] {3.1, 0.4, 5.9, 2.6, 5.3, 5.8, 9.7, 9.3, 2.3, 8.4, 6.2, 6.4},
                new double[] {3.3, 8.3, 2.7, 9.5, 0.28, 8.8, 4.19, 7.16, 9.39},
                0.0806878306878307,
                0.7396182764603817,
                -0.7945340916589629,
                0.5692968092388327,
                0.4597889012556642,
                0.4166666666666667,
                0.7518602640251785);
    }

    @Test
    void manyNumbersMatchScipy() {
        double[] x = fill(1000, i -> (float) (i * 7919L % 1009 / 8.0));
        double[] y = fill(600, i -> (float) (i * 104729L % 1013 / 8.0 + 6));
        check(
                x,
                y,
                0.8574883333333219,
                0.00533148682901452,
                8.731743389914742,
                0.016184650192693974,
                0.8987831475241005,
                0.052333333333333336,
                0.794088908237823);
        check(
                fill(1000, i -> Math.floor(x[i] / 20)),
                fill(600, i -> Math.floor(y[i] / 20)),
                1.671462812499982,
                7.02414267593765e-05,
                7.618901736488532,
                0.015357520962524256,
                0.9013898751741442,
                0.050333333333333334,
                0.8421640108622258);
    }

    @Test
    void aWiderSpreadIsFound() {
        float[] x = sorted(fill(1000, i -> (float) (i * 7919L % 1009 / 8.0) - 63));
        float[] y = sorted(fill(600, i -> ((float) (i * 104729L % 1013 / 8.0 + 6) - 63) * 1.4));
        Ranks ranks = ranks(x, y);
        // scipy leaves out terms of its series below 1e-7; ours goes on.
        assertThat(ranks.cramerVonMises()).isCloseTo(3.4887885416666506, within(1e-6));
        assertThat(CramerVonMises.pValue(ranks)).isCloseTo(6.282427023052151e-09, within(1e-10));
        assertThat(AndersonDarling.standardised(ranks)).isCloseTo(42.87645986886676, within(1e-5));
        assertThat(AndersonDarling.pValue(ranks)).isLessThan(1e-9);
        BrownForsythe spread = BrownForsythe.of(BrownForsythe.Spread.of(x), BrownForsythe.Spread.of(y));
        assertThat(spread.statistic()).isCloseTo(135.0632368474591, within(1e-3));
        assertThat(spread.pValue()).isCloseTo(4.968187021606033e-30, within(1e-33));
        assertThat(Math.exp(spread.distance())).isCloseTo(1.4, within(0.02));
        assertThat(ranks.kuiper()).isCloseTo(0.28933333333333333, EXACT);
        assertThat(Kuiper.pValue(ranks)).isCloseTo(4.6048283791878617e-26, within(1e-37));
    }

    @Test
    void andersonDarlingsTailIsScholzAndStephens() {
        // Table 1 of Scholz and Stephens (1987), m = 1, and scipy's interpolation of it.
        assertThat(AndersonDarling.pValue(0.326)).isCloseTo(0.25, within(0.005));
        assertThat(AndersonDarling.pValue(1.226)).isCloseTo(0.10, within(0.002));
        assertThat(AndersonDarling.pValue(1.961)).isCloseTo(0.05, within(0.001));
        assertThat(AndersonDarling.pValue(2.719)).isCloseTo(0.025, within(0.0005));
        assertThat(AndersonDarling.pValue(3.752)).isCloseTo(0.01, within(0.0003));
        // Beyond scipy's table: the limit itself, A^2 of 3.878, 6 and 10, by Gil-Pelaez' inversion of its
        // characteristic
        // function, the product over (1 - 2it / (j(j+1)))^(-1/2), in numpy.
        assertThat(AndersonDarling.pValue(3.7800228065464423)).isCloseTo(0.01, within(3e-6));
        assertThat(AndersonDarling.pValue(6.566814815497445)).isCloseTo(0.0009674519415209248, within(3e-6));
        assertThat(AndersonDarling.pValue(11.8202666678954))
                .isCloseTo(1.3815035410758014e-05, within(1.3815035410758014e-05 * 0.01));
        assertThat(AndersonDarling.pValue(-1.3)).isEqualTo(1);
        double before = 1;
        for (double s = -1.3; s < 60; s += 0.01) {
            double p = AndersonDarling.pValue(s);
            assertThat(p).isBetween(0.0, before + 1e-5);
            before = p;
        }
    }

    @Test
    void constantAndEmptyColumnsAreNoDifference() {
        float[] four = sorted(4, 4, 4);
        float[] none = sorted();
        for (Ranks same : new Ranks[] {ranks(four, sorted(4, 4)), ranks(four, none), ranks(none, none)}) {
            assertThat(same.kolmogorovSmirnov()).isZero();
            assertThat(same.kuiper()).isZero();
            assertThat(same.rootMeanSquare()).isZero();
            assertThat(same.weightedRootMeanSquare()).isZero();
            assertThat(Kuiper.pValue(same)).isEqualTo(1);
            assertThat(CramerVonMises.pValue(same)).isEqualTo(1);
            assertThat(AndersonDarling.pValue(same)).isEqualTo(1);
        }
        BrownForsythe.Spread still = BrownForsythe.Spread.of(four);
        assertThat(BrownForsythe.of(still, still)).isEqualTo(new BrownForsythe(0, 1, 0));
        assertThat(BrownForsythe.of(still, BrownForsythe.Spread.of(none))).isEqualTo(new BrownForsythe(0, 1, 0));
        assertThat(BrownForsythe.of(still, BrownForsythe.Spread.of(sorted(1, 2, 3, 9)))
                        .pValue())
                .isLessThan(0.5);
    }

    @Test
    void tablesMatchTheirFormulas() {
        long[] a = {30, 20, 0, 50, 5};
        long[] b = {25, 30, 4, 40, 0};
        assertThat(Hellinger.distance(a, b)).isCloseTo(0.22914600578280112, EXACT);
        assertThat(MutualInformation.nats(a, b)).isCloseTo(0.03892717379371345, EXACT);
        assertThat(MutualInformation.balancedBits(a, b)).isCloseTo(0.056226096981601185, EXACT);
        assertThat(JensenShannon.distance(a, b)).isCloseTo(Math.sqrt(0.056226096981601185), EXACT);
        long[][][] tiny = {
            {{1}, {1}}, {{1, 0}, {0, 1}}, {{2, 1}, {1, 0}}, {{3, 0, 0}, {0, 2, 1}}, {{1, 1, 1}, {5, 0, 2}}
        };
        double[] hellinger = {0, 1, 0.4283729905961322, 1, 0.45104685300038344};
        double[] nats = {0, 0.6931471805599453, 0.08494951839769854, 0.6931471805599452, 0.14957332624666683};
        double[] bits = {0, 1, 0.19087450462110955, 1, 0.2191164500334865};
        for (int i = 0; i < tiny.length; i++) {
            assertThat(Hellinger.distance(tiny[i][0], tiny[i][1])).isCloseTo(hellinger[i], EXACT);
            // Where the samples have different sizes it is scikit-learn's, of one half each the Jensen-Shannon
            // distance.
            assertThat(MutualInformation.nats(tiny[i][0], tiny[i][1])).isCloseTo(nats[i], EXACT);
            assertThat(MutualInformation.balancedBits(tiny[i][0], tiny[i][1])).isCloseTo(bits[i], EXACT);
        }
        assertThat(Hellinger.distance(a, new long[5])).isZero();
        assertThat(MutualInformation.nats(a, new long[5])).isZero();
        assertThat(ChiSquared.effect(new long[] {60, 40}, new long[] {40, 60})).isCloseTo(0.2, EXACT);
        assertThat(ChiSquared.effect(new long[] {600, 400}, new long[] {40, 60}))
                .isCloseTo(0.2, EXACT);
        assertThat(ChiSquared.effect(new long[2], new long[] {40, 60})).isZero();
    }

    @Property(tries = 100)
    void sortsAsTheJdkDoes(@ForAll float[] some, @ForAll @IntRange(max = 6000) int n, @ForAll long seed) {
        Random random = new Random(seed);
        float[] many = new float[n + some.length];
        for (int i = 0; i < n; i++) {
            many[i] = i % 7 == 0
                    ? Float.NaN
                    : i % 5 == 0 ? -0f : (float) (random.nextGaussian() * Math.pow(10, i % 9 - 4));
        }
        System.arraycopy(some, 0, many, n, some.length);
        float[] expected = new float[many.length];
        int present = 0;
        for (float value : many) {
            if (!Float.isNaN(value)) {
                expected[present++] = value + 0f;
            }
        }
        Arrays.sort(expected, 0, present);
        assertThat(Ascending.of(many)).isEqualTo(Arrays.copyOf(expected, present));
    }

    @Test
    void exactWassersteinMatchesScipy() {
        float[] x = sorted(1, 2, 2, 3, NONE, 3, 3, 5, 8);
        float[] y = sorted(2, 2, 4, 8, 8, 9, 0, NONE, NONE);
        assertThat(Wasserstein.distance(x, y)).isCloseTo(1.7678571428571428, EXACT);
        assertThat(Wasserstein.normed(x, y)).isCloseTo(1.7678571428571428 / 2.057759704144291, EXACT);
        assertThat(Wasserstein.distance(x, sorted())).isZero();
        assertThat(Wasserstein.distance(sorted(4, 4), sorted(4))).isZero();
        assertThat(Wasserstein.distance(sorted(-3), sorted(4))).isCloseTo(7, EXACT);
    }

    @Test
    void theWeightedDistanceIsThatOfTheDistributions() {
        // By numerical integration of (F - G)^2 / (H (1 - H)) dH for a normal distribution (numpy).
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] x = fill(20_000, i -> normal.inverseCumulativeProbability((i + 0.5) / 20_000));
        assertThat(weighted(x, v -> v + 0.2)).isCloseTo(0.13815, within(1e-3));
        assertThat(weighted(x, v -> v + 0.5)).isCloseTo(0.33914, within(1e-3));
        assertThat(weighted(x, v -> v * 1.25)).isCloseTo(0.11419, within(1e-3));
        assertThat(weighted(x, v -> v * 2)).isCloseTo(0.31936, within(1e-3));
        // A flag whose share goes from 10 to 20 %: the difference in standard deviations of both.
        double[] flag = fill(20_000, i -> i % 10 == 0 ? 1 : 0);
        double[] more = fill(20_000, i -> i % 5 == 0 ? 1 : 0);
        assertThat(ranks(sorted(flag), sorted(more)).weightedRootMeanSquare())
                .isCloseTo(0.1 / Math.sqrt(0.15 * 0.85), within(1e-3));
        // Chance alone comes to little once its share is taken off.
        Random random = new Random(5);
        double squares = 0;
        for (int trial = 0; trial < 2000; trial++) {
            Ranks ranks =
                    ranks(sorted(fill(100, i -> random.nextGaussian())), sorted(fill(200, i -> random.nextGaussian())));
            squares += Math.pow(ranks.weightedRootMeanSquare(), 2);
        }
        assertThat(squares / 2000).isLessThan(0.5 * (1 / 100.0 + 1 / 200.0));
    }

    private static double weighted(double[] x, DoubleUnaryOperator change) {
        return ranks(sorted(x), sorted(Arrays.stream(x).map(change).toArray())).weightedRootMeanSquare();
    }

    @Test
    void theAreaUnderTheCurveMatchesScikitLearn() {
        // roc_auc_score; DeLong's variance by its formula in numpy.
        MannWhitney found = MannWhitney.of(
                new double[] {0.1, 0.4, 0.35, 0.8, 0.35, 0.2}, new double[] {0.9, 0.35, 0.65, 0.7, 0.35});
        assertThat(found.auc()).isCloseTo(0.7333333333333334, EXACT);
        assertThat(found.variance()).isCloseTo(0.025111111111111112, EXACT);
        assertThat(found.nullVariance()).isCloseTo(12.0 / 360, EXACT);
    }

    /** What a profile of constant size loses: the statistics of rows that lie between two of its edges. */
    @Property(tries = 40)
    void aProfileTellsNearlyTheSame(@ForAll long seed, @ForAll @IntRange(min = 200, max = 5000) int n) {
        Random random = new Random(seed);
        double shift = random.nextDouble() / 2;
        double spread = 0.7 + random.nextDouble();
        double[] x = fill(n, i -> random.nextGaussian());
        double[] y = fill(n / 2, i -> random.nextGaussian() * spread + shift);
        NumericProfile before = (NumericProfile) ColumnProfile.of(column(x));
        NumericProfile after = before.project(column(y));
        Ranks exact = ranks(sorted(x), sorted(y));
        Ranks grid = Ranks.of(before, after);
        assertThat(grid.kolmogorovSmirnov()).isCloseTo(exact.kolmogorovSmirnov(), within(0.01));
        assertThat(grid.kuiper()).isCloseTo(exact.kuiper(), within(0.02));
        assertThat(grid.rootMeanSquare()).isCloseTo(exact.rootMeanSquare(), within(0.002));
        assertThat(grid.weightedRootMeanSquare()).isCloseTo(exact.weightedRootMeanSquare(), within(0.04));
        BrownForsythe ofRows = BrownForsythe.of(BrownForsythe.Spread.of(sorted(x)), BrownForsythe.Spread.of(sorted(y)));
        BrownForsythe ofGrid = BrownForsythe.of(BrownForsythe.Spread.of(before), BrownForsythe.Spread.of(after));
        assertThat(ofGrid.distance()).isCloseTo(ofRows.distance(), within(0.01));
        assertThat(ofGrid.pValue()).isCloseTo(ofRows.pValue(), within(0.05));
    }

    private static Column.Numeric column(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Column.Numeric("x", floats, 0);
    }
}
