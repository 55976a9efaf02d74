package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that tell rows apart. */
class IdentifiersTest {

    private static final String ASKED =
            "Column 'k' is another whole number in every row, like an id or a time: if it is one, put"
                    + " it into ignore.";
    private static final String LEFT_OUT = "Column 'k' is different in every row, like an id, and is left out.";

    @TempDir
    Path dir;

    /** What a training on a signal, the given column and a target says about that column. */
    private List<String> told(int rows, IntFunction<String> k) throws IOException {
        TrainResult trained = trained(rows, k);
        boolean used =
                trained.signature().inputs().stream().map(Signature.Field::name).anyMatch("k"::equals);
        List<String> warnings =
                trained.warnings().stream().filter(w -> w.contains("'k'")).toList();
        assertThat(used).as("%s", warnings).isEqualTo(!warnings.contains(LEFT_OUT));
        return warnings;
    }

    private TrainResult trained(int rows, IntFunction<String> k) throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("x,k,y\n");
        for (int i = 0; i < rows; i++) {
            int x = random.nextInt(10);
            text.append(x).append(',').append(k.apply(i)).append(',');
            text.append(x + 3 * random.nextGaussian() > 5 ? "yes\n" : "no\n");
        }
        return new Requests(dir)
                .data(text.toString())
                .trainer("logisticRegression")
                .run();
    }

    @Test
    void aCounterIsLeftOut() throws IOException {
        assertThat(told(300, i -> "" + (i + 1))).containsExactly(LEFT_OUT);
        assertThat(told(300, i -> i == 17 ? "" : "" + i)).containsExactly(LEFT_OUT);
        int[] shuffled = new Random(4).ints(0, 1000).distinct().limit(700).toArray();
        assertThat(told(700, i -> "" + shuffled[i])).containsExactly(LEFT_OUT);
    }

    @ParameterizedTest
    @ValueSource(longs = {16_777_000L, 2_024_000_123L, 45_000_000_000L, -9_007_199_254_740_000L})
    void aLargeCounterIsLeftOutThoughSinglePrecisionCannotTellItsValuesApart(long first) throws IOException {
        assertThat(told(400, i -> Long.toString(first + i))).containsExactly(LEFT_OUT);
        assertThat(told(400, i -> i == 5 ? "NA" : Long.toString(first + (i * 7L) % 400)))
                .containsExactly(LEFT_OUT);
    }

    @Test
    void wholeNumbersWithGapsAreToldAndKept() throws IOException {
        int[] ids = new Random(5).ints(100_000, 999_999).distinct().limit(300).toArray();
        assertThat(told(300, i -> "" + ids[i])).containsExactly(ASKED);
        assertThat(told(300, i -> i == 3 ? "" : "" + ids[i])).containsExactly(ASKED);
        // Seconds since 1970, some minutes apart: in single precision some are the same.
        assertThat(told(300, i -> "" + (1_700_000_000L + i * 61L + i % 7))).containsExactly(ASKED);
    }

    @Test
    void otherNumbersAreNot() throws IOException {
        Random random = new Random(6);
        assertThat(told(300, i -> Double.toString(random.nextGaussian()))).isEmpty();
        assertThat(told(300, i -> "" + random.nextInt(5000)))
                .as("some are the same")
                .isEmpty();
        assertThat(told(300, i -> "" + (2_024_000_000L + random.nextInt(5000))))
                .as("large, and some are the same")
                .isEmpty();
        assertThat(told(300, i -> (40_000_000 + i) + ".25"))
                .as("rounded to whole numbers only by single precision")
                .isEmpty();
        assertThat(told(30, i -> "" + i * i * 10)).as("few").isEmpty();
        assertThat(told(300, i -> i % 3 == 0 ? "" + i : ""))
                .as("mostly missing: kept, and told")
                .contains(ASKED)
                .doesNotContain(LEFT_OUT);
    }

    @Test
    void whoAsksForAFeatureGetsIt() throws IOException {
        String table = "x,k,y\n"
                + IntStream.range(0, 300)
                        .mapToObj(i -> i * 37 % 11 + "," + i + "," + (i * 37 % 11 > 4 ? "yes" : "no"))
                        .collect(java.util.stream.Collectors.joining("\n"));
        TrainResult trained = new Requests(dir)
                .data(table)
                .features("x", "k")
                .trainer("logisticRegression")
                .run();
        assertThat(trained.signature().inputs())
                .extracting(Signature.Field::name)
                .containsExactly("x", "k");
        assertThat(trained.warnings()).noneMatch(w -> w.contains("'k'"));
    }
}
