package io.jenkins.plugins.modeldelivery.expect;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers, shares and values as they stand in the sentences of a data check; the same in every locale. */
final class Wording {

    private static final int LONGEST = 60;

    private Wording() {}

    /** {@code 2,586}, {@code 0.125}; powers of ten where it would get long. */
    static String number(double value) {
        double size = Math.abs(value);
        String pattern = size != 0 && (size < 1e-4 || size >= 1e12) ? "0.####E0" : "#,##0.######";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /** {@code 3,778}. */
    static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    /** {@code " rows"}, or of one {@code " row"}. */
    static String rows(long count) {
        return count == 1 ? " row" : " rows";
    }

    /** {@code 31.7 %}; more digits only where the share would look like none. */
    static String share(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 0.05
                ? String.format(Locale.ROOT, "%.2g %%", percent)
                : String.format(Locale.ROOT, "%.1f %%", percent).replace(".0 %", " %");
    }

    /** The value in quotes. */
    static String quoted(String value) {
        return "'" + cut(value) + "'";
    }

    /** Long ones are cut. */
    static String cut(String value) {
        int length = value.codePointCount(0, value.length());
        return length <= LONGEST ? value : value.substring(0, value.offsetByCodePoints(0, LONGEST - 1)) + "\u2026";
    }

    /** Name of a file without its directories. */
    static String name(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
