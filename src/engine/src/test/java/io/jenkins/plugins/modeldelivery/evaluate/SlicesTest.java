package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {

    @TempDir
    Path directory;

    /** 900 rows: of CA (600) all predictions are right, of TX (250) one in five is wrong, of NY (50) all are. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder csv = new StringBuilder("label,prediction,state,speed,day\n");
        Random random = new Random(3);
        for (int i = 0; i < 900; i++) {
            boolean truth = random.nextInt(3) == 0;
            String state = i < 600 ? "CA" : i < 850 ? "TX" : "NY";
            boolean wrong = state.equals("NY") || state.equals("TX") && i % 5 == 0;
            csv.append(truth ? "yes" : "no")
                    .append(',')
                    .append(truth != wrong ? "yes" : "no")
                    .append(',')
                    .append(state)
                    .append(',')
                    .append(i % 10 == 0 ? "" : Integer.toString(i))
                    .append(",2024-0")
                    .append(1 + i % 3)
                    .append("-01\n");
        }
        Files.writeString(directory.resolve("predictions.csv"), csv);
    }

    private ValidationResult validate(List<Gate> gates, Integer resamples, SliceSpec... slices) throws IOException {
        return Validation.run(
                new ValidateRequest(
                        "m",
                        null,
                        directory.toString(),
                        null,
                        null,
                        directory.resolve("predictions.csv").toString(),
                        null,
                        null,
                        null,
                        "yes",
                        gates,
                        2,
                        resamples,
                        null,
                        List.of(slices),
                        null,
                        null,
                        null),
                Progress.SILENT);
    }

    private static Gate accuracy(double min, Double confidence) {
        return new Gate("accuracy", min, null, null, null, false, null, confidence, "state");
    }

    @Test
    void eachSliceIsMeasuredOnItsOwnRows() throws IOException {
        ValidationResult result = validate(List.of(), 200, new SliceSpec("state"));
        Slicing slicing = result.slices().get(0);
        assertThat(slicing.slices()).extracting(Slicing.Slice::value).containsExactly("CA", "TX", "NY");
        assertThat(slicing.slices()).extracting(Slicing.Slice::rows).containsExactly(600L, 250L, 50L);
        assertThat(slicing.slices()).extracting(Slicing.Slice::enough).containsExactly(true, true, false);
        assertThat(slicing.slices())
                .extracting(s -> s.metrics().get("accuracy"))
                .containsExactly(1.0, 0.8, 0.0);
        assertThat(slicing.slices().get(1).intervals().get("accuracy")).satisfies(interval -> {
            // The normal approximation, 0.8 +- 1.96 sqrt(0.8 * 0.2 / 250).
            assertThat(interval.low()).isCloseTo(0.7504, within(0.02));
            assertThat(interval.high()).isCloseTo(0.8496, within(0.02));
        });
        assertThat(slicing.slices().get(2).intervals()).isNull();
        // Of those with enough rows only.
        assertThat(slicing.gaps().get("accuracy")).satisfies(gap -> {
            assertThat(gap.size()).isCloseTo(0.2, within(1e-12));
            assertThat(gap.lowest()).isEqualTo("TX");
            assertThat(gap.highest()).isEqualTo("CA");
        });
        assertThat(Json.parse(Json.line(result), ValidationResult.class, "it").slices())
                .isEqualTo(result.slices());
        assertThat(Files.readString(directory.resolve("report.html")))
                .contains("By state")
                .contains("insufficient data");
    }

    @Test
    void aGateSlicesByItsColumnWithoutBeingTold() throws IOException {
        ValidationResult result = validate(List.of(accuracy(0.85, null), accuracy(0.7, 0.95)), null);
        assertThat(result.gates())
                .extracting(GateDecision::sentence)
                .containsExactly(
                        "accuracy by state: TX 0.8 >= 0.85, not met in 1 of 2 slices; 1 slice with too few rows: fail",
                        "accuracy by state: TX 0.8 >= 0.7 (100 % of 1,000 resamples, 95 % needed), the worst of 2 slices;"
                                + " 1 slice with too few rows: pass");
        assertThat(result.passed()).isFalse();
    }

    @Test
    void namedValuesMustBeMeasured() throws IOException {
        ValidationResult result = validate(
                List.of(accuracy(0.7, null)), 0, new SliceSpec("state", List.of("CA", "NY", "WY"), null, null));
        assertThat(result.gates().get(0).outcome()).isEqualTo(GateDecision.Outcome.INSUFFICIENT_DATA);
        assertThat(result.gates().get(0).sentence())
                .endsWith("among them NY (50 rows), WY (0 rows), which had to be measured: insufficient data");
        assertThat(result.slices().get(0).others()).isEqualTo(1);
        assertThat(result.slices().get(0).otherRows()).isEqualTo(250);
        assertThat(result.slices().get(0).slices()).allMatch(slice -> slice.intervals() == null);
        assertThat(result.resampling()).isNull();
    }

    @Test
    void numbersAreCutAtQuantiles() throws IOException {
        ValidationResult result =
                validate(List.of(), 0, new SliceSpec("speed", null, 3, 50), new SliceSpec("day", null, 2, 10));
        Slicing speed = result.slices().get(0);
        assertThat(speed.slices())
                .extracting(Slicing.Slice::value)
                .containsExactly("below 301", "301 to below 601", "from 601", "(missing)");
        assertThat(speed.slices()).extracting(Slicing.Slice::rows).containsExactly(270L, 270L, 270L, 90L);
        // Three days: few enough to be taken one by one.
        assertThat(result.slices().get(1).slices())
                .extracting(Slicing.Slice::value)
                .containsExactlyInAnyOrder("2024-01-01", "2024-02-01", "2024-03-01");
    }

    @Test
    void equalNumbersStayTogether() {
        float[] values = new float[1000];
        IntStream.range(0, 1000).forEach(i -> values[i] = i < 700 ? 0 : i);
        Parts parts = Parts.of(
                new SliceSpec("x", null, 4, 1),
                new Column.Numeric("x", values, 0),
                IntStream.range(0, 1000).toArray());
        assertThat(parts.names()).containsExactly("below 750", "from 750");
        assertThat(parts.rows()).containsExactly(750, 250);
        Parts named = Parts.of(
                new SliceSpec("x", List.of("0.0", "701"), null, 1),
                new Column.Numeric("x", values, 0),
                IntStream.range(0, 1000).toArray());
        assertThat(named.names()).containsExactly("0", "701");
        assertThat(named.rows()).containsExactly(700, 1);
    }

    @Test
    void onlyTheMostFrequentValuesAreListed() {
        int[] codes = IntStream.range(0, 5000).map(i -> i % 70).toArray();
        List<String> names = IntStream.range(0, 70).mapToObj(i -> "v" + i).toList();
        Parts parts = Parts.of(
                new SliceSpec("x"),
                new Column.Categorical("x", names, codes, 70, 0),
                IntStream.range(0, 5000).toArray());
        assertThat(parts.names()).hasSize(Parts.MOST);
        assertThat(parts.others()).isEqualTo(20);
        assertThat(parts.otherRows()).isEqualTo(5000 - rows(parts));
        // 5000 = 71 * 70 + 30: thirty values have 72 rows, forty have 71, of which twenty are listed.
        assertThat(rows(parts)).isEqualTo(30 * 72 + 20 * 71);
    }

    private static long rows(Parts parts) {
        return java.util.Arrays.stream(parts.rows()).sum();
    }

    @Test
    void slicesThatMakeNoSenseAreRefused() {
        refused("no column 'stat' to slice by", new SliceSpec("stat"));
        refused("Did you mean 'state'?", new SliceSpec("stat"));
        refused("listed twice", new SliceSpec("state"), new SliceSpec("state"));
        refused("bins cannot be 1", new SliceSpec("speed", null, 1, null));
        refused("minRows cannot be 0", new SliceSpec("speed", null, null, 0));
        refused("names no column", new SliceSpec(" "));
    }

    private void refused(String message, SliceSpec... slices) {
        assertThatThrownBy(() -> validate(List.of(), 0, slices))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}
