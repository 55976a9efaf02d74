package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Slices as a table for each column: the metric that a gate on it asks for, else the one that says most. */
final class SliceTable {

    private static final int SHOWN = 8;

    private final Console console;

    SliceTable(Console console) {
        this.console = console;
    }

    void tell(ValidationResult result) {
        if (result.slices() != null) {
            result.slices().forEach(slicing -> tell(slicing, metric(slicing, result)));
        }
    }

    private static String metric(Slicing slicing, ValidationResult result) {
        return result.gates().stream()
                .map(GateDecision::gate)
                .filter(gate -> slicing.column().equals(gate.slice()))
                .map(gate -> Metric.find(gate.metric()).map(Metric::id).orElse(gate.metric()))
                .findFirst()
                .or(() -> Metric.headline(result.evaluation().metrics()))
                .orElse(null);
    }

    private void tell(Slicing slicing, String metric) {
        if (metric == null) {
            return;
        }
        boolean higher = Metric.find(metric).map(Metric::higherIsBetter).orElse(true);
        // The worst first: what people look for.
        List<Slicing.Slice> enough = slicing.slices().stream()
                .filter(slice -> slice.enough() && slice.metrics().containsKey(metric))
                .sorted(Comparator.comparing(
                        (Slicing.Slice slice) -> slice.metrics().get(metric) * (higher ? 1 : -1)))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("by " + slicing.column(), "rows", metric, "95 % interval"));
        enough.stream().limit(SHOWN).forEach(slice -> {
            Interval interval =
                    slice.intervals() == null ? null : slice.intervals().get(metric);
            rows.add(List.of(
                    Table.shorten(slice.value()),
                    String.format(Locale.ROOT, "%,d", slice.rows()),
                    Quantities.metric(slice.metrics().get(metric)),
                    interval == null
                            ? ""
                            : Quantities.metric(interval.low()) + " to " + Quantities.metric(interval.high())));
        });
        if (!enough.isEmpty()) {
            console.table(rows);
        }
        List<String> rest = new ArrayList<>();
        Slicing.Gap gap = slicing.gaps().get(metric);
        if (gap != null) {
            rest.add("gap " + Quantities.metric(gap.size()) + " between " + Table.shorten(gap.lowest()) + " and "
                    + Table.shorten(gap.highest()));
        }
        int more = enough.size() - SHOWN;
        if (more > 0) {
            rest.add(more + " more with enough rows");
        }
        long few = slicing.slices().size() - (long) enough.size() + slicing.others();
        if (few > 0) {
            rest.add(few + (few == 1 ? " slice" : " slices") + " by " + slicing.column()
                    + " with too few rows to judge");
        }
        if (!rest.isEmpty()) {
            console.line("  " + String.join("; ", rest));
        }
    }
}
