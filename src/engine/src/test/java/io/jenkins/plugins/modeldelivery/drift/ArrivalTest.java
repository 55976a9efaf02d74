package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftCheckpoint;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Freshness;
import io.jenkins.plugins.modeldelivery.document.InputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {

    private static final Instant NOW = Instant.parse("2024-03-10T12:00:00Z");

    private static Column.Date dates(String name, String... values) {
        long[] millis = Arrays.stream(values)
                .mapToLong(v -> v == null ? Long.MIN_VALUE : Instant.parse(v).toEpochMilli())
                .toArray();
        return new Column.Date(name, millis, (int)
                Arrays.stream(millis).filter(m -> m == Long.MIN_VALUE).count());
    }

    @Test
    void theNewestDateTellsTheAge() {
        Column.Date sold = dates("sold", "2024-03-01T00:00:00Z", null, "2024-03-08T00:00:00Z");
        Column.Date seen = dates("seen", "2024-03-09T18:00:00Z");
        Finding stale = Arrival.freshness(List.of(sold, seen), Freshness.parse("sold: 2 days"), NOW);
        assertThat(stale.level()).isEqualTo(Level.WARNING);
        assertThat(stale.kind()).isEqualTo("freshness");
        assertThat(stale.message())
                .isEqualTo("The newest sold is 2024-03-08, 2.5 days old; at most 2 days were asked for");
        Finding fresh = Arrival.freshness(List.of(sold, seen), Freshness.parse("2 days"), NOW);
        assertThat(fresh.level()).isEqualTo(Level.OK);
        assertThat(fresh.column()).isEqualTo("seen");
        assertThat(fresh.message()).contains("2024-03-09T18:00:00Z, 18.0 hours old");
        assertThat(Arrival.freshness(List.of(dates("none", (String) null)), Freshness.parse("1 week"), NOW)
                        .level())
                .isEqualTo(Level.WARNING);
    }

    @Test
    void aColumnThatIsNotThereIsAMistake() {
        assertThatThrownBy(() -> Arrival.freshness(
                        List.of(dates("sold", "2024-03-01T00:00:00Z")), Freshness.parse("bought: 2 days"), NOW))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'bought'")
                .hasMessageContaining("sold");
        assertThatThrownBy(() -> Arrival.freshness(List.of(), Freshness.parse("2 days"), NOW))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column of dates");
    }

    @Test
    void agesAreRead() {
        assertThat(Freshness.parse("90 minutes")).isEqualTo(new Freshness(null, Duration.ofMinutes(90), "90 minutes"));
        assertThat(Freshness.parse(" a: b : 1.5 Hours").column()).isEqualTo("a: b");
        assertThat(Freshness.parse("1 week").age()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "days", "-1 days", "2 months", "2 days old", "1e9 days"})
    void whatIsNoAgeIsRefused(String text) {
        assertThatThrownBy(() -> Freshness.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("parameter freshness")
                .hasMessageContaining("as in '2 days'");
    }

    private static List<DriftCheckpoint> history(long... rows) {
        return Arrays.stream(rows)
                .mapToObj(n -> new DriftCheckpoint(NOW, Level.OK, n, null, Map.of()))
                .toList();
    }

    @Test
    void unusuallyFewOrManyRowsAreToldAfterFiveChecks() {
        assertThat(Arrival.rows(100, history(1000, 1100, 900, 1000))).isEmpty();
        List<DriftCheckpoint> usual = history(1000, 1100, 900, 1000, 1050, 950);
        assertThat(Arrival.rows(100, usual)).hasValueSatisfying(f -> {
            assertThat(f.level()).isEqualTo(Level.WARNING);
            assertThat(f.message())
                    .isEqualTo(
                            "100 rows are far fewer than usual: the last 6 checks had 900 to 1,100, half of them 1,000"
                                    + " or fewer");
        });
        assertThat(Arrival.rows(2500, usual)).isPresent();
        assertThat(Arrival.rows(1200, usual)).isEmpty();
        // Always exactly as many: a few more are no news.
        assertThat(Arrival.rows(1010, history(1000, 1000, 1000, 1000, 1000))).isEmpty();
        assertThat(Arrival.rows(2000, history(1000, 1000, 1000, 1000, 1000))).isPresent();
        // It always varied.
        assertThat(Arrival.rows(100, history(1000, 100, 10_000, 300, 5000))).isEmpty();
    }
}
