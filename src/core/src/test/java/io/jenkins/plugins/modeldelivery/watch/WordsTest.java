package io.jenkins.plugins.modeldelivery.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write for windows and lengths of time. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "12h,PT12H",
        "2d,P2D",
        "30m,PT30M",
        "90s,PT90S",
        "PT12H,PT12H",
        "p1dt2h,P1DT2H",
        "1d 12h,PT36H",
        "' 1H30M ',PT90M",
        "0s,PT0S"
    })
    void lengthsOfTime(String text, Duration length) {
        assertThat(CoolDown.parse(text)).isEqualTo(new CoolDown(length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "12", "h", "12 hours", "-12h", "PT-12H", "12h 1d", "1.5h", "9999d", "P", "9999999h"})
    void noLengthsOfTime(String text) {
        assertThatThrownBy(() -> CoolDown.parse(text)).isInstanceOfSatisfying(InputException.class, wrong -> {
            assertThat(wrong.problem().where()).isEqualTo("coolDown");
            assertThat(wrong.problem().advice()).isNotBlank();
        });
    }

    @Test
    void itEndsAtItsEnd() {
        Instant last = Instant.parse("2026-01-01T00:00:00Z");
        CoolDown hour = CoolDown.parse("1h");
        assertThat(hour.covers(null, last)).isFalse();
        assertThat(hour.covers(last, last)).isTrue();
        assertThat(hour.covers(last, last.plusSeconds(3599))).isTrue();
        assertThat(hour.covers(last, last.plusSeconds(3600))).isFalse();
        assertThat(CoolDown.NONE.covers(last, last)).isFalse();
    }

    @Property
    void windowsAreReadAsTheyAreWritten(
            @ForAll @IntRange(min = 1, max = 50) int a, @ForAll @IntRange(min = 1, max = 50) int b) {
        Window window = new Window(Math.min(a, b), Math.max(a, b));
        assertThat(Window.parse(window.toString())).isEqualTo(window);
        assertThat(Window.parse(" " + window.bad() + "  of " + window.of() + " "))
                .isEqualTo(window);
    }

    @Property
    void anythingElseIsRefusedInASentence(@ForAll @StringLength(max = 12) String text) {
        try {
            Window.parse(text);
        } catch (InputException e) {
            assertThat(e.problem().where()).isEqualTo("window");
        }
        try {
            CoolDown.parse(text);
        } catch (InputException e) {
            assertThat(e.problem().where()).isEqualTo("coolDown");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0 of 3",
                "4 of 3",
                "3 of 0",
                "three",
                "3/5",
                "3 of",
                "of 5",
                "-1",
                "1 of 1001",
                "99999999999"
            })
    void noWindows(String text) {
        assertThatThrownBy(() -> Window.parse(text)).isInstanceOf(InputException.class);
    }
}
