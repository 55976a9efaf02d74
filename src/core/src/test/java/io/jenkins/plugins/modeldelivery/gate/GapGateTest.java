package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gates on how far slices lie apart. */
class GapGateTest {

    private static Gate gap(double most, Double confidence) {
        return new Gate("recall", null, null, null, null, false, null, confidence, "state", most, null);
    }

    private static Gate ratio(String metric, double least) {
        return new Gate(metric, null, null, null, null, false, null, null, "state", null, least);
    }

    private static Subject slice(String value, long rows, String metric, Double is) {
        return new Subject(
                value, rows, rows >= 100, false, new Measured(is == null ? Map.of() : Map.of(metric, is)), null);
    }

    private static Subject recall(String value, long rows, Double is) {
        return slice(value, rows, "recall", is);
    }

    private static Subject named(Subject s) {
        return new Subject(s.slice(), s.rows(), s.enough(), true, s.candidate(), s.baseline());
    }

    private static GateDecision decide(Gate gate, Subject... slices) {
        Subject whole = Subject.whole(1000, new Measured(Map.of("recall", 0.9)), null);
        return Gates.decide(List.of(gate), Task.BINARY, whole, Map.of("state", List.of(slices)), null)
                .get(0);
    }

    private static void expect(GateDecision decision, Outcome outcome, String sentence) {
        assertThat(decision.sentence()).isEqualTo(sentence);
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    /** In decimals: as binary numbers 0.8 - 0.71 is 0.09000000000000008. */
    @Test
    void aGapOfExactlyTheBoundHolds() {
        GateDecision decision = decide(gap(0.09, null), recall("CA", 500, 0.8), recall("TX", 300, 0.71));
        expect(decision, Outcome.PASS, "recall by state: gap 0.09 <= 0.09, from TX 0.71 to CA 0.8 of 2 slices: pass");
        assertThat(decision.value()).isEqualTo(0.09);
        assertThat(decision.slice()).isEqualTo("TX");
    }

    @Test
    void theWidestPairDecides() {
        expect(
                decide(
                        gap(0.05, null),
                        recall("CA", 500, 0.8),
                        recall("TX", 300, 0.71),
                        recall("NY", 300, 0.78),
                        recall("WA", 50, 0.1)),
                Outcome.FAIL,
                "recall by state: gap 0.09 <= 0.05, from TX 0.71 to CA 0.8 of 3 slices; 1 slice with too few rows: fail");
    }

    /** Where less is better, the worst slice is the one with most. */
    @Test
    void theSliceThatIsNamedIsTheWorst() {
        Gate gate = new Gate("brier", null, null, null, null, false, null, null, "state", 0.1, null);
        assertThat(decide(gate, slice("CA", 500, "brier", 0.1), slice("TX", 300, "brier", 0.15))
                        .slice())
                .isEqualTo("TX");
    }

    /**
     * The four-fifths rule, on the example of the Uniform Guidelines' questions and answers (44 FR 11996, 1979, question
     * 12): 48 of 80 whites and 12 of 40 blacks hired, 30 / 60 = one half.
     */
    @Test
    void demographicParityIsTheRatioOfSelectionRates() {
        expect(
                decide(
                        ratio("selectionRate", 0.8),
                        slice("white", 800, "selectionRate", 0.6),
                        slice("black", 400, "selectionRate", 0.3)),
                Outcome.FAIL,
                "selectionRate by state: ratio 0.5 >= 0.8, from black 0.3 to white 0.6 of 2 slices: fail");
        assertThat(decide(
                                ratio("selectionRate", 0.8),
                                slice("white", 800, "selectionRate", 0.6),
                                slice("black", 400, "selectionRate", 0.48))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void whatHasNoRatioFailsClosed() {
        expect(
                decide(ratio("mcc", 0.8), slice("CA", 500, "mcc", -0.1), slice("TX", 300, "mcc", 0.2)),
                Outcome.INSUFFICIENT_DATA,
                "mcc by state: a ratio means nothing where a value is negative; use maxGap, from CA -0.1 to TX 0.2 of 2"
                        + " slices: insufficient data");
        assertThat(decide(ratio("recall", 0.8), recall("CA", 500, 0.0), recall("TX", 300, 0.0))
                        .sentence())
                .contains("all are 0, which has no ratio");
        // A group that is never chosen is the worst case of all, and no matter of data.
        assertThat(decide(ratio("recall", 0.8), recall("CA", 500, 0.0), recall("TX", 300, 0.5))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void bothBoundsMustHold() {
        Gate both = new Gate("recall", null, null, null, null, false, null, null, "state", 0.2, 0.9);
        expect(
                decide(both, recall("CA", 500, 0.5), recall("TX", 300, 0.4)),
                Outcome.FAIL,
                "recall by state: gap 0.1 <= 0.2 and ratio 0.8 >= 0.9 (not met), from TX 0.4 to CA 0.5 of 2 slices: fail");
    }

    @Test
    void fewerThanTwoSlicesAreInsufficientData() {
        expect(
                decide(gap(0.1, null), recall("CA", 500, 0.8), recall("TX", 20, 0.1)),
                Outcome.INSUFFICIENT_DATA,
                "recall by state: only CA has enough rows, and two are needed to compare: insufficient data");
        expect(
                decide(gap(0.1, null), recall("CA", 50, 0.8), recall("TX", 300, null)),
                Outcome.INSUFFICIENT_DATA,
                "recall by state: no slice has enough rows to be measured: insufficient data");
        assertThat(decide(gap(0.1, null)).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
    }

    @Test
    void aSliceThatWasNamedMustBeMeasured() {
        expect(
                decide(
                        gap(0.1, null),
                        named(recall("CA", 500, 0.8)),
                        named(recall("TX", 300, 0.8)),
                        named(recall("NY", 3, 0.1))),
                Outcome.INSUFFICIENT_DATA,
                "recall by state: gap 0 <= 0.1, from CA 0.8 to CA 0.8 of 3 slices".replace("of 3", "of 2")
                        + "; 1 slice with too few rows, among them NY (3 rows), which had to be measured: insufficient data");
    }

    @Test
    void withConfidenceTheGapMustHoldInTheResamplesToo() {
        double[] calm = new double[1000];
        Arrays.fill(calm, 0.8);
        double[] wild = new double[1000];
        Arrays.setAll(wild, i -> i < 80 ? 0.5 : 0.78);
        Subject ca = new Subject("CA", 500, true, false, measured(0.8, calm), null);
        Subject tx = new Subject("TX", 150, true, false, measured(0.78, wild), null);
        GateDecision decision = decide(gap(0.1, 0.95), ca, tx);
        expect(
                decision,
                Outcome.FAIL,
                "recall by state: gap 0.02 <= 0.1 (92 % of 1,000 resamples, 95 % needed), from TX 0.78 to CA 0.8 of 2"
                        + " slices: fail");
        assertThat(decision.certainty().share()).isEqualTo(0.92);
        assertThat(decide(gap(0.1, 0.9), ca, tx).outcome()).isEqualTo(Outcome.PASS);
        // Where a slice often has no value at all, nothing can be said.
        Arrays.fill(wild, 0, 80, Double.NaN);
        expect(
                decide(gap(0.1, 0.95), ca, tx),
                Outcome.INSUFFICIENT_DATA,
                "recall by state: a slice has no value in 80 of 1000 resamples, too rare are the rows that it needs, from"
                        + " TX 0.78 to CA 0.8 of 2 slices: insufficient data");
        assertThat(decide(gap(0.1, 0.95), recall("CA", 500, 0.8), recall("TX", 300, 0.8))
                        .sentence())
                .contains("nothing was resampled");
    }

    private static Measured measured(double value, double[] resamples) {
        return new Measured(Map.of("recall", value), Map.of("recall", resamples));
    }

    @Test
    void refusesGatesThatMakeNoSenseAllAtOnce() {
        Gate noSlice = new Gate("recall", null, null, null, null, false, null, null, null, 0.1, null);
        Gate mixed = new Gate("recall", 0.5, null, null, null, false, null, null, "state", 0.1, null);
        Gate negative = gap(-0.1, null);
        Gate percent = ratio("recall", 80);
        Gate undirected = new Gate("selectionRate", null, null, null, 0.1, false, null);
        assertThatThrownBy(() -> Gates.check(List.of(noSlice, mixed, negative, percent, undirected), Task.BINARY))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("5 things are wrong:")
                .hasMessageContaining("gate 1 (recall): maxGap and minRatio compare slices, and the gate names none.")
                .hasMessageContaining("gate 2 (recall): maxGap and minRatio compare slices with one another")
                .hasMessageContaining("gate 3 (recall): maxGap is -0.1.")
                .hasMessageContaining("gate 4 (recall): minRatio is 80.0.")
                .hasMessageContaining("gate 5 (selectionRate): more of selectionRate is neither better nor worse");
    }

    /** What engines and ledgers wrote before gates compared slices. */
    @Test
    void olderGatesAreRead() throws Exception {
        Gate gate = Json.parse("{\"metric\":\"auc\",\"min\":0.8,\"relative\":false}", Gate.class, "gate.json");
        assertThat(gate).isEqualTo(new Gate("auc", 0.8, null, null, null, false, null));
        assertThat(gate.comparesSlices()).isFalse();
    }
}
