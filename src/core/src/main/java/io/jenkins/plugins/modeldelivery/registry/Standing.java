package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.time.Instant;
import java.util.Map;

/**
 * What a list says of one version: where it stands, since when, and how good it is.
 *
 * @param version its number
 * @param stage where it stands
 * @param since when it entered that stage, UTC
 * @param registered when, UTC
 * @param metric name of the metric that says most; null: it has none
 * @param metrics as last measured, by name
 * @param passed whether its newest validation passed; null: it was never validated
 * @param drift verdict of its newest drift check; null: it was never checked
 * @param tags key-value notes
 * @param others how many more versions stand in that stage
 */
public record Standing(
        int version,
        String stage,
        Instant since,
        Instant registered,
        String metric,
        Map<String, Double> metrics,
        Boolean passed,
        DriftResult.Level drift,
        Map<String, String> tags,
        int others) {
    public Standing {
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    static Standing of(Version version, int others) {
        Map<String, Double> measured = version.measured();
        return new Standing(
                version.number(),
                version.stage(),
                version.since(),
                version.registered(),
                Metric.headline(measured).orElse(null),
                measured,
                version.validation().map(v -> v.event().passed()).orElse(null),
                version.driftCheck().map(d -> d.event().level()).orElse(null),
                version.tags(),
                others);
    }

    /** The value of the metric that says most; null: it has none. */
    public Double value() {
        return metric == null ? null : metrics.get(metric);
    }

    /** That metric with its value, as {@code auc 0.791}; null: it has none. */
    public String headline() {
        return metric == null ? null : metric + " " + Metric.format(metrics.get(metric));
    }
}
