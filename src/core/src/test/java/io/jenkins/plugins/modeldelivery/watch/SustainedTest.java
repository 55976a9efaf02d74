package io.jenkins.plugins.modeldelivery.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SustainedTest {

    /** O ok, W warning, D drift, I insufficient data; oldest first. */
    private static List<Level> levels(String letters) {
        return Arrays.stream(letters.split(""))
                .map(letter -> switch (letter) {
                    case "O" -> Level.OK;
                    case "W" -> Level.WARNING;
                    case "D" -> Level.DRIFT;
                    case "I" -> Level.INSUFFICIENT_DATA;
                    default -> throw new IllegalArgumentException(letter);
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "3 of 5, D,      OK,                the first check found drift",
        "3 of 5, DD,     OK,                2 of the last 2 checks found drift",
        "3 of 5, DOD,    OK,                2 of the last 3 checks found drift",
        "3 of 5, WOOD,   OK,                1 of the last 4 checks found drift",
        "3 of 5, DWD,    WARNING,           2 of the last 3 checks found drift",
        "3 of 5, DWIW,   WARNING,           ",
        "3 of 5, DODOD,  DRIFT,             ",
        "3 of 5, DDOOOD, OK,                2 of the last 5 checks found drift",
        "3 of 5, DDDO,   OK,                ",
        "3 of 5, DDDW,   WARNING,           ",
        "3 of 5, OOW,    OK,                1 of the last 3 checks found a warning",
        "3 of 5, DDDI,   INSUFFICIENT_DATA, ",
        "2,      DIID,   DRIFT,             ",
        "1,      D,      DRIFT,             ",
        "1,      W,      WARNING,           ",
    })
    void theNewestCheckCountsAsWhatEnoughOfTheLastFound(String window, String letters, Level level, String reason) {
        Sustained sustained = Sustained.of(Window.parse(window), levels(letters));

        assertThat(sustained.level()).isEqualTo(level);
        assertThat(sustained.isHeldBack()).isEqualTo(reason != null);
        if (reason != null) {
            assertThat(sustained.reason())
                    .startsWith(reason)
                    .contains("it takes " + Window.parse(window) + " to count");
        }
    }

    @Test
    void aWarningForNowIsSaid() {
        assertThat(Sustained.of(Window.parse("3 of 5"), levels("DWD")).reason())
                .isEqualTo("2 of the last 3 checks found drift, and it takes 3 of 5 to count: a warning for now");
    }

    @Test
    void withoutAnyCheckThereIsNothingToSay() {
        assertThatThrownBy(() -> Sustained.of(Window.ONE, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void itNeverCountsForMoreThanItFoundAndOneOfOneChangesNothing(
            @ForAll @Size(min = 1, max = 12) List<Level> levels, @ForAll @IntRange(min = 1, max = 6) int bad) {
        Level found = levels.get(levels.size() - 1);

        assertThat(Sustained.of(Window.ONE, levels).level()).isEqualTo(found);
        Sustained sustained = Sustained.of(new Window(bad, 6), levels);
        assertThat(sustained.level().compareTo(found)).isLessThanOrEqualTo(0);
        // The more it takes, the less it counts for.
        assertThat(sustained
                        .level()
                        .compareTo(Sustained.of(new Window(Math.max(1, bad - 1), 6), levels)
                                .level()))
                .isLessThanOrEqualTo(0);
    }
}
