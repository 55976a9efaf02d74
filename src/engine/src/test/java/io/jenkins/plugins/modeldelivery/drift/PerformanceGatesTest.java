package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A regression whose error grows with a feature, so that what changes the feature changes how good it is. */
class PerformanceGatesTest {

    @TempDir
    static Path dir;

    @BeforeAll
    static void train() throws IOException {
        Training.run(
                new TrainRequest(
                        "price",
                        dir.toString(),
                        table("train.csv", 6000, 1, true, 1).toString(),
                        "y",
                        null,
                        new TrainerSpec("linear", Map.of()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        7L,
                        2),
                Progress.SILENT);
    }

    /** y = 2 x + noise of deviation z, z uniform about {@code middle}, within 0 and 2. */
    private static Path table(String name, int rows, double middle, boolean labelled, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder(labelled ? "x,z,y\n" : "x,z\n");
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian();
            double width = Math.min(middle, 2 - middle);
            double z = middle + width * (2 * random.nextDouble() - 1);
            csv.append(x).append(',').append(z);
            if (labelled) {
                csv.append(',').append(2 * x + z * random.nextGaussian());
            }
            csv.append('\n');
        }
        return Files.writeString(dir.resolve(name), csv);
    }

    private static DriftResult check(Path data, Gate... gates) throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "price",
                        1,
                        dir.toString(),
                        dir.resolve("model.zip").toString(),
                        data.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(gates),
                        null,
                        null),
                Progress.SILENT);
    }

    private static Gate drop(String metric, double most, Double confidence) {
        return new Gate(metric, null, null, null, most, false, null, confidence, null);
    }

    private static Gate max(String metric, double most, Gate.Level level) {
        return new Gate(metric, null, most, null, null, false, level);
    }

    @Test
    void theErrorOfARegressionIsEstimatedWithoutLabels() throws IOException {
        DriftResult calm = check(table("calm.csv", 2000, 1, false, 2));
        assertThat(calm.performance().rows()).isZero();
        // The noise's deviation is uniform on 0..2: its mean absolute value is sqrt(2 / pi), its root mean square 2 /
        // sqrt(3).
        Estimate mae = calm.performance().estimated().get("mae");
        assertThat(mae.value()).isCloseTo(Math.sqrt(2 / Math.PI), within(0.08));
        assertThat(mae.low()).isLessThan(mae.value());
        assertThat(mae.high()).isBetween(mae.value(), 1.0);
        assertThat(calm.performance().estimated().get("rmse").value()).isCloseTo(2 / Math.sqrt(3), within(0.12));
        assertThat(calm.performance().conditions().get(0))
                .contains("1,200 rows held out at training")
                .contains("correlation 0.");
        // Where z is 1.5 to 2 the error is larger, and only features say so: E|e| = 1.75 sqrt(2 / pi) = 1.40.
        DriftResult noisy = check(table("noisy.csv", 2000, 1.75, false, 3));
        DriftResult truth = check(table("labelled.csv", 2000, 1.75, true, 3));
        double measured = truth.performance().realised().get("mae");
        assertThat(noisy.performance().estimated().get("mae").value()).isCloseTo(measured, within(0.15));
        assertThat(noisy.performance().estimated().get("mae").low())
                .isGreaterThan(calm.performance().estimated().get("mae").high());
        Result back = Json.parse(Json.line(truth), Result.class, "test");
        assertThat(Json.line(back)).isEqualTo(Json.line(truth));
    }

    @Test
    void aGateDecidesByWhatWasMeasuredAndElseByTheEstimate() throws IOException {
        DriftResult good = check(table("good.csv", 2000, 1, true, 4), drop("rmse", 0.1, null), max("mae", 1, null));
        assertThat(good.gates()).allMatch(d -> d.outcome() == Outcome.PASS);
        assertThat(good.gates().get(0).sentence())
                .matches("rmse \\(measured\\) [0-9.]+ <= training [0-9.]+ \\+ 0.1: pass");
        assertThat(good.level()).as(good.summary()).isEqualTo(Level.OK);
        assertThat(good.summary()).startsWith("No drift");

        DriftResult bad = check(table("bad.csv", 2000, 1.75, false, 5), drop("rmse", 0.1, 0.95));
        assertThat(bad.level()).isEqualTo(Level.DRIFT);
        assertThat(bad.summary())
                .startsWith("Performance: rmse (estimated) 1.")
                .contains(" <= training 1.", " of 1,000 simulated outcomes below 0.1, 95 % needed): fail. ");
        assertThat(bad.findings())
                .anyMatch(f -> f.level() == Level.DRIFT && f.kind().equals("performance"));
    }

    @Test
    void theLevelOfAGateSaysWhichVerdict() throws IOException {
        Path data = table("same.csv", 2000, 1, true, 6);
        assertThat(check(data, max("mae", 0.1, Gate.Level.UNSTABLE)).level()).isEqualTo(Level.WARNING);
        assertThat(check(data, max("mae", 0.1, Gate.Level.FAILURE)).level()).isEqualTo(Level.DRIFT);
        DriftResult sure = check(data, drop("mae", 0.2, 0.95));
        assertThat(sure.gates().get(0).sentence()).contains("(measured)", " of 1,000 resamples below 0.2");
        assertThat(sure.level()).as(sure.summary()).isEqualTo(Level.OK);
    }

    @Test
    void whatCanBeNeitherMeasuredNorEstimatedIsInsufficientData() throws IOException {
        GateDecision unlabelled = check(table("r2.csv", 2000, 1, false, 7), drop("r2", 0.1, null))
                .gates()
                .get(0);
        assertThat(unlabelled.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(unlabelled.sentence())
                .isEqualTo("r2 could be neither measured nor estimated on these rows: insufficient data");
        DriftResult few = check(table("few.csv", 50, 1, true, 8), max("mae", 10, null));
        assertThat(few.level()).isEqualTo(Level.INSUFFICIENT_DATA);
        assertThat(few.gates().get(0).outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        DriftResult many = check(table("many.csv", 2000, 1, false, 9), drop("r2", 0.1, null));
        assertThat(many.level()).isEqualTo(Level.INSUFFICIENT_DATA);
        assertThat(many.summary())
                .startsWith("Performance: r2 could be neither")
                .contains(". No drift");
    }

    /** A model file of an older engine says nothing of its training: what compares with that fails closed. */
    @Test
    void withoutWhatHeldOutRowsToldAComparisonIsInsufficientData() {
        DriftResult.Performance performance =
                new DriftResult.Performance(500, Map.of("auc", 0.8), Map.of(), Map.of(), List.of());
        List<GateDecision> decisions = PerformanceGates.decide(
                List.of(drop("auc", 0.1, null), new Gate("auc", 0.7, null, null, null, false, null)),
                Task.BINARY,
                500,
                performance,
                Map.of());
        assertThat(decisions.get(0).sentence())
                .isEqualTo("auc (measured) 0.8: it was not measured for training: insufficient data");
        assertThat(decisions.get(1).sentence()).isEqualTo("auc (measured) 0.8 >= 0.7: pass");
    }

    @Test
    void gatesThatMakeNoSenseHereAreRefusedBeforeAnythingIsRead() {
        Gate slice = new Gate("mae", null, 1.0, null, null, false, null, null, "x");
        assertThatThrownBy(() ->
                        check(dir.resolve("not-there.csv"), slice, max("modelSize", 1, null), drop("auc", 1, null)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("3 things are wrong:")
                .hasMessageContaining("gate 1 (mae): A drift check has no slices.")
                .hasMessageContaining("gate 2 (modelSize): A drift check does not measure modelSize.")
                .hasMessageContaining("gate 3 (auc): auc is not defined for regression models.");
    }
}
