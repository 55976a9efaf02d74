package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One metric of a version.
 *
 * @param name of the metric
 * @param trained value on the rows held out at training, as text; null: not measured
 * @param validated value in the newest validation, as text; null: not measured
 * @param baseline the baseline's value in that validation, as text; null: not measured
 * @param higherIsBetter its direction; null where it is none that is known
 */
public record MetricRow(String name, String trained, String validated, String baseline, Boolean higherIsBetter) {

    /** All metrics of a version: the one that says most, those that are known in their usual order, the others. */
    @NonNull
    static List<MetricRow> all(@NonNull Version version) {
        Optional<Event.VersionValidated> newest = version.validation().map(Version.Recorded::event);
        return all(
                version.measured(),
                version.facts().metrics(),
                newest.map(Event.VersionValidated::metrics).orElse(Map.of()),
                newest.map(Event.VersionValidated::baselineMetrics).orElse(Map.of()));
    }

    /** The metrics that a version was registered with. */
    @NonNull
    static List<MetricRow> all(@NonNull Event.VersionRegistered facts) {
        return all(facts.metrics(), facts.metrics(), Map.of(), Map.of());
    }

    private static List<MetricRow> all(
            Map<String, Double> measured,
            Map<String, Double> trained,
            Map<String, Double> validated,
            Map<String, Double> baseline) {
        Set<String> names = new LinkedHashSet<>();
        Metric.headline(measured).ifPresent(names::add);
        names.addAll(Metric.ids());
        names.addAll(trained.keySet());
        names.addAll(validated.keySet());
        List<MetricRow> rows = new ArrayList<>();
        for (String name : names) {
            if (trained.containsKey(name) || validated.containsKey(name)) {
                rows.add(new MetricRow(
                        name,
                        text(trained, name),
                        text(validated, name),
                        text(baseline, name),
                        Metric.find(name)
                                .filter(Metric::better)
                                .map(Metric::higherIsBetter)
                                .orElse(null)));
            }
        }
        return rows;
    }

    /** Which way is better, in words. */
    @CheckForNull
    public String direction() {
        if (higherIsBetter == null) {
            return null;
        }
        return higherIsBetter ? Messages.MetricRow_higher() : Messages.MetricRow_lower();
    }

    /** An arrow for those who see. */
    @CheckForNull
    public String arrow() {
        if (higherIsBetter == null) {
            return null;
        }
        return higherIsBetter ? "\u2191" : "\u2193";
    }

    private static String text(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null ? null : Metric.format(value);
    }
}
