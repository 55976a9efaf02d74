package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis with ticks at 1, 2 or 5 times a power of ten.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 * @param step between ticks
 * @param from coordinate of {@code low}
 * @param to coordinate of {@code high}
 */
record Scale(double low, double high, double step, double from, double to) {

    /** Covers the values, ending at ticks; any values, also none or all the same. */
    static Scale nice(double min, double max, int ticks, double from, double to) {
        double low = bounded(Double.isFinite(min) ? min : 0);
        double high = bounded(Double.isFinite(max) ? max : low + 1);
        if (high - low <= Math.max(1e-290, Math.abs(low) * 1e-12)) {
            double half = Math.abs(low) < 1e-280 ? 0.5 : Math.abs(low) / 2;
            high = low + half;
            low -= half;
        }
        double step = step((high - low) / Math.max(1, ticks));
        return new Scale(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step, from, to);
    }

    /** Far enough from the largest number that differences are numbers, too. */
    private static double bounded(double value) {
        return Math.max(-1e300, Math.min(1e300, value));
    }

    /** From 0 to 1 with a tick at every fifth. */
    static Scale unit(double from, double to) {
        return new Scale(0, 1, 0.2, from, to);
    }

    /** The next larger of 1, 2, 5, 10 times a power of ten. */
    static double step(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead <= 1 + 1e-9 ? 1 : lead <= 2 + 1e-9 ? 2 : lead <= 5 + 1e-9 ? 5 : 10);
    }

    /** The coordinate of a value; values outside are drawn at the end. */
    double at(double value) {
        double share = (value - low) / (high - low);
        return from + Math.max(0, Math.min(1, Double.isFinite(share) ? share : 0)) * (to - from);
    }

    /** The values that get a tick. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long n = Math.min(20, Math.round((high - low) / step));
        for (long i = 0; i <= n; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    /** A tick's label: as many decimals as the step has; thousands and more by their letters where the axis needs them. */
    String label(double tick) {
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (largest >= 1e15 || step < 1e-4) {
            return Math.abs(tick) < step / 1e6
                    ? "0"
                    : String.format(Locale.ROOT, "%.1e", tick).replace('-', '\u2212');
        }
        String letters = " kMGT";
        int thousands = largest < 1e5 ? 0 : (int) Math.floor(Math.log10(largest) / 3);
        double unit = Math.pow(1000, thousands);
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step / unit) - 1e-9));
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", tick / unit);
        String signed = text.matches("-[0.]+") ? text.substring(1) : text.replace('-', '\u2212');
        return thousands == 0 ? signed : signed + letters.charAt(thousands);
    }
}
