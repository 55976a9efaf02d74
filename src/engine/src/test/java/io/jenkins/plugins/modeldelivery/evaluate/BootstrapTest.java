package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Expected intervals: scipy 1.17.1, {@code stats.bootstrap(method='percentile', n_resamples=20000)} with generator
 * {@code default_rng(1)} over the metrics of scikit-learn 1.9.1, on the rows below (numpy RandomState(5): {@code s = rand},
 * {@code b = .7 s + .3 rand}, {@code y = rand < .15 + .5 s}). Two draws differ by chance: the tolerance is a tenth of the width.
 */
class BootstrapTest {

    /** Probabilities of the candidate, in hundredths. */
    private static final String CANDIDATE = "22,87,21,92,49,61,77,52,30,19,8,74,44,16,88,27,41,30,63,58,60,27,28,25,"
            + "33,14,17,96,96,19,2,20,70,78,2,58,0,52,64,99,26,80,87,92,0,47,98,40,81,"
            + "55,77,48,3,9,11,25,96,63,82,57,64,81,93,91,82,9,36,4,55,80,5,19,37,24,"
            + "80,35,64,49,58,94,94,11,84,35,10,38,51,96,37,1,86,11,48,85,51,45,80,2,"
            + "57,41,99,80,5,19,45,70,33,36,92,95,41,90,33,8,53,66,89,97,77,76,71,70,"
            + "77,97,37,8,24,22,36,81,6,45,81,26,6,24,9,81,17,20,81,81,59,91,6,96,57,"
            + "30,83,66,99,11,58,47,65,24,3,54,36,89,46,42,63,53,96,79,50,21,60,75,76,"
            + "99,22,43,42,32,37,48,54,27,13,30,14,32,68,60,100,56,55,64,73,62,59,61,35,"
            + "78,60,31,25,7,35,1,17,6,28,35,59,78,62,16,89,73,50,64,51,17,64,99,77,18,"
            + "12,93,91,75,76,14,81,19,15,41,0,85,16,74,58,77,60,96,38,50,34,74,30,80,"
            + "9,24,44,13,20,84,37,22,85,58,63,89,71,27,1,55,71,81,19,63,94,26,29,43,"
            + "57,99,59,89,66,47,31,35,78,18,14,21,67,37,21,33,8,44,81,45,45,3,28,8,5,"
            + "86,71,83,13,37,91,43";

    /** Probabilities of the baseline, in hundredths. */
    private static final String BASELINE = "43,90,15,77,52,53,65,47,28,14,28,82,32,37,78,19,31,37,47,49,50,48,34,26,"
            + "51,39,33,71,94,27,25,36,69,78,26,54,15,39,56,96,25,78,85,70,23,53,98,40,"
            + "79,64,65,40,13,26,15,43,76,67,67,55,71,71,84,74,71,8,41,16,47,61,14,22,"
            + "37,41,83,52,57,61,58,96,70,30,76,40,30,52,61,78,37,19,61,32,51,73,55,60,"
            + "80,21,46,58,81,83,19,33,58,51,32,31,66,77,56,71,26,34,52,60,83,92,61,59,"
            + "62,74,82,74,47,19,43,24,33,57,30,36,65,26,32,19,16,77,17,31,69,57,59,74,"
            + "11,96,65,34,68,47,91,16,56,52,68,22,5,61,27,74,33,36,50,62,89,63,53,30,"
            + "45,63,76,73,23,41,30,46,38,53,54,42,29,33,14,35,48,44,95,55,62,67,67,65,"
            + "70,71,32,82,56,28,30,22,51,28,29,28,35,27,54,76,66,32,62,72,64,51,57,18,"
            + "68,97,60,37,17,92,65,75,60,21,61,38,17,39,11,68,18,74,58,77,47,84,29,38,"
            + "37,70,42,73,9,28,53,38,41,74,54,23,78,63,44,65,59,25,6,55,69,71,34,54,"
            + "77,22,27,45,65,84,68,90,69,56,22,45,56,35,23,17,75,31,44,47,33,50,67,52,"
            + "45,24,48,7,8,73,51,69,22,31,65,49";

    private static final String TRUTH =
            "1000101010000000011100001100010110000111101101110000000000110110100010000111100111000011000011000010"
                    + "1110101110111101010110010010000000000000101001011111101001010011111011100101001000000011011010110000"
                    + "0000000000010011111001110011000100001100000000001100001010010101100000100001101001000100000010101010";

    private static Scores scores(String hundredths) {
        double[] values = Arrays.stream(hundredths.split(","))
                .mapToDouble(v -> Integer.parseInt(v.strip()) / 100.0)
                .toArray();
        int[] codes = TRUTH.chars().map(c -> c - '0').toArray();
        List<String> classes = List.of("no", "yes");
        return Evaluator.scores(
                new Predictions(Task.BINARY, classes, values),
                new Column.Categorical("label", classes, codes, 2, 0),
                null);
    }

    private static void expect(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within((high - low) / 10));
        assertThat(interval.high()).isCloseTo(high, within((high - low) / 10));
    }

    @Test
    void intervalsAreScipys() {
        Map<String, double[]> values =
                Bootstrap.run(List.of(scores(CANDIDATE)), 300, 4000, 1, 2).get(0);
        expect(Bootstrap.interval(values.get("auc")), 0.6150901102941176, 0.7359905595474986);
        expect(Bootstrap.interval(values.get("prAuc")), 0.47145444381698204, 0.654950572823631);
        expect(Bootstrap.interval(values.get("logLoss")), 0.6476456073961905, 0.8172520648600307);
        expect(Bootstrap.interval(values.get("accuracy")), 0.59, 0.6966666666666667);
    }

    @Test
    void differencesArePaired() {
        List<Map<String, double[]>> values =
                Bootstrap.run(List.of(scores(CANDIDATE), scores(BASELINE)), 300, 4000, 1, 2);
        Map<String, double[]> candidate = values.get(0);
        Map<String, double[]> baseline = values.get(1);
        expect(
                Bootstrap.difference(candidate.get("auc"), baseline.get("auc")),
                -0.016005890259457145,
                0.03785476990113234);
        expect(
                Bootstrap.difference(candidate.get("brier"), baseline.get("brier")),
                -0.0002196916666666724,
                0.026836674999999956);
        // A model against itself differs in no resample.
        List<Map<String, double[]>> same = Bootstrap.run(List.of(scores(CANDIDATE), scores(CANDIDATE)), 300, 50, 1, 2);
        for (String metric : same.get(0).keySet()) {
            assertThat(same.get(0).get(metric)).as(metric).isEqualTo(same.get(1).get(metric));
        }
    }

    @Test
    void aSeedGivesTheSameWhateverTheThreads() {
        Map<String, double[]> one =
                Bootstrap.run(List.of(scores(CANDIDATE)), 300, 101, 7, 1).get(0);
        Map<String, double[]> five =
                Bootstrap.run(List.of(scores(CANDIDATE)), 300, 101, 7, 5).get(0);
        Map<String, double[]> other =
                Bootstrap.run(List.of(scores(CANDIDATE)), 300, 101, 8, 1).get(0);
        one.forEach((metric, values) -> assertThat(five.get(metric)).as(metric).isEqualTo(values));
        assertThat(other.get("auc")).isNotEqualTo(one.get("auc"));
    }

    @Property(tries = 200)
    void asManyRowsAreDrawnAsThereAre(@ForAll @IntRange(min = 1, max = 500) int rows, @ForAll long seed) {
        byte[] weights = new byte[rows];
        Bootstrap.draw(weights, seed, 3);
        int sum = 0;
        for (byte weight : weights) {
            sum += weight;
        }
        assertThat(sum).isEqualTo(rows);
    }

    /** The first and the last row are drawn as often as every other: once in a resample, in the mean of many. */
    @Test
    void everyRowHasTheSameChance() {
        int rows = 101;
        long[] drawn = new long[rows];
        byte[] weights = new byte[rows];
        int resamples = 20_000;
        for (int r = 0; r < resamples; r++) {
            Bootstrap.draw(weights, 42, r);
            for (int i = 0; i < rows; i++) {
                drawn[i] += weights[i];
            }
        }
        double sum = 0;
        for (long count : drawn) {
            sum += Math.pow(count - resamples, 2) / resamples;
        }
        // Chi-squared with 100 degrees of freedom: above 161.3 with a chance of 1 in 10,000 (scipy.stats.chi2.isf).
        assertThat(sum).isLessThan(161.3);
    }

    @Test
    void moreRowsGetFewerResamplesButNeverTooFew() {
        assertThat(Bootstrap.affordable(1000, 100_000)).isEqualTo(1000);
        assertThat(Bootstrap.affordable(1000, 10_000_000)).isEqualTo(400);
        assertThat(Bootstrap.affordable(1000, 2_000_000_000)).isEqualTo(200);
        assertThat(Bootstrap.affordable(10, 2_000_000_000)).isEqualTo(10);
        assertThat(Bootstrap.affordable(10, 0)).isEqualTo(10);
    }

    @Test
    void aMetricThatManyResamplesLackHasNoInterval() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i < 6 ? Double.NaN : i);
        assertThat(Bootstrap.interval(values)).isNull();
        Arrays.setAll(values, i -> i < 5 ? Double.NaN : i);
        // numpy.quantile(range(5, 100), [.025, .975])
        Interval interval = Bootstrap.interval(values);
        assertThat(interval.low()).isCloseTo(7.35, within(1e-12));
        assertThat(interval.high()).isCloseTo(96.65, within(1e-12));
    }

    /** Expected: {@code scipy.stats.binomtest(min(a, b), a + b).pvalue}, scipy 1.17.1. */
    @Test
    void mcNemarIsTheExactBinomialTest() {
        assertThat(McNemar.p(10, 3)).isCloseTo(0.09228515625, within(1e-12));
        assertThat(McNemar.p(0, 6)).isCloseTo(0.03125, within(1e-12));
        assertThat(McNemar.p(120, 150)).isCloseTo(0.07738939898021849, within(1e-10));
        assertThat(McNemar.p(1100, 1000)).isCloseTo(0.03072070786424249, within(1e-10));
        assertThat(McNemar.p(30_000, 31_000)).isCloseTo(5.234151802505289e-05, within(1e-12));
        assertThat(McNemar.p(5, 5)).isEqualTo(1);
        assertThat(McNemar.p(0, 0)).isEqualTo(1);
        assertThat(McNemar.of(new boolean[] {true, false, true, true}, new boolean[] {true, true, false, false}))
                .satisfies(test -> {
                    assertThat(test.onlyCandidate()).isEqualTo(2);
                    assertThat(test.onlyBaseline()).isEqualTo(1);
                });
    }
}
