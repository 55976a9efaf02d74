package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Locale;

/**
 * Progress in a log: a line when a piece of work is done, and for long ones a line every ten seconds with what is left.
 */
final class LogProgress implements Progress {

    private static final long FIRST_NANOS = 3_000_000_000L;
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final Console console;

    LogProgress(Console console) {
        this.console = console;
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
        private final long started = System.nanoTime();
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
            long now = System.nanoTime();
            if (now < next) {
                return;
            }
            next = now + EVERY_NANOS;
            double seconds = (now - started) / 1e9;
            StringBuilder text = new StringBuilder("  ").append(what).append(": ");
            if (total > 0 && amount > 0) {
                double share = Math.min(1, amount / (double) total);
                text.append(Quantities.text(amount, total, unit))
                        .append(String.format(Locale.ROOT, " (%.0f %%), ", share * 100))
                        .append(Durations.text(seconds / share - seconds))
                        .append(" left");
            } else {
                text.append(Quantities.text(amount, unit));
            }
            console.line(text + (detail == null ? "" : ", " + detail));
        }

        @Override
        public synchronized void close() {
            double seconds = (System.nanoTime() - started) / 1e9;
            String amount = sofar > 0 ? Quantities.text(sofar, unit) + " in " : "";
            console.line("  " + what + ": " + amount + Durations.text(seconds) + (detail == null ? "" : ", " + detail));
        }
    }
}
