package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far each column was in the drift checks of a version, in units of its drift threshold, so that 1 is drift whichever distance
 * decided.
 *
 * @param checks whose numbers are shown one by one, newest first
 * @param drawn how many checks the lines run over
 * @param lines one a column, the largest weighted distance of the newest check first
 * @param more columns that are not shown
 */
public record DriftTrend(List<DriftMark> checks, int drawn, List<Line> lines, int more) {

    /** Checks whose numbers are shown. */
    private static final int NUMBERS = 6;
    /** Checks that a line runs over, as in the engine's report. */
    private static final int DRAWN = 30;
    /** Columns; the report has all. */
    private static final int COLUMNS = 20;

    private static final double WIDTH = 120;
    private static final double HEIGHT = 24;
    private static final double EDGE = 3;
    /** The axis reaches a little beyond the threshold at least, so that a calm column looks calm. */
    private static final double LEAST = 1.2;

    /**
     * What the checks of a version say that compared with the same kind of baseline as the newest; no lines where fewer than two
     * of them have any.
     */
    @NonNull
    static DriftTrend of(@NonNull List<DriftMark> newestFirst, @NonNull List<InputRow> inputs) {
        List<DriftMark> measured = newestFirst.stream()
                .filter(check -> !check.severities().isEmpty())
                .toList();
        List<DriftMark> all = measured.stream()
                .filter(check -> DriftHistory.Kind.of(check.baseline())
                        == DriftHistory.Kind.of(measured.get(0).baseline()))
                .limit(DRAWN)
                .toList();
        if (all.size() < 2) {
            return new DriftTrend(List.of(), 0, List.of(), 0);
        }
        Map<String, Double> importances = inputs.stream()
                .filter(input -> input.importance() != null)
                .collect(Collectors.toMap(InputRow::name, InputRow::importance, (first, second) -> first));
        double average = importances.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        Set<String> columns = new LinkedHashSet<>();
        all.forEach(check -> columns.addAll(check.severities().keySet()));
        DriftMark newest = all.get(0);
        List<Line> lines = columns.stream()
                .sorted(Comparator.comparingDouble((String column) -> {
                            // Label and prediction, which have no importance, count as an average column.
                            Double importance = importances.get(column);
                            double weight = importance == null || average == 0 ? 1 : importance / average;
                            return -weight * newest.severities().getOrDefault(column, 0.0);
                        })
                        .thenComparing(Comparator.naturalOrder()))
                .limit(COLUMNS)
                .map(column -> Line.of(column, all))
                .toList();
        return new DriftTrend(
                all.subList(0, Math.min(NUMBERS, all.size())), all.size(), lines, columns.size() - lines.size());
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * A column.
     *
     * @param column its name
     * @param points of the line, oldest check first, as SVG has them, within 120 by 24
     * @param limit where the threshold lies, from above
     * @param x of the newest check
     * @param y of the newest check
     * @param cells one a check that is shown, newest first
     */
    public record Line(String column, String points, String limit, String x, String y, List<Cell> cells) {

        static Line of(String column, List<DriftMark> newestFirst) {
            double top = LEAST;
            for (DriftMark check : newestFirst) {
                top = Math.max(top, check.severities().getOrDefault(column, 0.0));
            }
            List<String> points = new ArrayList<>();
            String x = null;
            String y = null;
            int n = newestFirst.size();
            for (int i = n - 1; i >= 0; i--) {
                Double severity = newestFirst.get(i).severities().get(column);
                if (severity != null) {
                    x = number(EDGE + (n - 1 - i) * (WIDTH - 2 * EDGE) / (n - 1));
                    y = number(height(severity, top));
                    points.add(x + ',' + y);
                }
            }
            return new Line(
                    column,
                    String.join(" ", points),
                    number(height(1, top)),
                    x,
                    y,
                    newestFirst.stream()
                            .limit(NUMBERS)
                            .map(check -> Cell.of(column, check))
                            .toList());
        }

        private static double height(double severity, double top) {
            return HEIGHT - EDGE - severity / top * (HEIGHT - 2 * EDGE);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }

    /**
     * A column in one check.
     *
     * @param text distance in thresholds; null: the check has none
     * @param tone colour of core's for a warning or drift; null: neither
     */
    public record Cell(
            @CheckForNull String text, @CheckForNull String tone) {

        static Cell of(String column, DriftMark check) {
            Double severity = check.severities().get(column);
            if (severity == null) {
                return new Cell(null, null);
            }
            // The event keeps the distances of the columns that warn or drift.
            boolean notable = check.columns().containsKey(column);
            return new Cell(
                    String.format(Locale.ROOT, "%.2f", severity),
                    !notable ? null : severity >= 1 ? "error" : "warning");
        }
    }
}
