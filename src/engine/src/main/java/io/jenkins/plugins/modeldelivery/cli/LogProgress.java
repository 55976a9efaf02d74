package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress in a log: a line when a piece of work is done, and for long ones a line every ten seconds with what is left, later on
 * whenever another twentieth of the time has passed. No line is longer than a hundred columns.
 */
final class LogProgress implements Progress {

    private static final long FIRST_NANOS = 3_000_000_000L;
    private static final long EVERY_NANOS = 10_000_000_000L;
    private static final long SELDOM_NANOS = 300_000_000_000L;
    private static final int SHARE = 20;
    private static final int COLUMNS = 100;

    private final Console console;
    private final LongSupplier clock;

    LogProgress(Console console) {
        this(console, System::nanoTime);
    }

    /** @param clock nanoseconds since some moment */
    LogProgress(Console console, LongSupplier clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Step step(String what, long total, String unit) {
        return new Lines(what, total, unit);
    }

    @Override
    public void line(String text) {
        console.line(text);
    }

    @Override
    public void warn(String text) {
        console.note(text);
    }

    private final class Lines implements Step {
        private final String what;
        private final long total;
        private final String unit;
        private final long started = clock.getAsLong();
        private long next = started + FIRST_NANOS;
        private long sofar;
        private String detail;

        Lines(String what, long total, String unit) {
            this.what = what;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public synchronized void done(long amount, String figure) {
            sofar = amount;
            detail = figure;
            long now = clock.getAsLong();
            if (now < next) {
                return;
            }
            next = now + Math.max(EVERY_NANOS, Math.min((now - started) / SHARE, SELDOM_NANOS));
            double seconds = (now - started) / 1e9;
            StringBuilder text = new StringBuilder();
            if (total > 0 && amount > 0) {
                double share = Math.min(1, amount / (double) total);
                text.append(Quantities.text(amount, total, unit))
                        .append(String.format(Locale.ROOT, " (%.0f %%), ", share * 100))
                        .append(Durations.text(seconds / share - seconds))
                        .append(" left");
            } else {
                text.append(Quantities.text(amount, unit));
            }
            tell(text + (detail == null ? "" : ", " + detail));
        }

        @Override
        public synchronized void close() {
            double seconds = (clock.getAsLong() - started) / 1e9;
            String amount = sofar > 0 ? Quantities.text(sofar, unit) + " in " : "";
            tell(amount + Durations.text(seconds) + (detail == null ? "" : ", " + detail));
        }

        /** The figures stay whole; of a long name, as of a file, the end does. */
        private void tell(String figures) {
            int room = Math.max(1, COLUMNS - figures.length() - 4);
            String name = what.length() <= room ? what : "..." + what.substring(what.length() - Math.max(0, room - 3));
            console.line("  " + name + ": " + figures);
        }
    }
}
