package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Gates that must hold in a share of the resamples as well. */
class ConfidenceTest {

    private static final int RESAMPLES = 1000;

    private static Gate gate(
            String metric, Double min, Double max, Double minChange, Double maxDrop, boolean relative) {
        return new Gate(metric, min, max, minChange, maxDrop, relative, null, 0.95, null);
    }

    private static Measured measured(String metric, double value, IntToDoubleFunction resample) {
        double[] values = new double[RESAMPLES];
        Arrays.setAll(values, resample);
        return new Measured(Map.of(metric, value), Map.of(metric, values));
    }

    private static GateDecision decide(Gate gate, long rows, Measured candidate, Measured baseline) {
        return Gates.decide(
                        List.of(gate), Task.BINARY, Subject.whole(rows, candidate, baseline), Map.of(), "champion v7")
                .get(0);
    }

    @Test
    void decidesOnTheBoundOfTheInterval() {
        // 0.850, 0.851 ... : 50 resamples are below 0.9.
        IntToDoubleFunction spread = i -> (850 + i) / 1000.0;
        Measured candidate = measured("auc", 0.95, spread);
        GateDecision pass = decide(gate("auc", 0.9, null, null, null, false), 500, candidate, null);
        assertThat(pass.sentence()).isEqualTo("auc 0.95 >= 0.9 (95 % of 1,000 resamples, 95 % needed): pass");
        assertThat(pass.outcome()).isEqualTo(Outcome.PASS);
        assertThat(pass.certainty()).isEqualTo(new GateDecision.Certainty(0.95, 0.9, 1000));
        GateDecision fail = decide(gate("auc", 0.901, null, null, null, false), 500, candidate, null);
        assertThat(fail.sentence()).isEqualTo("auc 0.95 >= 0.901 (94.9 % of 1,000 resamples, 95 % needed): fail");
        assertThat(fail.certainty().bound()).isEqualTo(0.9);
        // Without confidence the same value passes.
        assertThat(Gates.decide(
                                List.of(new Gate("auc", 0.901, null, null, null, false, null)),
                                null,
                                Map.of("auc", 0.95),
                                null,
                                null)
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        GateDecision upper = decide(
                gate("brier", null, 0.1, null, null, false),
                500,
                measured("brier", 0.05, i -> i < 949 ? 0.05 : 0.2),
                null);
        assertThat(upper.sentence()).isEqualTo("brier 0.05 <= 0.1 (94.9 % of 1,000 resamples, 95 % needed): fail");
        assertThat(upper.certainty().bound()).isEqualTo(0.2);
    }

    @Test
    void comparesPairByPair() {
        // Each alone varies by 0.2, and the candidate is better by 0.003 in every resample.
        Measured candidate = measured("auc", 0.874, i -> 0.774 + i / 5000.0);
        Measured baseline = measured("auc", 0.871, i -> 0.771 + i / 5000.0);
        GateDecision pass = decide(gate("auc", null, null, null, 0.005, false), 5000, candidate, baseline);
        assertThat(pass.sentence())
                .isEqualTo("auc 0.874 >= champion v7 0.871 - 0.005"
                        + " (100 % of 1,000 paired resamples above -0.005, 95 % needed): pass");
        assertThat(pass.certainty().bound()).isCloseTo(0.003, org.assertj.core.api.Assertions.within(1e-12));
        Measured wild = measured("auc", 0.874, i -> i < 100 ? 0.5 : 0.9);
        Measured calm = measured("auc", 0.871, i -> 0.871);
        assertThat(decide(gate("auc", null, null, null, 0.005, false), 5000, wild, calm)
                        .sentence())
                .isEqualTo("auc 0.874 >= champion v7 0.871 - 0.005"
                        + " (90 % of 1,000 paired resamples above -0.005, 95 % needed): fail");
        assertThat(decide(
                                gate("logLoss", null, null, 0.01, null, false),
                                5000,
                                measured("logLoss", 0.3, i -> 0.3),
                                measured("logLoss", 0.32, i -> 0.32))
                        .sentence())
                .isEqualTo("logLoss 0.3 <= champion v7 0.32 - 0.01"
                        + " (100 % of 1,000 paired resamples below -0.01, 95 % needed): pass");
    }

    @Test
    void aModelIsNeverSurelyWorseThanItself() {
        Measured same = measured("auc", 0.8, i -> 0.7 + i / 5000.0);
        assertThat(decide(gate("auc", null, null, null, 0.0, false), 5000, same, same)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(decide(gate("auc", null, null, 0.001, null, false), 5000, same, same)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** Where the resamples lean to one side, as they do for calibration error, the measured value counts as well. */
    @Test
    void theMeasuredValueMustHoldToo() {
        assertThat(decide(gate("auc", 0.8, null, null, null, false), 500, measured("auc", 0.79, i -> 0.9), null)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void relativeBoundsDivideByTheBaselineOfEachResample() {
        Gate gate = gate("mcc", null, null, null, 0.1, true);
        GateDecision decision =
                decide(gate, 500, measured("mcc", 0.46, i -> i < 30 ? 0.44 : 0.46), measured("mcc", 0.5, i -> 0.5));
        assertThat(decision.sentence())
                .isEqualTo("mcc 0.46 >= champion v7 0.5 - 10 % (0.45)"
                        + " (97 % of 1,000 paired resamples above -10 %, 95 % needed): pass");
        // A resample in which the baseline has 0 has no relative change, and does not hold.
        assertThat(decide(gate, 500, measured("mcc", 0.46, i -> 0.46), measured("mcc", 0.5, i -> i < 60 ? 0 : 0.5))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void whatCannotBeSaidSurelyIsInsufficientData() {
        Gate gate = gate("auc", 0.8, null, null, null, false);
        Measured good = measured("auc", 0.9, i -> 0.9);
        assertThat(decide(gate, 29, good, null).sentence())
                .isEqualTo("auc 0.9: how sure that is cannot be said of 29 rows, fewer than 30: insufficient data");
        assertThat(decide(gate, 30, good, null).outcome()).isEqualTo(Outcome.PASS);
        assertThat(decide(gate, 500, new Measured(Map.of("auc", 0.9)), null).sentence())
                .isEqualTo("auc 0.9: nothing was resampled, so how sure that is cannot be said: insufficient data");
        assertThat(decide(gate, 500, measured("auc", 0.9, i -> i < 51 ? Double.NaN : 0.9), null)
                        .sentence())
                .isEqualTo("auc 0.9: it is not defined in 51 of 1000 resamples, too rare are the rows that it needs:"
                        + " insufficient data");
        assertThat(decide(gate, 500, measured("auc", 0.9, i -> i < 50 ? Double.NaN : 0.9), null)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(decide(gate, 500, measured("auc", 0.9, i -> i < 50 ? Double.NaN : i < 51 ? 0.7 : 0.9), null)
                        .outcome())
                .as("a resample without the metric does not hold")
                .isEqualTo(Outcome.FAIL);
        Gate sure = new Gate("auc", 0.8, null, null, null, false, null, 0.999, null);
        Measured few = new Measured(Map.of("auc", 0.9), Map.of("auc", new double[] {0.9, 0.9}));
        assertThat(decide(sure, 500, few, null).sentence())
                .isEqualTo("auc 0.9: 2 resamples are too few for a confidence of 0.999: insufficient data");
    }

    @Test
    void aFirstVersionIsDecidedOnItsFixedBounds() {
        Gate gate = gate("auc", 0.8, null, null, 0.01, false);
        GateDecision decision = decide(gate, 500, measured("auc", 0.9, i -> 0.9), null);
        assertThat(decision.sentence())
                .isEqualTo("auc 0.9 >= 0.8 (100 % of 1,000 resamples, 95 % needed), no baseline in champion v7 yet:"
                        + " nothing to compare with: pass");
    }

    @Test
    void refusesAConfidenceThatIsNone() {
        for (double confidence : new double[] {95, 0, -1, 1, 0.4, Double.NaN}) {
            assertThatThrownBy(() -> Gates.check(
                            List.of(new Gate("auc", 0.8, null, null, null, false, null, confidence, null)), null))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Write 0.95 for 95 %");
        }
        assertThatThrownBy(() -> Gates.check(
                        List.of(new Gate("latencyP99", null, 5.0, null, null, false, null, 0.9, null)), null))
                .hasMessageContaining("has no confidence");
        assertThatThrownBy(() -> Gates.check(
                        List.of(new Gate("modelSize", null, 5.0, null, null, false, null, null, "state")), null))
                .hasMessageContaining("has no slices");
    }
}
