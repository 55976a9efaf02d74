package io.jenkins.plugins.modeldelivery.train;

import java.util.function.LongSupplier;

/** When a training must have ended. */
final class Deadline {

    /** Never. */
    static final Deadline NONE = new Deadline(() -> 0, Long.MAX_VALUE);

    private final LongSupplier clock;
    private final long end;

    /**
     * @param clock nanoseconds since some moment
     * @param end in its nanoseconds
     */
    Deadline(LongSupplier clock, long end) {
        this.clock = clock;
        this.end = end;
    }

    /** A training was not done in time. */
    static final class Missed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missed() {
            super("out of time", null, false, false);
        }
    }

    /** Whether there is one. */
    boolean exists() {
        return end != Long.MAX_VALUE;
    }

    /** That many nanoseconds before this one. */
    Deadline earlier(long nanos) {
        return exists() ? new Deadline(clock, end - nanos) : this;
    }

    /** Nanoseconds left; may be negative. */
    long left() {
        return exists() ? end - clock.getAsLong() : Long.MAX_VALUE;
    }

    /** Ends the training if it is over, or would be after that many nanoseconds more. */
    void check(long more) {
        if (left() <= more) {
            throw new Missed();
        }
    }
}
