package io.jenkins.plugins.modeldelivery.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Binary floating-point numbers as the decimals that people mean by them. */
final class Decimals {

    /** Significant digits that a sentence shows if they suffice. */
    static final int DIGITS = 4;

    /** Significant digits after which two different doubles are always different decimals. */
    static final int MOST = 17;

    private Decimals() {}

    /**
     * The shortest decimal that reads back as the same number. Not {@link Double#toString}: before Java 19 that is not
     * always the shortest (JDK-4511638).
     *
     * @param value finite
     */
    static BigDecimal exact(double value) {
        BigDecimal binary = new BigDecimal(value);
        for (int digits = 1; digits < MOST; digits++) {
            BigDecimal rounded = round(binary, digits);
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return round(binary, MOST);
    }

    static BigDecimal round(BigDecimal value, int digits) {
        return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    static String text(double value) {
        return text(value, DIGITS);
    }

    static String text(double value, int digits) {
        return plain(round(exact(value), digits));
    }

    /** Without an exponent unless the number is so small or large that its zeros would hide it. */
    static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        int magnitude = stripped.precision() - stripped.scale();
        return stripped.signum() != 0 && (magnitude < -6 || magnitude > 15)
                ? stripped.toString()
                : stripped.toPlainString();
    }
}
