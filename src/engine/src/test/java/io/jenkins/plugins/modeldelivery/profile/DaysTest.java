package io.jenkins.plugins.modeldelivery.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Json;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DaysTest {

    private static final long DAY = 86_400_000L;

    private static DateProfile profile(long... days) {
        return DateProfile.of(new Column.Date(
                "d",
                Arrays.stream(days)
                        .map(d -> d * DAY + Math.floorMod(d * 7919, DAY))
                        .toArray(),
                0));
    }

    private static Set<Long> gapDays(DateProfile profile) {
        return profile.gaps().stream()
                .flatMap(g -> LongStream.rangeClosed(g.first(), g.last()).boxed())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void daysWithoutRowsAreTold() {
        long monday = LocalDate.parse("2026-03-02").toEpochDay();
        DateProfile profile = profile(monday, monday + 1, monday + 1, monday + 4, monday + 6);
        assertThat(profile.gaps()).extracting(Days::words).containsExactly("2026-03-04 to 2026-03-05", "2026-03-07");
        assertThat(profile.gaps()).extracting(Days::count).containsExactly(2L, 1L);
        assertThat(profile(-1, 0).gaps()).isEmpty();
        assertThat(profile().days()).isEmpty();
        assertThat(profile().merge(profile(3)).gaps()).isEmpty();
    }

    @Test
    void ofManyGapsTheLongestAreKept() throws IOException {
        long[] days = LongStream.range(0, 5000).map(i -> i * 2 + i / 100 * 5).toArray();
        DateProfile profile = profile(days);
        assertThat(profile.days()).hasSizeLessThanOrEqualTo(Days.MOST);
        assertThat(profile.shortest()).isEqualTo(2);
        assertThat(profile.gaps()).hasSize(49).allMatch(g -> g.count() == 6);
        String json = Json.line(profile);
        assertThat(json.length()).isLessThan(4000);
        assertThat(Json.parse(json, ColumnProfile.class, "back")).isEqualTo(profile);
    }

    @Property(tries = 300)
    void mergedIsAsReadTogether(
            @ForAll @Size(max = 60) List<@LongRange(min = -200, max = 200) Long> a,
            @ForAll @Size(max = 60) List<@LongRange(min = -200, max = 200) Long> b) {
        long[] some = a.stream().mapToLong(x -> x).toArray();
        long[] others = b.stream().mapToLong(x -> x).toArray();
        long[] both =
                LongStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray();
        DateProfile merged = profile(some).merge(profile(others));
        DateProfile together = profile(both);
        if (merged.shortest() == 1 && together.shortest() == 1) {
            assertThat(merged).isEqualTo(together);
        }
    }

    @Property(tries = 100)
    void everyGapThatIsToldIsOne(
            @ForAll @Size(min = 1, max = 1000) List<@LongRange(min = 0, max = 3000) Long> a,
            @ForAll @Size(min = 1, max = 1000) List<@LongRange(min = 0, max = 3000) Long> b) {
        DateProfile merged = profile(a.stream().mapToLong(x -> x).toArray())
                .merge(profile(b.stream().mapToLong(x -> x).toArray()));
        Set<Long> rows = new TreeSet<>(a);
        rows.addAll(b);
        assertThat(gapDays(merged)).doesNotContainAnyElementsOf(rows);
        assertThat(merged.days()).hasSizeLessThanOrEqualTo(Days.MOST);
        // All that are long enough are among them.
        Set<Long> told = gapDays(merged);
        Long before = null;
        for (long day : rows) {
            if (before != null && day - before - 1 >= merged.shortest()) {
                assertThat(told).contains(before + 1, day - 1);
            }
            before = day;
        }
    }
}
