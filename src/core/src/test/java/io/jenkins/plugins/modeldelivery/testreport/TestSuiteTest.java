package io.jenkins.plugins.modeldelivery.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.testreport.TestCase.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What a decision is called and how it counts. */
class TestSuiteTest {

    private static final Result.Run RUN = new Result.Run("1.2", Instant.parse("2026-11-23T10:20:30Z"), 2.5);
    private static final DataFacts DATA = new DataFacts("test.csv", "0".repeat(64), 1, 100, 3);

    @Test
    void gatesAreNamedAfterWhatTheyAskNotAfterNumbers() {
        TestSuite before = TestSuite.of(validation(
                decision(gate("auc", 0.8, null, null), GateDecision.Outcome.PASS, 0.874),
                decision(gate("auc", null, null, 0.01), GateDecision.Outcome.PASS, 0.874),
                decision(gate("logLoss", null, 0.3, 0.02), GateDecision.Outcome.FAIL, 0.351),
                decision(gate("auc", 0.7, null, null), GateDecision.Outcome.PASS, 0.874)));
        TestSuite after = TestSuite.of(validation(
                decision(gate("auc", 0.82, null, null), GateDecision.Outcome.FAIL, 0.801),
                decision(gate("auc", null, null, 0.02), GateDecision.Outcome.INSUFFICIENT_DATA, null),
                decision(gate("logLoss", null, 0.31, 0.03), GateDecision.Outcome.PASS, 0.2),
                decision(gate("auc", 0.72, null, null), GateDecision.Outcome.PASS, 0.801)));
        assertThat(before.cases())
                .extracting(TestCase::name)
                .containsExactly("auc min", "auc maxDrop", "logLoss max, maxDrop", "auc min (2)");
        assertThat(after.cases()).extracting(TestCase::name).isEqualTo(names(before));
        assertThat(before.cases()).extracting(TestCase::className).containsOnly("team.rain.gates");
        assertThat(before.name()).isEqualTo(after.name()).isEqualTo("team/rain validation");
        assertThat(after.cases())
                .extracting(TestCase::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.PASSED, Outcome.PASSED);
        assertThat(after.cases()).extracting(TestCase::type).startsWith("gate failed", "insufficient data");
        assertThat(after.cases().get(0).message()).isEqualTo("auc is 0.801");
        assertThat(before.properties())
                .containsEntry("version", "7")
                .containsEntry("data", "test.csv")
                .containsEntry("metric.auc", "0.874");
    }

    @Test
    void aGateOnSlicesIsNotTheOneOnAllRows() {
        Gate slices = new Gate("auc", 0.8, null, null, null, false, null, 0.95, "operator");
        assertThat(names(TestSuite.of(validation(
                        decision(gate("auc", 0.8, null, null), GateDecision.Outcome.PASS, 0.9),
                        decision(slices, GateDecision.Outcome.PASS, 0.9)))))
                .containsExactly("auc min", "auc min, by operator");
    }

    @Test
    void columnsKeepTheirNamesWhateverHappensToThem() throws Exception {
        TestSuite suite = TestSuite.of(drift(
                Level.WARNING,
                List.of(
                        column("speed", "feature", Level.DRIFT, "200..300 3 % -> 9 %"),
                        column("operator", "feature", Level.WARNING, "'WN' 18 % -> 22 %"),
                        column("height", "feature", Level.OK, null),
                        column("prediction", "feature", Level.OK, null),
                        column("prediction", "prediction", Level.OK, null)),
                List.of(
                        new Finding("missing", "height", Level.DRIFT, "height: missing 0 % -> 40 %"),
                        new Finding("schema", "flaps", Level.DRIFT, "flaps is not in the data"),
                        new Finding("newCategory", "operator", Level.WARNING, "operator has new values"),
                        new Finding("ignored", "date", Level.OK, "date is left out of the verdict by a rule"),
                        new Finding("schema", null, Level.OK, "The data has 2 columns more"))));
        assertThat(suite.cases())
                .extracting(c -> c.className() + "|" + c.name() + "|" + c.outcome() + "|" + c.message())
                .containsExactly(
                        "team.rain.drift|data set|PASSED|null",
                        "team.rain.columns|date|SKIPPED|date is left out of the verdict by a rule",
                        "team.rain.columns|flaps|FAILED|flaps is not in the data",
                        "team.rain.columns|height|FAILED|height: missing 0 % -> 40 %",
                        "team.rain.columns|operator|PASSED|null",
                        "team.rain.columns|prediction|PASSED|null",
                        "team.rain.columns|prediction (2)|PASSED|null",
                        "team.rain.columns|speed|FAILED|speed drifts: 200..300 3 % -> 9 %");
        assertThat(suite.cases().get(0).details()).isEqualTo("the summary\nThe data has 2 columns more");
        assertThat(suite.cases().get(4).details())
                .startsWith(
                        "WARNING: operator has moved: 'WN' 18 % -> 22 %\njs (base 2) 0.3 (warning from 0.1, drift from 0.2); ")
                .endsWith("WARNING: operator has new values");
        Element root = Xml.read(JUnitXml.of(suite));
        assertThat(Stream.of("tests", "failures", "skipped", "errors").map(root::getAttribute))
                .containsExactly("8", "3", "1", "0");
        assertThat(root.getAttribute("timestamp")).isEqualTo("2026-11-23T10:20:30");
        assertThat(root.getAttribute("time")).isEqualTo("2.500");
    }

    @Test
    void tooFewRowsFailTheDataSetAndSkipTheColumns() {
        TestSuite suite = TestSuite.of(drift(
                Level.INSUFFICIENT_DATA,
                List.of(column("speed", "feature", Level.INSUFFICIENT_DATA, null)),
                List.of()));
        assertThat(suite.cases()).extracting(TestCase::outcome).containsExactly(Outcome.FAILED, Outcome.SKIPPED);
        assertThat(suite.cases().get(0).type()).isEqualTo("insufficient data");
    }

    @Test
    void driftFailsTheDataSet() {
        TestSuite suite = TestSuite.of(drift(Level.DRIFT, List.of(), List.of()));
        assertThat(suite.cases()).singleElement().satisfies(test -> {
            assertThat(test.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(test.message()).isEqualTo("the summary");
        });
    }

    @Test
    void driftThatDoesNotCountYetFailsNothing() {
        TestSuite suite =
                TestSuite.of(drift(Level.DRIFT, List.of(), List.of()), Level.OK, "the summary. But the first check");
        assertThat(suite.cases()).singleElement().satisfies(test -> {
            assertThat(test.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(test.details()).startsWith("the summary. But the first check");
        });
    }

    private static List<String> names(TestSuite suite) {
        return suite.cases().stream().map(TestCase::name).toList();
    }

    private static Gate gate(String metric, Double min, Double max, Double maxDrop) {
        return new Gate(metric, min, max, null, maxDrop, false, Gate.Level.UNSTABLE);
    }

    private static GateDecision decision(Gate gate, GateDecision.Outcome outcome, Double value) {
        return new GateDecision(gate, outcome, value, null, gate.metric() + " is " + value);
    }

    private static ValidationResult validation(GateDecision... decisions) {
        return new ValidationResult(
                RUN,
                "team/rain",
                7,
                "0".repeat(64),
                DATA,
                new Evaluation(100, Map.of("auc", 0.874), null, null, null, null, null, null, null),
                null,
                null,
                null,
                List.of(decisions),
                false,
                null,
                List.of());
    }

    private static DriftResult drift(Level level, List<Column> columns, List<Finding> findings) {
        return new DriftResult(
                RUN,
                "team/rain",
                7,
                "0".repeat(64),
                DATA,
                1000,
                level,
                "the summary",
                0.2,
                0.3,
                0.05,
                DriftRequest.Correction.BH,
                columns,
                findings,
                null);
    }

    private static Column column(String name, String role, Level level, String moved) {
        return new Column(
                name,
                role,
                Signature.Type.NUMERIC,
                0.5,
                name.equals("operator") ? "js" : "ks",
                0.3,
                0.1,
                0.2,
                1e-9,
                1e-8,
                level,
                moved,
                Map.of("ks", 0.3),
                null);
    }
}
