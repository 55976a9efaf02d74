package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.document.Cost;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that need more than rows: costs that the user names, and the model itself. */
class CostsTest {

    private static final List<Cost> COSTS = List.of(new Cost("yes", "no", 10), new Cost("no", "yes", 1));

    @TempDir
    Path directory;

    private ValidationResult predictions(List<Gate> gates, List<Cost> costs) throws IOException {
        // 24 true negatives, 4 false positives, 5 false negatives, 7 true positives.
        StringBuilder csv = new StringBuilder("label,prediction\n");
        csv.append("no,no\n".repeat(24)).append("no,yes\n".repeat(4));
        csv.append("yes,no\n".repeat(5)).append("yes,yes\n".repeat(7));
        Path file = directory.resolve("predictions.csv");
        Files.writeString(file, csv);
        return Validation.run(request(null, file, null, gates, costs), Progress.SILENT);
    }

    private ValidateRequest request(Path data, Path predictions, Path model, List<Gate> gates, List<Cost> costs) {
        return new ValidateRequest(
                "m",
                null,
                directory.toString(),
                data == null ? null : data.toString(),
                model == null ? null : model.toString(),
                predictions == null ? null : predictions.toString(),
                model == null ? null : model.toString(),
                model == null ? null : 1,
                null,
                predictions == null ? null : "yes",
                gates,
                2,
                null,
                null,
                null,
                costs,
                null,
                null);
    }

    private static Gate max(String metric, double max, Double confidence) {
        return new Gate(metric, null, max, null, null, false, null, confidence, null);
    }

    @Test
    void aMistakeCostsWhatTheUserSays() throws IOException {
        // numpy: (confusion * [[0, 1], [10, 0]]).sum() / 40
        ValidationResult result = predictions(List.of(max("cost", 1.4, null), max("cost", 1.4, 0.95)), COSTS);
        assertThat(result.evaluation().metrics().get("cost")).isCloseTo(1.35, within(1e-12));
        assertThat(result.evaluation().intervals().get("cost").high()).isGreaterThan(1.4);
        assertThat(result.gates())
                .extracting(GateDecision::outcome)
                .containsExactly(GateDecision.Outcome.PASS, GateDecision.Outcome.FAIL);
        assertThat(predictions(List.of(), List.of(new Cost("yes", "yes", -3)))
                        .evaluation()
                        .metrics()
                        .get("cost"))
                .isCloseTo(-21 / 40.0, within(1e-12));
        assertThat(predictions(List.of(), List.of()).evaluation().metrics()).doesNotContainKey("cost");
    }

    @Test
    void costsThatMakeNoSenseAreRefused() {
        refused("no costs are given", List.of(max("cost", 1, null)), List.of());
        refused("There is no class 'maybe'", List.of(), List.of(new Cost("maybe", "no", 1)));
        refused("given twice", List.of(), List.of(new Cost("yes", "no", 1), new Cost("yes", "no", 2)));
        refused("The cost is NaN", List.of(), List.of(new Cost("yes", "no", Double.NaN)));
        refused("a file of predictions shows neither", List.of(max("latencyP99", 5, null)), List.of());
    }

    private void refused(String message, List<Gate> gates, List<Cost> costs) {
        assertThatThrownBy(() -> predictions(gates, costs))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void timeAndSizeAreMeasuredWhereAGateAsks() throws IOException {
        new Requests(directory)
                .data(Requests.table(400, (x, c) -> x > 5 ? "yes" : "no"))
                .trainer("logisticRegression")
                .run();
        Path model = directory.resolve("model.zip");
        Path data = directory.resolve("data.csv");
        List<Gate> gates = List.of(
                max("latencyP50", 10_000, null),
                max("latencyP99", 10_000, null),
                max("modelSize", 1e-6, null),
                new Gate("modelSize", null, null, null, 0.0, false, null));
        ValidationResult result = Validation.run(request(data, null, model, gates, List.of()), Progress.SILENT);
        assertThat(result.gates())
                .extracting(GateDecision::outcome)
                .containsExactly(
                        GateDecision.Outcome.PASS,
                        GateDecision.Outcome.PASS,
                        GateDecision.Outcome.FAIL,
                        GateDecision.Outcome.PASS);
        assertThat(result.evaluation().metrics().get("modelSize")).isCloseTo(Files.size(model) / 1e6, within(1e-12));
        assertThat(result.evaluation().metrics().get("latencyP50"))
                .isPositive()
                .isLessThanOrEqualTo(result.evaluation().metrics().get("latencyP99"));
        assertThat(result.baseline().metrics()).containsKeys("latencyP50", "modelSize");
        ValidationResult unasked = Validation.run(request(data, null, model, List.of(), List.of()), Progress.SILENT);
        assertThat(unasked.evaluation().metrics()).doesNotContainKeys("latencyP50", "latencyP99", "modelSize");
        // The same model twice: no resample differs, and nobody errs alone.
        assertThat(unasked.resampling().differences().get("auc").interval().low())
                .isZero();
        assertThat(unasked.resampling().differences().get("auc").interval().high())
                .isZero();
        assertThat(unasked.resampling().mcNemar().p()).isEqualTo(1);
    }
}
