package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static Gate min(String metric, double min) {
        return new Gate(metric, min, null, null, null, false, null);
    }

    private static Gate max(String metric, double max) {
        return new Gate(metric, null, max, null, null, false, null);
    }

    private static Gate change(String metric, double change, boolean relative) {
        return new Gate(metric, null, null, change, null, relative, null);
    }

    private static Gate drop(String metric, double drop, boolean relative) {
        return new Gate(metric, null, null, null, drop, relative, null);
    }

    private static GateDecision decide(Gate gate, Double candidate, Double baseline) {
        return Gates.decide(
                        List.of(gate),
                        null,
                        Collections.singletonMap(gate.metric(), candidate),
                        Collections.singletonMap(gate.metric(), baseline),
                        "v7 (prod)")
                .get(0);
    }

    private static void expect(Gate gate, double candidate, double baseline, Outcome outcome, String sentence) {
        GateDecision decision = decide(gate, candidate, baseline);
        assertThat(decision.sentence()).isEqualTo(sentence);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.value()).isEqualTo(candidate);
        assertThat(decision.baseline()).isEqualTo(baseline);
        assertThat(decision.gate()).isEqualTo(gate);
    }

    @Test
    void comparesWithFixedBounds() {
        expect(min("auc", 0.85), 0.874, 0.5, Outcome.PASS, "auc 0.874 >= 0.85: pass");
        expect(min("auc", 0.85), 0.85, 0.5, Outcome.PASS, "auc 0.85 >= 0.85: pass");
        expect(min("auc", 0.85), 0.84, 0.5, Outcome.FAIL, "auc 0.84 >= 0.85: fail");
        expect(max("logLoss", 0.4), 0.31, 0.5, Outcome.PASS, "logLoss 0.31 <= 0.4: pass");
        expect(max("logLoss", 0.4), 0.41, 0.5, Outcome.FAIL, "logLoss 0.41 <= 0.4: fail");
    }

    @Test
    void showsTheDigitsThatDecide() {
        expect(min("auc", 0.85), 0.8499999, 0.5, Outcome.FAIL, "auc 0.8499999 >= 0.85: fail");
        expect(min("auc", 0.85), 0.87412345, 0.5, Outcome.PASS, "auc 0.8741 >= 0.85: pass");
    }

    @Test
    void comparesWithTheBaselineInTheMetricsOwnDirection() {
        expect(drop("auc", 0.005, false), 0.874, 0.871, Outcome.PASS, "auc 0.874 >= v7 (prod) 0.871 - 0.005: pass");
        expect(drop("auc", 0.005, false), 0.866, 0.871, Outcome.PASS, "auc 0.866 >= v7 (prod) 0.871 - 0.005: pass");
        expect(drop("auc", 0.005, false), 0.8659, 0.871, Outcome.FAIL, "auc 0.8659 >= v7 (prod) 0.871 - 0.005: fail");
        expect(drop("logLoss", 0.01, false), 0.33, 0.32, Outcome.PASS, "logLoss 0.33 <= v7 (prod) 0.32 + 0.01: pass");
        expect(drop("logLoss", 0.01, false), 0.34, 0.32, Outcome.FAIL, "logLoss 0.34 <= v7 (prod) 0.32 + 0.01: fail");
        expect(change("rmse", 0.5, false), 3.5, 4, Outcome.PASS, "rmse 3.5 <= v7 (prod) 4 - 0.5: pass");
        expect(change("rmse", 0.5, false), 3.6, 4, Outcome.FAIL, "rmse 3.6 <= v7 (prod) 4 - 0.5: fail");
        expect(change("auc", 0, false), 0.9, 0.9, Outcome.PASS, "auc 0.9 >= v7 (prod) 0.9: pass");
    }

    @Test
    void dividesByTheBaselinesSize() {
        expect(change("r2", 0.1, true), -0.45, -0.5, Outcome.PASS, "r2 -0.45 >= v7 (prod) -0.5 + 10 % (-0.45): pass");
        expect(change("r2", 0.1, true), -0.46, -0.5, Outcome.FAIL, "r2 -0.46 >= v7 (prod) -0.5 + 10 % (-0.45): fail");
        expect(drop("auc", 0.01, true), 0.792, 0.8, Outcome.PASS, "auc 0.792 >= v7 (prod) 0.8 - 1 % (0.792): pass");
        GateDecision zero = decide(drop("r2", 0.01, true), 0.5, 0.0);
        assertThat(zero.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(zero.sentence()).contains("use an absolute bound");
        assertThat(decide(drop("r2", 0.01, false), 0.5, 0.0).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void comparesDecimalsNotBinaryFractions() {
        // In binary, 0.90 - 0.85 is 0.050000000000000044 and 0.85 - 0.90 + 0.05 is not 0; 0.1 + 0.2 is above 0.3.
        assertThat(decide(change("auc", 0.05, false), 0.90, 0.85).outcome()).isEqualTo(Outcome.PASS);
        assertThat(decide(change("auc", 0.1, false), 0.8, 0.7).outcome()).isEqualTo(Outcome.PASS);
        assertThat(decide(change("auc", 0.1, false), 0.4, 0.3).outcome()).isEqualTo(Outcome.PASS);
        assertThat(decide(drop("brier", 0.2, false), 0.3, 0.1).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void allBoundsOfAGateMustHold() {
        Gate gate = new Gate("auc", 0.85, 0.99, 0.005, null, false, Gate.Level.UNSTABLE);
        expect(gate, 0.88, 0.871, Outcome.PASS, "auc 0.88 >= 0.85 and <= 0.99 and >= v7 (prod) 0.871 + 0.005: pass");
        expect(
                gate,
                0.874,
                0.871,
                Outcome.FAIL,
                "auc 0.874 >= 0.85 and <= 0.99 and >= v7 (prod) 0.871 + 0.005 (not met): fail");
    }

    @Test
    void failsClosed() {
        Gate bound = min("auc", 0.5);
        Gate comparison = drop("auc", 0.5, false);
        for (Double nothing : new Double[] {null, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(decide(bound, nothing, 0.5).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
            assertThat(decide(bound, nothing, 0.5).value()).isNull();
            assertThat(decide(comparison, nothing, 0.5).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
            assertThat(decide(comparison, 0.5, nothing).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
            assertThat(decide(comparison, 0.5, nothing).baseline()).isNull();
            // Without a comparison the baseline does not matter.
            assertThat(decide(bound, 0.6, nothing).outcome()).isEqualTo(Outcome.PASS);
        }
        assertThat(decide(comparison, 0.5, null).sentence())
                .isEqualTo("auc 0.5: it was not measured for v7 (prod): insufficient data");
        assertThat(decide(bound, Double.NaN, 0.5).sentence())
                .isEqualTo("auc is not defined for the candidate: insufficient data");
    }

    @Test
    void aFirstVersionHasNothingToBeComparedWith() {
        Gate both = new Gate("auc", 0.85, null, 0.01, null, false, null);
        List<GateDecision> first =
                Gates.decide(List.of(drop("auc", 0.01, false), both), Task.BINARY, Map.of("auc", 0.9), null, "prod");
        assertThat(first).extracting(GateDecision::outcome).containsOnly(Outcome.PASS);
        assertThat(first)
                .extracting(GateDecision::sentence)
                .containsExactly(
                        "auc 0.9: no baseline in prod yet: nothing to compare with: pass",
                        "auc 0.9 >= 0.85, no baseline in prod yet: nothing to compare with: pass");
        assertThat(Gates.decide(List.of(both), Task.BINARY, Map.of("auc", 0.8), null, null))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.outcome()).isEqualTo(Outcome.FAIL);
                    assertThat(decision.sentence())
                            .isEqualTo("auc 0.8 >= 0.85, no baseline yet: nothing to compare with: fail");
                });
        assertThat(Gates.decide(List.of(both), Task.BINARY, Map.of(), null, "prod"))
                .extracting(GateDecision::outcome)
                .containsExactly(Outcome.INSUFFICIENT_DATA);
    }

    @Test
    void refusesGatesThatMakeNoSense() {
        refused(min("acu", 0.5), Task.BINARY, "Did you mean 'auc'?");
        refused(min("profit", 0.5), Task.BINARY, "There is no metric 'profit'");
        refused(min(null, 0.5), Task.BINARY, "names no metric");
        refused(max("rmse", 0.5), Task.BINARY, "not defined for binary models");
        refused(min("lift", 0.5), Task.MULTICLASS, "not defined for multiclass");
        refused(new Gate("auc", null, null, null, null, false, null), Task.BINARY, "no bound");
        refused(new Gate("auc", 0.9, 0.8, null, null, false, null), Task.BINARY, "above max");
        refused(min("auc", Double.NaN), Task.BINARY, "min is NaN");
        refused(min("auc", 85), Task.BINARY, "0.85 for 85 %");
        refused(change("auc", -0.1, false), Task.BINARY, "negative");
        refused(drop("auc", -0.1, false), Task.BINARY, "negative");
        refused(drop("auc", 5, true), Task.BINARY, "500 % of the baseline");
        refused(new Gate("auc", 0.5, null, null, null, true, null), Task.BINARY, "relative belongs to");
        assertThatCode(() -> Gates.check(List.of(max("rmse", 500)), null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Gates.check(List.of(min("auc", 0.5), min("acu", 0.5)), null))
                .hasMessageStartingWith("gate 2 (acu): ");
    }

    private static void refused(Gate gate, Task task, String message) {
        assertThatThrownBy(() -> Gates.decide(List.of(gate), task, Map.of(), Map.of(), null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    /** Against the definition, in hundredths as whole numbers, where nothing rounds. */
    @Property(tries = 2000)
    void agreesWithWholeNumbers(
            @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 100) int candidate,
            @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 100) int baseline,
            @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 20) int change,
            @ForAll boolean higher,
            @ForAll boolean better) {
        String metric = higher ? "auc" : "brier";
        Gate gate = better ? change(metric, change / 100.0, false) : drop(metric, change / 100.0, false);
        int gain = higher ? candidate - baseline : baseline - candidate;
        boolean expected = better ? gain >= change : -gain <= change;
        GateDecision decision = decide(gate, candidate / 100.0, baseline / 100.0);
        assertThat(decision.outcome() == Outcome.PASS).as(decision.sentence()).isEqualTo(expected);
        assertThat(decision.sentence()).endsWith(expected ? ": pass" : ": fail");
    }

    /** A gate never passes a model that the same gate fails when it is better. */
    @Property(tries = 1000)
    void isMonotone(
            @ForAll @DoubleRange(min = -2, max = 2) double worse,
            @ForAll @DoubleRange(min = 0, max = 1) double gain,
            @ForAll @DoubleRange(min = -2, max = 2) double baseline,
            @ForAll @DoubleRange(min = 0, max = 1) double change,
            @ForAll boolean relative) {
        Map<String, Double> base = new HashMap<>(Map.of("r2", baseline));
        for (Gate gate : List.of(change("r2", change, relative), drop("r2", change, relative))) {
            Outcome less = Gates.decide(List.of(gate), Task.REGRESSION, Map.of("r2", worse), base, "b")
                    .get(0)
                    .outcome();
            Outcome more = Gates.decide(List.of(gate), Task.REGRESSION, Map.of("r2", worse + gain), base, "b")
                    .get(0)
                    .outcome();
            assertThat(less == Outcome.PASS && more == Outcome.FAIL).isFalse();
        }
    }

    @Property(tries = 2000)
    void theExactDecimalReadsBack(@ForAll double value) {
        BigDecimal exact = Decimals.exact(value);
        assertThat(exact.doubleValue()).isEqualTo(value + 0.0);
        assertThat(exact.precision()).isLessThanOrEqualTo(new BigDecimal(Double.toString(value)).precision());
    }
}
