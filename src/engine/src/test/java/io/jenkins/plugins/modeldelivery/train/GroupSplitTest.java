package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No group is in both parts, whatever the groups are. */
class GroupSplitTest {

    @Property(tries = 200)
    void noGroupIsOnBothSidesAndNoRowIsLost(
            @ForAll @IntRange(min = 2, max = 40) int groups,
            @ForAll @IntRange(min = 2, max = 400) int rows,
            @ForAll @IntRange(min = 0, max = 3) int classes,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows];
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = i < 2 ? i : random.nextInt(10) == 0 ? Float.NaN : random.nextInt(groups);
            labels[i] = classes == 0 ? random.nextFloat() : random.nextInt(classes);
        }
        Split split = GroupSplit.of(new Column.Numeric("g", values, 0), labels, classes, 0.3, seed);
        Set<Float> train = new HashSet<>();
        Set<Integer> all = new HashSet<>();
        for (int row : split.train()) {
            train.add(values[row]);
            all.add(row);
        }
        assertThat(split.train()).isNotEmpty();
        assertThat(split.test()).isNotEmpty();
        for (int row : split.test()) {
            all.add(row);
            if (!Float.isNaN(values[row])) {
                assertThat(train).doesNotContain(values[row]);
            }
        }
        assertThat(all).hasSize(rows);
        assertThat(split.train().length + split.test().length).isEqualTo(rows);
    }

    @Test
    void theTestRowsAreNearTheShareInRowsAndInClasses() {
        int rows = 20_000;
        Random random = new Random(3);
        int[] codes = new int[rows];
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = (int) Math.min(299, Math.abs(random.nextGaussian()) * 100);
            // Groups differ in their share of positives.
            labels[i] = random.nextInt(300) < codes[i] / 3 ? 1 : 0;
        }
        Column groups = new Column.Categorical(
                "g", IntStream.range(0, 300).mapToObj(g -> "g" + g).toList(), codes, 300, 0);
        Split split = GroupSplit.of(groups, labels, 2, 0.2, 42);
        assertThat(split.test().length).isBetween(3_900, 4_100);
        double positives = 0;
        double tested = 0;
        for (float label : labels) {
            positives += label;
        }
        for (int row : split.test()) {
            tested += labels[row];
        }
        assertThat(tested / positives).isBetween(0.19, 0.21);
        assertThat(GroupSplit.of(groups, labels, 2, 0.2, 42).test()).isEqualTo(split.test());
        assertThat(GroupSplit.of(groups, labels, 2, 0.2, 43).test()).isNotEqualTo(split.test());
        assertThat(split.words()).matches("random [0-9]+ of [0-9]+ groups by g \\((19|20).*% of the rows\\), seed 42");
    }

    @Test
    void trainingKeepsTheGroupOutOfTheFeatures(@TempDir Path dir) throws IOException {
        StringBuilder text = new StringBuilder("customer,x,y\n");
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            double x = random.nextDouble();
            String customer = i % 50 == 7 ? "" : "c" + i % 40;
            text.append(customer)
                    .append(',')
                    .append(x)
                    .append(',')
                    .append(x > 0.5 ? "yes" : "no")
                    .append('\n');
        }
        TrainResult result =
                new Requests(dir).data(text.toString()).groupColumn("customer").run();
        assertThat(result.signature().inputs()).singleElement().satisfies(f -> assertThat(f.name())
                .isEqualTo("x"));
        assertThat(result.warnings())
                .contains("8 rows have no value of the groupColumn 'customer' and count as a group each.");
        assertThat(result.evaluation().rows()).isBetween(70L, 90L);
    }
}
