package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Locale;

/** Progress on a terminal: one line that redraws itself. */
final class BarProgress implements Progress {

    private static final long REDRAW_NANOS = 80_000_000L;
    private static final int BAR = 24;

    private final Console console;

    BarProgress(Console console) {
        this.console = console;
    }

    @Override
    public Step step(String what, long total, String unit) {
        return new Bar(what, total, unit);
    }

    @Override
    public synchronized void line(String text) {
        console.line("\r\u001b[K" + text);
    }

    @Override
    public synchronized void warn(String text) {
        console.line("\r\u001b[K" + console.paint("33", "!") + " " + text);
    }

    private final class Bar implements Step {
        private final String what;
        private final long total;
        private final String unit;
        private final long started = System.nanoTime();
        private long drawn;
        private long sofar;
        private String detail;

        Bar(String what, long total, String unit) {
            this.what = what;
            this.total = total;
            this.unit = unit;
            draw(false);
        }

        @Override
        public void done(long amount, String figure) {
            synchronized (BarProgress.this) {
                sofar = amount;
                detail = figure;
                if (System.nanoTime() - drawn > REDRAW_NANOS) {
                    draw(false);
                }
            }
        }

        @Override
        public void close() {
            synchronized (BarProgress.this) {
                draw(true);
            }
        }

        private void draw(boolean finished) {
            drawn = System.nanoTime();
            double seconds = (drawn - started) / 1e9;
            StringBuilder text = new StringBuilder("\r\u001b[K  ").append(String.format("%-34s", what));
            if (finished) {
                text.append(console.paint("32", "\u2713")).append(' ').append(Durations.text(seconds));
            } else if (total > 0) {
                double share = Math.min(1, sofar / (double) total);
                int full = (int) (share * BAR);
                text.append(console.paint("36", "\u2588".repeat(full)))
                        .append("\u2591".repeat(BAR - full))
                        .append(String.format(Locale.ROOT, " %3.0f %%", share * 100));
                if (share > 0.02 && seconds > 1) {
                    text.append("  ")
                            .append(Durations.text(seconds / share - seconds))
                            .append(" left");
                }
            } else {
                text.append(Quantities.text(sofar, unit));
            }
            if (detail != null) {
                text.append("  ").append(detail);
            }
            console.out().print(text);
            if (finished) {
                console.out().println();
            }
            console.out().flush();
        }
    }
}
