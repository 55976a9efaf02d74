package io.jenkins.plugins.modeldelivery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SortingTest {

    /** The JDK's stable sort is the model; its -0 comes before 0, here they are one value. */
    @Property(tries = 500)
    void orderIsThatOfTheNumbers(@ForAll double[] values, @ForAll boolean ties) {
        Assume.that(Arrays.stream(values).noneMatch(Double::isNaN));
        double[] some = ties ? Arrays.stream(values).map(v -> (int) v % 3).toArray() : values;
        int[] expected = IntStream.range(0, some.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> some[i] + 0.0))
                .mapToInt(i -> i)
                .toArray();
        assertThat(Sorting.ascending(some)).containsExactly(expected);
        assertThat(Sorting.sorted(some))
                .containsExactly(Arrays.stream(some).map(v -> v + 0.0).sorted().toArray());
    }
}
