package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap a piece of work may take. Asked before the work starts and while it goes on, so that the user gets advice
 * instead of an OutOfMemoryError.
 */
public final class MemoryPlan {

    /** Kept free for everything that is not planned. */
    private static final double USABLE = 0.92;

    private final String where;
    private final long budget;
    private final AtomicLong taken = new AtomicLong();

    private MemoryPlan(String where, long budget) {
        this.where = where;
        this.budget = budget;
    }

    /**
     * Refuses work that cannot fit.
     *
     * @param where what the work is about, for the message
     * @param need estimated bytes of heap
     * @throws InputException with the size of heap to ask for
     */
    public static MemoryPlan of(String where, long need) {
        long free = free();
        if (need > free) {
            // What looks taken may be garbage.
            System.gc();
            free = free();
        }
        if (need > free) {
            throw refusal(where, need, used());
        }
        return new MemoryPlan(where, free);
    }

    /**
     * Notes that much more heap as taken for good.
     *
     * @param bytes since the last call
     * @param share of the work that is done, 0..1, to say how much the whole needs
     */
    void take(long bytes, double share) {
        long now = taken.addAndGet(bytes);
        if (now > budget) {
            throw refusal(where, (long) (now / Math.max(share, 0.01)), used() - Math.min(now, used()));
        }
    }

    /** What was noted as taken so far. */
    long taken() {
        return taken.get();
    }

    /** Forgets what was noted since: it was let go of. */
    void reset(long bytes) {
        taken.set(bytes);
    }

    private static InputException refusal(String where, long need, long other) {
        long advised = 256L << 20;
        while (advised * USABLE < need * 1.1 + other) {
            advised = advised < 1L << 30 ? advised * 2 : advised + (1L << 30);
        }
        String size = advised < 1L << 30 ? (advised >> 20) + "m" : (advised >> 30) + "g";
        return new InputException(
                "This needs about " + words(need) + " of heap, "
                        + words(Runtime.getRuntime().maxMemory()) + " is what there is",
                where,
                "Give memory: '" + size + "' (or java -Xmx" + size + ").");
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long free() {
        return (long) ((Runtime.getRuntime().maxMemory() - used()) * USABLE);
    }

    private static String words(long bytes) {
        return bytes < 1L << 30
                ? Math.max(1, bytes >> 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}
