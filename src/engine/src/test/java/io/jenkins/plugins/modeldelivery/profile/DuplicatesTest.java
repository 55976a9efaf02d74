package io.jenkins.plugins.modeldelivery.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DuplicatesTest {

    /** As many as do not change a set of the rows. */
    @Property(tries = 100)
    void rowsThatEqualAnEarlierOneAreCounted(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = random.nextInt(6_000);
        int values = 1 + random.nextInt(60);
        float[] numbers = new float[rows];
        int[] codes = new int[rows];
        long[] days = new long[rows];
        Set<String> seen = new HashSet<>();
        long expected = 0;
        for (int row = 0; row < rows; row++) {
            int number = random.nextInt(values);
            numbers[row] = number == 0 ? Float.NaN : number == 1 && random.nextBoolean() ? -0f : number - 1;
            codes[row] = random.nextInt(values) - 1;
            days[row] = random.nextInt(3) == 0 ? Long.MIN_VALUE : random.nextInt(3);
            expected += seen.add(number + " " + codes[row] + " " + days[row]) ? 0 : 1;
        }
        List<Column> columns = List.of(
                new Column.Numeric("n", numbers, 0),
                new Column.Categorical("c", List.of(), codes, 0, 0),
                new Column.Date("d", days, 0));
        assertThat(Duplicates.count(columns)).isEqualTo(expected);
        assertThat(Duplicates.count(List.of())).isZero();
    }
}
