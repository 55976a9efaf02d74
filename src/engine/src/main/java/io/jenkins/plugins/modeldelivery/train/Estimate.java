package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells how far a forest probably is while it grows. XGBoost grows all of its trees in one call that says nothing until it is
 * done; so one tree more is grown first, and the time that it took is taken for that of each. Only for large data, where
 * somebody waits, and the tree more is little among the others.
 */
final class Estimate implements AutoCloseable {

    /** Values below which a forest is done before anybody asks. */
    private static final int LARGE = 2_000_000;

    private static final long EVERY_MILLIS = 1_000;
    private static final Progress.Step NOBODY = Progress.SILENT.step("", 0, "");

    private final Thread thread;

    private Estimate(Thread thread) {
        this.thread = thread;
    }

    static Estimate of(
            Algorithm.Examples examples,
            Algorithm.Settings settings,
            Map<String, Object> parameters,
            String metric,
            Progress.Step step) {
        int trees = settings.integer("trees");
        if (examples.rows().values().length < LARGE || trees < 20) {
            return new Estimate(null);
        }
        Map<String, Object> one = new HashMap<>(parameters);
        one.put("num_parallel_tree", 1);
        // The first of all also sorts the values into bins: what is measured is the second.
        grow(examples, settings, one, metric);
        long each = tree(examples, settings, one, metric);
        long started = System.nanoTime();
        Thread thread = new Thread(() -> tell(step, trees, each, started), "progress of the forest");
        thread.setDaemon(true);
        thread.start();
        return new Estimate(thread);
    }

    /** Nanoseconds that one tree takes, with sorting the values into bins. */
    static long tree(
            Algorithm.Examples examples, Algorithm.Settings settings, Map<String, Object> parameters, String metric) {
        Map<String, Object> one = new HashMap<>(parameters);
        one.put("num_parallel_tree", 1);
        long before = System.nanoTime();
        grow(examples, settings, one, metric);
        return Math.max(1, System.nanoTime() - before);
    }

    private static void grow(
            Algorithm.Examples examples, Algorithm.Settings settings, Map<String, Object> parameters, String metric) {
        NativeTrees.grow(examples, null, settings, parameters, 1, metric, NOBODY)
                .trees()
                .close();
    }

    private static void tell(Progress.Step step, int trees, long each, long started) {
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                long grown = Math.min(trees - 1L, (System.nanoTime() - started) / each);
                step.done(grown, "estimated");
            }
        } catch (InterruptedException e) {
            // The forest is there.
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
