package io.jenkins.plugins.modeldelivery.cli;

import java.util.Locale;

/** Amounts for people. */
final class Quantities {
    private static final String BYTES = "bytes";

    private Quantities() {}

    /** {@code 2,368 rows}, {@code 1.3 MB}. */
    static String text(long amount, String unit) {
        return unit.equals(BYTES) ? bytes(amount) : String.format(Locale.ROOT, "%,d %s", amount, unit);
    }

    /** {@code 40 of 200 rounds}, {@code 1.3 of 253.0 MB}. */
    static String text(long amount, long total, String unit) {
        return unit.equals(BYTES)
                ? bytes(amount) + " of " + bytes(total)
                : String.format(Locale.ROOT, "%,d of %,d %s", amount, total, unit);
    }

    /** Decimal multiples, as disks and networks count. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = -1;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** A metric: four decimals for shares, fewer digits for large values. */
    static String metric(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.2f" : "%.4f", value);
    }
}
