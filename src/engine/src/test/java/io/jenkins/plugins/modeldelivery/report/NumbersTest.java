package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "-0.0|0",
                "1|1",
                "12345.678|12,346",
                "1234567|1,234,567",
                "24.1173|24.12",
                "0.1|0.1",
                "0.00123456|0.001235",
                "-3.5|−3.5",
                "1e-7|1.000e-07",
                "1e20|1.000e+20",
                "380|380",
                "NaN|n/a",
                "Infinity|n/a"
            })
    void significant(double value, String text) {
        assertThat(Numbers.significant(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0.000",
                "-0.0001|0.000",
                "0.8125|0.813",
                "-0.03|−0.030",
                "12.3456|12.35",
                "NaN|n/a",
                "-Infinity|n/a"
            })
    void score(double value, String text) {
        assertThat(Numbers.score(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0.0 %", "0.0001|< 0.1 %", "0.3127|31.3 %", "1|100.0 %", "-0.02|−2.0 %", "NaN|n/a"})
    void percent(double value, String text) {
        assertThat(Numbers.percent(value).replace('\u00A0', ' ')).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|< 0.0001", "0.00012|0.00012", "0.0042|0.0042", "0.0499|0.050", "0.412|0.41", "1|1.00", "NaN|n/a"
            })
    void p(double value, String text) {
        assertThat(Numbers.p(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 bytes",
                "1|1 byte",
                "999|999 bytes",
                "1000|1.0 kB",
                "49728|50 kB",
                "999999|1.0 MB",
                "3200000000|3.2 GB"
            })
    void bytes(long value, String text) {
        assertThat(Numbers.bytes(value).replace('\u00A0', ' ')).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 s", "59|59 s", "60|1 min", "3661|1 h 1 min", "86400|1 d", "97200|1 d 3 h", "-5|0 s"})
    void duration(long seconds, String text) {
        assertThat(Numbers.duration(Duration.ofSeconds(seconds)).replace('\u00A0', ' '))
                .isEqualTo(text);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void everyNumberHasAShortText(@ForAll double value) {
        for (String text : List.of(
                Numbers.significant(value),
                Numbers.score(value),
                Numbers.p(Math.abs(value) % 1),
                Numbers.points(value % 1))) {
            assertThat(text).isNotBlank().hasSizeLessThan(26).doesNotContain("NaN", "Infinity");
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void ticksAreFewRoundAndCoverTheValues(@ForAll double a, @ForAll double b) {
        Scale scale = Scale.nice(Math.min(a, b), Math.max(a, b), 4, 0, 400);

        assertThat(scale.ticks()).hasSizeBetween(2, 21);
        assertThat(scale.at(a)).isBetween(0.0, 400.0);
        assertThat(scale.high()).isGreaterThan(scale.low());
        double lead = scale.step() / Math.pow(10, Math.floor(Math.log10(scale.step()) + 1e-9));
        assertThat(List.of(1L, 2L, 5L, 10L)).contains(Math.round(lead));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void ticksOfUsualValuesAreToScale(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double size) {
        Scale scale = Scale.nice(low, low + size, 4, 0, 400);

        assertThat(scale.low()).isLessThanOrEqualTo(low + size * 1e-6);
        assertThat(scale.high()).isGreaterThanOrEqualTo(low + size - size * 1e-6);
        assertThat(scale.ticks()).hasSizeBetween(2, 8);
        assertThat(scale.ticks().stream().map(scale::label)).doesNotHaveDuplicates();
    }
}
