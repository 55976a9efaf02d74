package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The slices by one column: rows, the metrics that matter, and how far they lie apart. */
final class SliceTables {

    private static final int METRICS = 4;

    private SliceTables() {}

    static void write(Markup html, Slicing slicing, ValidationResult r) {
        List<String> metrics = metrics(slicing, r);
        List<String> head = new ArrayList<>(List.of("By " + slicing.column(), "#Rows"));
        for (int m = 0; m < metrics.size(); m++) {
            head.add("#" + Words.metric(metrics.get(m)));
            if (m == 0) {
                head.add("95 % interval");
                if (r.baseline() != null) {
                    head.add("#Baseline");
                }
            }
        }
        head.add("");
        Table table = Table.open(
                html,
                "By " + slicing.column() + "; slices with fewer than " + Numbers.count(slicing.minRows(), "row", "rows")
                        + " are not judged",
                head.toArray(String[]::new));
        for (Slicing.Slice slice : slicing.slices()) {
            table.row(slice.value()).cell(Numbers.count(slice.rows()));
            for (int m = 0; m < metrics.size(); m++) {
                String id = metrics.get(m);
                table.cell(Words.value(id, slice.metrics().get(id)));
                if (m == 0) {
                    table.cell(interval(
                            id,
                            slice.intervals() == null ? null : slice.intervals().get(id)));
                    if (r.baseline() != null) {
                        table.cell(Words.value(
                                id,
                                slice.baseline() == null
                                        ? null
                                        : slice.baseline().get(id)));
                    }
                }
            }
            table.cell(slice.enough() ? "" : "insufficient data");
        }
        table.close();
        List<String> words = new ArrayList<>();
        for (String id : metrics) {
            Slicing.Gap gap = slicing.gaps().get(id);
            if (gap != null) {
                words.add(Words.metric(id) + " differs by " + Words.value(id, gap.size()) + " between “" + gap.lowest()
                        + "” and “" + gap.highest() + "”");
            }
        }
        if (slicing.others() > 0) {
            words.add(Numbers.count(slicing.others(), "more value", "more values") + " with "
                    + Numbers.count(slicing.otherRows(), "row", "rows") + " not listed");
        }
        if (!words.isEmpty()) {
            html.leaf("p", String.join("; ", words) + ".");
        }
    }

    /** Those that gates on these slices ask for, then those that say most. */
    private static List<String> metrics(Slicing slicing, ValidationResult r) {
        Set<String> metrics = new java.util.LinkedHashSet<>();
        r.gates().stream()
                .filter(d -> slicing.column().equals(d.gate().slice()))
                .map(d -> Metric.find(d.gate().metric())
                        .map(Metric::id)
                        .orElse(d.gate().metric()))
                .forEach(metrics::add);
        Words.headline(r.evaluation().metrics()).ifPresent(metrics::add);
        for (String id : Words.ordered(r.evaluation().metrics())) {
            if (metrics.size() < METRICS
                    && Metric.find(id).map(m -> !m.detail()).orElse(true)) {
                metrics.add(id);
            }
        }
        return List.copyOf(metrics);
    }

    private static String interval(String id, Interval interval) {
        return interval == null
                ? Numbers.NONE
                : Words.value(id, interval.low()) + " to " + Words.value(id, interval.high());
    }
}
