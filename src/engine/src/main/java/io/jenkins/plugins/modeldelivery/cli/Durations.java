package io.jenkins.plugins.modeldelivery.cli;

import java.util.Locale;

/** Spans of time for people. */
final class Durations {
    private Durations() {}

    /** {@code 0.3 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String text(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
