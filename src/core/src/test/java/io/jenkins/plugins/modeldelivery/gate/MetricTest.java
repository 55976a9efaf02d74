package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void headlineIsWhatPeopleLookForFirst() {
        assertThat(Metric.headline(Map.of("logLoss", 0.3, "accuracy", 0.9, "auc", 0.8)))
                .contains("auc");
        assertThat(Metric.headline(Map.of("mae", 3.0, "rmse", 4.0))).contains("rmse");
        Map<String, Double> own = new LinkedHashMap<>();
        own.put("profit", 12.0);
        own.put("loss", 1.0);
        assertThat(Metric.headline(own)).contains("profit");
        assertThat(Metric.headline(Map.of())).isEmpty();
    }

    @Test
    void valuesKeepTheDigitsThatMatter() {
        assertThat(Metric.format(0.79144)).isEqualTo("0.791");
        assertThat(Metric.format(0)).isEqualTo("0.000");
        assertThat(Metric.format(1)).isEqualTo("1.00");
        assertThat(Metric.format(-12.345)).isEqualTo("-12.3");
        assertThat(Metric.format(1234.6)).isEqualTo("1235");
        // A loss of nearly nothing is not nothing.
        assertThat(Metric.format(0.0001234)).isEqualTo("1.23e-04");
        assertThat(Metric.format(3.2e9)).isEqualTo("3.20e+09");
        assertThat(Metric.format(Double.NaN)).isEqualTo("NaN");
    }
}
