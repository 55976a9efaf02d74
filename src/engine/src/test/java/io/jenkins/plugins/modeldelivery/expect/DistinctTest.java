package io.jenkins.plugins.modeldelivery.expect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class DistinctTest {

    @Property(tries = 200)
    void whatDoesNotFitIntoMemoryIsCountedAllTheSame(
            @ForAll @Size(max = 300) List<@LongRange(min = -60, max = 60) Long> hashes,
            @ForAll @IntRange(min = 1, max = 50) int most)
            throws IOException {
        Set<Long> seen = new HashSet<>();
        long repeated = 0;
        try (Distinct distinct = new Distinct(most)) {
            for (long hash : hashes) {
                boolean before = !seen.add(hash);
                repeated += before ? 1 : 0;
                // It may not know, but it never says so of a new one.
                if (distinct.add(hash)) {
                    assertThat(before).isTrue();
                }
            }
            assertThat(distinct.repeated()).isEqualTo(repeated);
        }
    }
}
