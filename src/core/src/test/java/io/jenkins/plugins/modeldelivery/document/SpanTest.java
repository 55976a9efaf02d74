package io.jenkins.plugins.modeldelivery.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @Test
    void lengthsOfTimeAreReadAsPeopleWriteThem() {
        assertThat(Span.parse("2 days")).isEqualTo(Duration.ofDays(2));
        assertThat(Span.parse(" 36H ")).isEqualTo(Duration.ofHours(36));
        assertThat(Span.parse("1 week 2d 3 hours")).isEqualTo(Duration.ofDays(9).plusHours(3));
        assertThat(Span.parse("90min")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Span.parse("PT36H")).isEqualTo(Duration.ofHours(36));
        assertThat(Span.parse("P2D")).isEqualTo(Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "days", "2 moons", "-2 days", "0 days", "2 days!", "P", "PT0S", "1e9 days"})
    void whatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Span.parse(text));
    }

    @Property(tries = 300)
    void nothingElseIsThrown(@ForAll @StringLength(max = 20) String text) {
        try {
            assertThat(Span.parse(text)).isPositive();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("'" + text + "'");
        }
    }

    @Test
    void theyAreToldInWholeUnits() {
        assertThat(Span.words(Duration.ofDays(22).plusHours(5))).isEqualTo("22 days");
        assertThat(Span.words(Duration.ofHours(36))).isEqualTo("36 hours");
        assertThat(Span.words(Duration.ofMinutes(90))).isEqualTo("90 minutes");
        assertThat(Span.words(Duration.ofMinutes(1))).isEqualTo("1 minute");
    }
}
