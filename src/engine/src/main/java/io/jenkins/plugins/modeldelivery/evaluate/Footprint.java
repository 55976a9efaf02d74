package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model costs to run: its size, and how long one row takes. Measured only where a gate asks, since time is nobody's
 * repeatable fact.
 */
final class Footprint {

    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e6;

    /** Rows before the clock counts: the virtual machine compiles what is used often. */
    private static final int WARM_UP = 2000;

    private static final int ROWS = 2000;
    /** Warm-up and measurement each end after this long, however few rows that were. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private static final double P50 = 0.5;
    private static final double P99 = 0.99;

    private Footprint() {}

    /** The metrics of this kind that the gates ask for; single rows of the frame, one after the other, on one thread. */
    static Map<String, Double> of(LoadedModel model, Path file, Frame frame, List<Gate> gates) throws IOException {
        List<Metric> asked = gates.stream()
                .flatMap(gate -> Metric.find(gate.metric()).stream())
                .filter(Metric::ofTheModel)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        Map<String, Double> found = new LinkedHashMap<>();
        double[] times = null;
        for (Metric metric : asked) {
            if (metric == Metric.MODEL_SIZE) {
                found.put(metric.id(), Files.size(file) / MEGABYTE);
            } else {
                times = times == null ? times(model, frame) : times;
                if (times.length > 0) {
                    double share = metric == Metric.LATENCY_P50 ? P50 : P99;
                    found.put(metric.id(), times[(int) Math.ceil(share * times.length) - 1]);
                }
            }
        }
        return found;
    }

    /** Milliseconds of one row each, ascending. */
    private static double[] times(LoadedModel model, Frame frame) {
        List<Frame> rows = new ArrayList<>();
        int n = Math.min(ROWS, frame.rows());
        for (int i = 0; i < n; i++) {
            rows.add(frame.rows(new int[] {(int) ((long) i * frame.rows() / n)}));
        }
        if (n == 0) {
            return new double[0];
        }
        long end = System.nanoTime() + MOST_NANOS;
        for (int i = 0; i < WARM_UP && System.nanoTime() < end; i++) {
            model.predict(rows.get(i % n), 1);
        }
        double[] times = new double[n];
        int count = 0;
        end = System.nanoTime() + MOST_NANOS;
        while (count < n && (count == 0 || System.nanoTime() < end)) {
            long started = System.nanoTime();
            model.predict(rows.get(count), 1);
            times[count++] = (System.nanoTime() - started) / NANOS;
        }
        times = Arrays.copyOf(times, count);
        Arrays.sort(times);
        return times;
    }
}
