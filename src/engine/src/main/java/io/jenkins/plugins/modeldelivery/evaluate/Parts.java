package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * The rows of a validation by the values of one column.
 *
 * @param spec what was asked for
 * @param names of the parts: the values, or their ranges
 * @param part by row: index into {@code names}; -1: in none that is listed
 * @param rows of each part
 * @param others how many more values there are
 * @param otherRows their rows
 */
record Parts(SliceSpec spec, List<String> names, int[] part, long[] rows, int others, long otherRows) {

    /** So many values of one column are listed. */
    static final int MOST = 50;

    /** Numbers with more distinct values are cut into ranges. */
    private static final int MOST_NUMBERS = 10;

    private static final int MOST_BINS = 50;
    private static final String MISSING = "(missing)";
    private static final long DAY = 86_400_000;

    /** @throws InputException if the numbers make no sense */
    static void check(SliceSpec spec) {
        String where = "slices: " + spec.column();
        if (spec.column() == null || spec.column().isBlank()) {
            throw new InputException(
                    "A slice names no column", "parameter 'slices'", "Name one of the data's columns.");
        }
        if (spec.bins() < 2 || spec.bins() > MOST_BINS) {
            throw new InputException(
                    "bins cannot be " + spec.bins(), where, "Give 2 to " + MOST_BINS + "; 4 are quartiles.");
        }
        if (spec.minRows() < 1) {
            throw new InputException("minRows cannot be " + spec.minRows(), where, "Give at least 1; 100 is usual.");
        }
        if (spec.values().size() > MOST) {
            throw new InputException(
                    spec.values().size() + " values are named", where, "Name at most " + MOST + ", or none for all.");
        }
    }

    /** @param known rows of the column that were measured, in their order */
    static Parts of(SliceSpec spec, Column column, int[] known) {
        if (column instanceof Column.Categorical categorical) {
            String[] values = new String[known.length];
            for (int i = 0; i < known.length; i++) {
                int code = categorical.codes()[known[i]];
                values[i] = code < 0 ? MISSING : categorical.categories().get(code);
            }
            return byValue(spec, values, null);
        }
        boolean date = column instanceof Column.Date;
        double[] numbers = new double[known.length];
        for (int i = 0; i < known.length; i++) {
            numbers[i] = column.missing(known[i])
                    ? Double.NaN
                    : date ? ((Column.Date) column).millis()[known[i]] : ((Column.Numeric) column).values()[known[i]];
        }
        double[] sorted =
                Arrays.stream(numbers).filter(v -> !Double.isNaN(v)).sorted().toArray();
        long distinct =
                Arrays.stream(sorted).distinct().limit(MOST_NUMBERS + 1L).count();
        DoubleFunction<String> text = date ? Parts::day : Parts::number;
        if (distinct <= MOST_NUMBERS || !spec.values().isEmpty()) {
            return byValue(
                    spec,
                    Arrays.stream(numbers)
                            .mapToObj(v -> Double.isNaN(v) ? MISSING : text.apply(v))
                            .toArray(String[]::new),
                    date ? null : Parts::same);
        }
        return byRange(spec, numbers, sorted, text);
    }

    private static Parts byValue(SliceSpec spec, String[] values, java.util.function.UnaryOperator<String> same) {
        java.util.Map<String, Integer> counts = new java.util.TreeMap<>();
        for (String value : values) {
            counts.merge(value, 1, Integer::sum);
        }
        List<String> names = new ArrayList<>();
        if (spec.values().isEmpty()) {
            counts.keySet().stream()
                    .sorted(Comparator.comparing((String name) -> -counts.get(name)))
                    .limit(MOST)
                    .forEach(names::add);
        } else {
            spec.values().stream()
                    .map(value -> same == null || counts.containsKey(value) ? value : same.apply(value))
                    .distinct()
                    .forEach(names::add);
        }
        java.util.Map<String, Integer> index = new java.util.HashMap<>();
        for (String name : names) {
            index.put(name, index.size());
        }
        int[] part = new int[values.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = index.getOrDefault(values[i], -1);
        }
        int listed = (int) names.stream().filter(counts::containsKey).count();
        return counted(spec, names, part, counts.size() - listed);
    }

    /** At quantiles; equal numbers stay together, so there may be fewer ranges than asked for. */
    private static Parts byRange(SliceSpec spec, double[] numbers, double[] sorted, DoubleFunction<String> text) {
        List<Double> edges = new ArrayList<>();
        for (int b = 1; b < spec.bins(); b++) {
            double edge = sorted[(int) ((long) b * sorted.length / spec.bins())];
            if (edge > sorted[0] && (edges.isEmpty() || edge > edges.get(edges.size() - 1))) {
                edges.add(edge);
            }
        }
        List<String> names = new ArrayList<>();
        for (int b = 0; b <= edges.size(); b++) {
            names.add(
                    edges.isEmpty()
                            ? text.apply(sorted[0])
                            : b == 0
                                    ? "below " + text.apply(edges.get(0))
                                    : b == edges.size()
                                            ? "from " + text.apply(edges.get(b - 1))
                                            : text.apply(edges.get(b - 1)) + " to below " + text.apply(edges.get(b)));
        }
        int missing = names.size();
        int[] part = new int[numbers.length];
        boolean any = false;
        for (int i = 0; i < part.length; i++) {
            if (Double.isNaN(numbers[i])) {
                part[i] = missing;
                any = true;
            } else {
                int at = Collections.binarySearch(edges, numbers[i]);
                part[i] = at < 0 ? -at - 1 : at + 1;
            }
        }
        if (any) {
            names.add(MISSING);
        }
        return counted(spec, names, part, 0);
    }

    private static Parts counted(SliceSpec spec, List<String> names, int[] part, int others) {
        long[] rows = new long[names.size()];
        long rest = 0;
        for (int p : part) {
            if (p < 0) {
                rest++;
            } else {
                rows[p]++;
            }
        }
        return new Parts(spec, List.copyOf(names), part, rows, others, rest);
    }

    /** Whether the part has as many rows as were asked for. */
    boolean enough(int index) {
        return rows[index] >= spec.minRows();
    }

    /** By row whether it belongs to the part. */
    boolean[] kept(int index) {
        boolean[] kept = new boolean[part.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = part[i] == index;
        }
        return kept;
    }

    private static String day(double millis) {
        String instant = Instant.ofEpochMilli((long) millis).toString();
        return (long) millis % DAY == 0 ? instant.substring(0, instant.indexOf('T')) : instant;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%d", (long) value)
                : Float.toString((float) value);
    }

    /** A number as it is written here, however the user wrote it; other text as it is. */
    private static String same(String text) {
        try {
            return number(Float.parseFloat(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
