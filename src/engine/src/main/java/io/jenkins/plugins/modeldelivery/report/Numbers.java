package io.jenkins.plugins.modeldelivery.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers, shares, sizes and times are written: the same everywhere, in English, with no more digits than help. */
final class Numbers {

    /** What stands where there is no number. */
    static final String NONE = "n/a";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Numbers() {}

    /** A score, distance or probability: three decimals, so that a difference of a gate's usual size is seen. */
    static String score(Double value) {
        return value == null ? NONE : score(value.doubleValue());
    }

    static String score(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return Math.abs(value) >= 10 ? significant(value) : minus(String.format(Locale.ROOT, "%.3f", value));
    }

    /** A quantity of unknown unit: four significant digits, thousands separated. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e15 || size < 1e-4) {
            return minus(String.format(Locale.ROOT, "%.3e", value));
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return minus(trimmed(String.format(Locale.ROOT, "%,." + Math.min(7, decimals) + "f", value)));
    }

    /** A share as a percentage with one decimal; {@code < 0.1 %} rather than a zero that is none. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share > 0 && share < 0.0005) {
            return "< 0.1\u00A0%";
        }
        return Math.abs(share) >= 100
                ? significant(share * 100) + "\u00A0%"
                : minus(String.format(Locale.ROOT, "%.1f\u00A0%%", share * 100));
    }

    /** A share that people chose, such as a limit: as many decimals as it has, at most two. */
    static String round(double share) {
        return Double.isFinite(share) ? trimmed(String.format(Locale.ROOT, "%.2f", share * 100)) + "\u00A0%" : NONE;
    }

    /** A difference of two shares in percentage points, signed. */
    static String points(double difference) {
        if (!Double.isFinite(difference)) {
            return NONE;
        }
        String size = minus(String.format(Locale.ROOT, "%.1f", difference * 100));
        return difference > 0 && !size.equals("0.0") ? '+' + size : size;
    }

    static String count(long value) {
        return minus(String.format(Locale.ROOT, "%,d", value));
    }

    /** "1 row", "2,368 rows". */
    static String count(long value, String one, String many) {
        return count(value) + '\u00A0' + (value == 1 ? one : many);
    }

    /** A p-value: two significant digits down to one in ten thousand. */
    static String p(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value < 0.0001) {
            return "< 0.0001";
        }
        return value < 0.1
                ? String.format(Locale.ROOT, "%." + (value < 0.001 ? 5 : value < 0.01 ? 4 : 3) + "f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A number from 1 to 999 with three significant digits. */
    static String threeDigits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return count(bytes, "byte", "bytes");
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f\u00A0%s" : "%.0f\u00A0%s", value, units[unit]);
    }

    static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f\u00A0s", seconds)
                : duration(Duration.ofSeconds(Math.round(seconds)));
    }

    /** A length of time in its two largest units: {@code 3 d 4 h}. */
    static String duration(Duration duration) {
        long s = Math.max(0, duration.getSeconds());
        if (s >= 86_400) {
            return join(s / 86_400, "d", s % 86_400 / 3600, "h");
        }
        if (s >= 3600) {
            return join(s / 3600, "h", s % 3600 / 60, "min");
        }
        return s >= 60 ? join(s / 60, "min", s % 60, "s") : s + "\u00A0s";
    }

    /** UTC, to the minute. */
    static String minute(Instant time) {
        return time == null ? NONE : MINUTE.format(time);
    }

    /** UTC, to the second. */
    static String second(Instant time) {
        return time == null ? NONE : SECOND.format(time);
    }

    /** The first digits of a digest: enough to tell two apart by eye. */
    static String digest(String sha256) {
        return sha256 == null ? NONE : sha256.length() > 12 ? sha256.substring(0, 12) : sha256;
    }

    /** A coordinate in a drawing. */
    static String px(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Not a coordinate: " + value);
        }
        if (Math.abs(value) > 1e9) {
            return trimmed(String.format(Locale.ROOT, "%.1f", value));
        }
        // A drawing has thousands of them, and a format takes long.
        long tenths = Math.round(Math.abs(value) * 10);
        String number = tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
        return value < 0 && tenths > 0 ? '-' + number : number;
    }

    static String trimmed(String number) {
        if (number.indexOf('.') < 0) {
            return number;
        }
        String shorter = number.replaceAll("0+$", "").replaceAll("\\.$", "");
        return shorter.equals("-0") ? "0" : shorter;
    }

    /** With a true minus sign, and no minus before zero. */
    private static String minus(String number) {
        if (!number.startsWith("-")) {
            return number;
        }
        boolean zero = number.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? number.substring(1) : '\u2212' + number.substring(1);
    }

    private static String join(long large, String largeUnit, long small, String smallUnit) {
        return large + "\u00A0" + largeUnit + (small == 0 ? "" : ' ' + (small + "\u00A0" + smallUnit));
    }
}
