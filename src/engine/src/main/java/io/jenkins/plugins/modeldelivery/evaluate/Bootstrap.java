package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.gate.Measured;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Efron's nonparametric bootstrap: as many rows as there are, drawn with replacement, again and again. All subjects are
 * measured on the same draws, so that their differences are paired. Intervals are percentile intervals (Efron and Tibshirani,
 * An Introduction to the Bootstrap, 1993, chapter 13): they keep to a metric's range and need no jackknife.
 *
 * <p>A draw is a count for each row, a byte, and a measurement is one pass over rows that were sorted once; so a resample
 * costs time in proportion to the rows, and memory of one byte a row and thread. Each resample has a random stream of its
 * own: the result does not depend on the number of threads.
 */
final class Bootstrap {

    /** Measured rows, all resamples and subjects together, that are worth waiting for: more rows get fewer resamples. */
    private static final long MOST_ROWS = 4_000_000_000L;

    /** But not fewer than this, where an interval would be the luck of a draw. */
    private static final int FEWEST = 200;

    /** Of the two-sided intervals that results show. */
    private static final double LOW = 0.025;

    private static final double HIGH = 0.975;

    /** An interval is given if at most this share of the resamples has no value. */
    private static final double MOST_UNDEFINED = 0.05;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Bootstrap() {}

    /** How many resamples of so many rows are drawn when so many are asked for. */
    static int affordable(int asked, long rows) {
        return (int) Math.min(asked, Math.max(FEWEST, MOST_ROWS / Math.max(1, rows)));
    }

    /**
     * @param subjects measured on the same rows
     * @param rows indices of all rows are below this
     * @param resamples how many
     * @param seed of the draws
     * @param threads at most this many
     * @return for each subject by metric its values, shape [resamples], NaN where not defined
     */
    static List<Map<String, double[]>> run(List<Scores> subjects, int rows, int resamples, long seed, int threads) {
        double[][][] values = new double[subjects.size()][][];
        for (int s = 0; s < values.length; s++) {
            values[s] = new double[subjects.get(s).metrics().size()][resamples];
        }
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            byte[] weights = new byte[rows];
            for (int r = next.getAndIncrement(); r < resamples; r = next.getAndIncrement()) {
                draw(weights, seed, r);
                for (int s = 0; s < values.length; s++) {
                    double[] out = new double[values[s].length];
                    subjects.get(s).measure(weights, out);
                    for (int m = 0; m < out.length; m++) {
                        values[s][m][r] = out[m];
                    }
                }
            }
        };
        sideBySide(worker, Math.min(threads, resamples));
        List<Map<String, double[]>> named = new ArrayList<>();
        for (int s = 0; s < values.length; s++) {
            Map<String, double[]> byName = new LinkedHashMap<>();
            List<Metric> metrics = subjects.get(s).metrics();
            for (int m = 0; m < metrics.size(); m++) {
                byName.put(metrics.get(m).id(), values[s][m]);
            }
            named.add(byName);
        }
        return named;
    }

    private static void sideBySide(Runnable worker, int threads) {
        if (threads <= 1) {
            worker.run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "bootstrap");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(worker));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while resampling", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Counts how often each row is drawn: multinomial, as many draws as rows. The stream is SplitMix64 (Steele, Lea and Flood,
     * 2014), each number two draws; a row's chance is off by less than rows / 2^32 of itself.
     */
    static void draw(byte[] weights, long seed, int resample) {
        Arrays.fill(weights, (byte) 0);
        int n = weights.length;
        long state = mix(mix(seed) + GOLDEN * (resample + 1L));
        for (int i = 0; i < n; i += 2) {
            state += GOLDEN;
            long bits = mix(state);
            weights[(int) ((bits >>> 32) * n >>> 32)]++;
            if (i + 1 < n) {
                weights[(int) ((bits & 0xffffffffL) * n >>> 32)]++;
            }
        }
    }

    private static long mix(long z) {
        long x = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }

    /** Where each metric lies; without those that too few resamples have. */
    static Map<String, Interval> intervals(Measured measured) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        measured.metrics().forEach((name, value) -> {
            double[] values = measured.resamples().get(name);
            Interval interval = values == null ? null : interval(values);
            if (interval != null) {
                intervals.put(name, interval);
            }
        });
        return intervals;
    }

    /** Where candidate minus baseline lies; null if too few resamples have both. */
    static Interval difference(double[] candidate, double[] baseline) {
        double[] differences = new double[candidate.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = candidate[i] - baseline[i];
        }
        return interval(differences);
    }

    /** The percentiles 2.5 and 97.5, interpolated linearly; null if too few values are defined. */
    static Interval interval(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0 || sorted.length < values.length * (1 - MOST_UNDEFINED)) {
            return null;
        }
        return new Interval(quantile(sorted, LOW), quantile(sorted, HIGH));
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        double part = position - below;
        return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }
}
