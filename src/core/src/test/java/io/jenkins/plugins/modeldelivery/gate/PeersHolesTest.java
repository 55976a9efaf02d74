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
import org.junit.jupiter.api.Test;

/**
 * What MLflow's {@code MetricThreshold} ({@code mlflow/models/evaluation/validation.py}) and the templates around it let
 * through or cannot say: one test for each.
 */
class PeersHolesTest {

    private static Gate gate(
            String metric, Double min, Double max, Double minChange, Double maxDrop, boolean relative) {
        return new Gate(metric, min, max, minChange, maxDrop, relative, null);
    }

    private static GateDecision decide(Gate gate, Map<String, Double> candidate, Map<String, Double> baseline) {
        return Gates.decide(List.of(gate), null, candidate, baseline, "prod").get(0);
    }

    /** There, a relative change is divided by the signed baseline: of a negative one, worse passes and better fails. */
    @Test
    void aNegativeBaselineDoesNotTurnTheGateRound() {
        Gate gain = gate("r2", null, null, 0.1, null, true);
        assertThat(decide(gain, Map.of("r2", -0.4), Map.of("r2", -0.5)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(decide(gain, Map.of("r2", -0.6), Map.of("r2", -0.5)).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** There, a change must be positive: no worse than the champion by more than a margin cannot be said. */
    @Test
    void nonInferiorityWithAToleranceCanBeDemanded() {
        Gate tolerant = gate("auc", null, null, null, 0.005, false);
        assertThat(decide(tolerant, Map.of("auc", 0.867), Map.of("auc", 0.871)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(decide(tolerant, Map.of("auc", 0.865), Map.of("auc", 0.871)).outcome())
                .isEqualTo(Outcome.FAIL);
        // And no tolerance at all is a tolerance, too.
        Gate equal = gate("auc", null, null, null, 0.0, false);
        assertThat(decide(equal, Map.of("auc", 0.871), Map.of("auc", 0.871)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** There, a metric that the baseline lacks slips past where the change is 0, because 0.0 counts as not given. */
    @Test
    void aMetricMissingFromTheBaselineFailsClosedForAChangeOfZeroToo() {
        for (Double change : new Double[] {0.0, 0.1}) {
            assertThat(decide(gate("auc", null, null, change, null, true), Map.of("auc", 0.9), Map.of())
                            .outcome())
                    .isEqualTo(Outcome.INSUFFICIENT_DATA);
            assertThat(decide(gate("auc", null, null, null, change, false), Map.of("auc", 0.9), Map.of())
                            .outcome())
                    .isEqualTo(Outcome.INSUFFICIENT_DATA);
        }
    }

    @Test
    void aMetricMissingFromTheCandidateFailsClosed() {
        assertThat(decide(gate("auc", 0.1, null, null, null, false), Map.of("accuracy", 1.0), null)
                        .outcome())
                .isEqualTo(Outcome.INSUFFICIENT_DATA);
    }

    /** There, a baseline of 0 turns a relative change into "better by 1e-10". */
    @Test
    void aBaselineOfZeroHasNoRelativeChange() {
        GateDecision decision =
                decide(gate("mcc", null, null, 0.5, null, true), Map.of("mcc", 1e-9), Map.of("mcc", 0.0));
        assertThat(decision.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(decision.sentence()).contains("use an absolute bound");
    }

    /** There, NaN compares as false either way round, which lets it through wherever the test is for failure. */
    @Test
    void whatIsNoNumberNeverPasses() {
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (Gate gate : List.of(
                    gate("logLoss", null, 100.0, null, null, false),
                    gate("r2", -100.0, null, null, null, false),
                    gate("r2", null, null, null, 100.0, false))) {
                assertThat(decide(gate, Map.of(gate.metric(), odd), Map.of("r2", 0.0, "logLoss", 0.0))
                                .outcome())
                        .isEqualTo(Outcome.INSUFFICIENT_DATA);
            }
        }
    }

    /** There, only one side of a value can be bounded. */
    @Test
    void aRangeCanBeDemanded() {
        Gate range = gate("recall", 0.6, 0.9, null, null, false);
        assertThat(decide(range, Map.of("recall", 0.7), null).outcome()).isEqualTo(Outcome.PASS);
        assertThat(decide(range, Map.of("recall", 0.5), null).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(decide(range, Map.of("recall", 0.95), null).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** There, the user says whether greater is better, for each metric anew, and may be wrong. */
    @Test
    void theDirectionBelongsToTheMetric() {
        assertThat(decide(
                                gate("logLoss", null, null, null, 0.01, false),
                                Map.of("logLoss", 0.2),
                                Map.of("logLoss", 0.3))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(decide(
                                gate("logLoss", null, null, null, 0.01, false),
                                Map.of("logLoss", 0.4),
                                Map.of("logLoss", 0.3))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** There, a difference of a few rows' luck decides. */
    @Test
    void aDifferenceThatMayBeChanceIsNotEnoughWhereConfidenceIsAskedFor() {
        double[] candidate = new double[1000];
        double[] baseline = new double[1000];
        Arrays.setAll(candidate, i -> i % 10 == 0 ? 0.8 : 0.88);
        Arrays.fill(baseline, 0.87);
        Gate better = new Gate("auc", null, null, 0.0, null, false, null, 0.95, null);
        Subject whole = Subject.whole(
                1000,
                new Measured(Map.of("auc", 0.874), Map.of("auc", candidate)),
                new Measured(Map.of("auc", 0.871), Map.of("auc", baseline)));
        assertThat(Gates.decide(List.of(better), Task.BINARY, whole, Map.of(), "prod")
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(decide(gate("auc", null, null, 0.0, null, false), Map.of("auc", 0.874), Map.of("auc", 0.871))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** There, a model that fails a tenth of its users passes on the mean of all. */
    @Test
    void aSliceThatFailsIsNotHiddenByTheMean() {
        Gate everywhere = new Gate("auc", 0.7, null, null, null, false, null, null, "state");
        Subject whole = Subject.whole(1000, new Measured(Map.of("auc", 0.9)), null);
        Subject good = new Subject("CA", 900, true, false, new Measured(Map.of("auc", 0.93)), null);
        Subject bad = new Subject("TX", 100, true, false, new Measured(Map.of("auc", 0.55)), null);
        assertThat(Gates.decide(List.of(everywhere), Task.BINARY, whole, Map.of("state", List.of(good, bad)), null)
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** There, a threshold without any bound, or on a metric that does not exist, is found out after the evaluation. */
    @Test
    void aGateThatAsksNothingIsRefusedBeforeAnythingIsMeasured() {
        assertThatThrownBy(() -> Gates.check(List.of(gate("auc", null, null, null, null, false)), null))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Gates.check(List.of(gate("aucc", 0.5, null, null, null, false)), null))
                .isInstanceOf(InputException.class);
    }

    /** In the templates, what fails only warns unless somebody switches enforcement on. */
    @Test
    void aGateEnforcesUnlessItSaysOtherwise() {
        assertThat(gate("auc", 0.5, null, null, null, false).level()).isEqualTo(Gate.Level.FAILURE);
    }
}
