package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gates that must hold in every slice with enough rows. */
class SliceGateTest {

    private static final Gate MIN = new Gate("auc", 0.75, null, null, null, false, null, null, "state");
    private static final Gate DROP = new Gate("auc", null, null, null, 0.01, false, null, null, "state");

    private static Subject slice(String value, long rows, Double auc, Double baseline) {
        return new Subject(
                value,
                rows,
                rows >= 100,
                false,
                new Measured(auc == null ? Map.of() : Map.of("auc", auc)),
                baseline == null ? null : new Measured(Map.of("auc", baseline)));
    }

    private static Subject named(Subject s) {
        return new Subject(s.slice(), s.rows(), s.enough(), true, s.candidate(), s.baseline());
    }

    private static GateDecision decide(Gate gate, Subject... slices) {
        Subject whole = Subject.whole(1000, new Measured(Map.of("auc", 0.9)), new Measured(Map.of("auc", 0.9)));
        return Gates.decide(List.of(gate), Task.BINARY, whole, Map.of("state", List.of(slices)), "v7 (prod)")
                .get(0);
    }

    private static void expect(GateDecision decision, Outcome outcome, String sentence) {
        assertThat(decision.sentence()).isEqualTo(sentence);
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void holdsWhenItHoldsInEverySlice() {
        GateDecision decision = decide(MIN, slice("CA", 500, 0.83, null), slice("TX", 300, 0.79, null));
        expect(decision, Outcome.PASS, "auc by state: TX 0.79 >= 0.75, the worst of 2 slices: pass");
        assertThat(decision.slice()).isEqualTo("TX");
        assertThat(decision.value()).isEqualTo(0.79);
        expect(
                decide(MIN, slice("CA", 500, 0.83, null)),
                Outcome.PASS,
                "auc by state: CA 0.83 >= 0.75, the only slice with enough rows: pass");
    }

    @Test
    void failsWhenItFailsInOneThoughAllRowsPass() {
        expect(
                decide(MIN, slice("CA", 5000, 0.95, null), slice("TX", 300, 0.74, null)),
                Outcome.FAIL,
                "auc by state: TX 0.74 >= 0.75, not met in 1 of 2 slices: fail");
        expect(
                decide(
                        MIN,
                        slice("CA", 500, 0.7, null),
                        slice("TX", 300, 0.6, null),
                        slice("NY", 300, 0.65, null),
                        slice("WA", 300, 0.66, null),
                        slice("OR", 300, 0.9, null)),
                Outcome.FAIL,
                "auc by state: TX 0.6 >= 0.75, not met in 4 of 5 slices (TX, NY, WA, ...): fail");
    }

    @Test
    void comparesEachSliceWithTheBaselineOnTheSameSlice() {
        expect(
                decide(DROP, slice("CA", 500, 0.7, 0.7), slice("TX", 300, 0.9, 0.92)),
                Outcome.FAIL,
                "auc by state: TX 0.9 >= v7 (prod) 0.92 - 0.01, not met in 1 of 2 slices: fail");
    }

    @Test
    void aThinSliceIsToldAndDoesNotFail() {
        GateDecision decision =
                decide(MIN, slice("CA", 500, 0.83, null), slice("TX", 99, 0.1, null), slice("NY", 120, null, null));
        expect(
                decision,
                Outcome.PASS,
                "auc by state: CA 0.83 >= 0.75, the only slice with enough rows; 2 slices with too few rows: pass");
    }

    @Test
    void aThinSliceThatWasNamedIsInsufficientData() {
        expect(
                decide(MIN, named(slice("CA", 500, 0.83, null)), named(slice("TX", 0, null, null))),
                Outcome.INSUFFICIENT_DATA,
                "auc by state: CA 0.83 >= 0.75, the only slice with enough rows; 1 slice with too few rows,"
                        + " among them TX (0 rows), which had to be measured: insufficient data");
        // What fails fails, whatever else could not be measured.
        assertThat(decide(MIN, named(slice("CA", 500, 0.7, null)), named(slice("TX", 1, null, null)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void withoutASliceThatCanBeMeasuredNothingPasses() {
        expect(
                decide(MIN, slice("CA", 99, 0.83, null), slice("TX", 300, null, null)),
                Outcome.INSUFFICIENT_DATA,
                "auc by state: no slice has enough rows to be measured: insufficient data");
        expect(decide(MIN), Outcome.INSUFFICIENT_DATA, "auc by state: there is no slice: insufficient data");
    }

    @Test
    void confidenceCountsInEachSlice() {
        Gate sure = new Gate("auc", 0.75, null, null, null, false, null, 0.95, "state");
        double[] calm = new double[1000];
        Arrays.fill(calm, 0.8);
        double[] wild = new double[1000];
        Arrays.setAll(wild, i -> i < 200 ? 0.6 : 0.95);
        Subject good = new Subject("CA", 500, true, false, new Measured(Map.of("auc", 0.8), Map.of("auc", calm)), null);
        Subject unsure =
                new Subject("TX", 150, true, false, new Measured(Map.of("auc", 0.9), Map.of("auc", wild)), null);
        GateDecision decision = decide(sure, good, unsure);
        expect(
                decision,
                Outcome.FAIL,
                "auc by state: TX 0.9 >= 0.75 (80 % of 1,000 resamples, 95 % needed), not met in 1 of 2 slices: fail");
        assertThat(decision.certainty().share()).isEqualTo(0.8);
        // A slice of fewer rows than a confidence needs counts as one that cannot be measured.
        Subject tiny = new Subject("NY", 20, true, false, unsure.candidate(), null);
        expect(
                decide(sure, good, tiny),
                Outcome.PASS,
                "auc by state: CA 0.8 >= 0.75 (100 % of 1,000 resamples, 95 % needed), the only slice with enough rows;"
                        + " 1 slice with too few rows: pass");
    }
}
