package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.GateDecision.Certainty;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/**
 * One inequality.
 *
 * @param atLeast whether the value must be at least the limit, else at most
 * @param limit what it is compared with
 * @param origin where the limit comes from; null: it is the limit itself
 */
record Bound(boolean atLeast, BigDecimal limit, Origin origin) {

    /**
     * A baseline and a distance from it.
     *
     * @param label what the baseline is called
     * @param baseline its value
     * @param distance signed, candidate minus baseline; a share of |baseline| if relative
     * @param relative whether the distance is a share
     */
    record Origin(String label, double baseline, BigDecimal distance, boolean relative) {
        /** The size of the distance in words. */
        String change() {
            BigDecimal size = distance.abs();
            return relative
                    ? size.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
                    : size.stripTrailingZeros().toPlainString();
        }
    }

    static Bound absolute(boolean atLeast, double limit) {
        return new Bound(atLeast, Decimals.exact(limit), null);
    }

    /** @param better whether the candidate must be better by the change, else it may be worse by it */
    static Bound against(
            Metric metric, double baseline, String label, BigDecimal change, boolean relative, boolean better) {
        BigDecimal base = Decimals.exact(baseline);
        BigDecimal distance = metric.higherIsBetter() == better ? change : change.negate();
        return new Bound(
                metric.higherIsBetter(),
                base.add(relative ? distance.multiply(base.abs()) : distance),
                new Origin(label, baseline, distance, relative));
    }

    boolean holds(double value) {
        int order = Decimals.exact(value).compareTo(limit);
        return atLeast ? order >= 0 : order <= 0;
    }

    /** By how much the value is on the right side; negative if it is on the wrong one. */
    double margin(double value) {
        double difference = Decimals.exact(value).subtract(limit).doubleValue();
        return atLeast ? difference : -difference;
    }

    /**
     * How often it holds in resamples.
     *
     * @param candidate shape [resamples]; NaN: not defined, which does not hold
     * @param baseline the same resamples of the baseline; null unless the bound has an origin
     * @param confidence at which the one-sided bound is given
     */
    Certainty certainty(double[] candidate, double[] baseline, double confidence) {
        double threshold =
                origin == null ? limit.doubleValue() : origin.distance().doubleValue();
        double[] values = new double[candidate.length];
        int held = 0;
        int defined = 0;
        for (int i = 0; i < candidate.length; i++) {
            double value = origin == null ? candidate[i] : distance(candidate[i], baseline[i]);
            if (!Double.isNaN(value)) {
                values[defined++] = value;
                // Sums of a thousand roundings: equal is what differs by less than any rounding matters.
                double slack = 1e-12 * Math.max(1, Math.abs(threshold));
                held += (atLeast ? value >= threshold - slack : value <= threshold + slack) ? 1 : 0;
            }
        }
        Arrays.sort(values, 0, defined);
        // The share of resamples beyond the bound is at least the confidence.
        int beyond = (int) Math.ceil(confidence * candidate.length - 1e-9);
        int index = Math.max(0, Math.min(defined - 1, atLeast ? defined - beyond : beyond - 1));
        return new Certainty(
                held / (double) candidate.length, defined == 0 ? Double.NaN : values[index], candidate.length);
    }

    private double distance(double candidate, double baseline) {
        double difference = candidate - baseline;
        if (!origin.relative()) {
            return difference;
        }
        return baseline == 0 ? Double.NaN : difference / Math.abs(baseline);
    }

    /** Fewest digits that show the order that there is. */
    int digits(double value) {
        BigDecimal exact = Decimals.exact(value);
        int order = exact.compareTo(limit);
        for (int digits = Decimals.DIGITS; digits < Decimals.MOST; digits++) {
            if (Decimals.round(exact, digits).compareTo(Decimals.round(limit, digits)) == order) {
                return digits;
            }
        }
        return Decimals.MOST;
    }

    /** The inequality without its left side: {@code >= v7 (prod) 0.871 - 0.005}. */
    String words(double value) {
        int digits = digits(value);
        String sign = atLeast ? ">= " : "<= ";
        if (origin == null) {
            return sign + limit.stripTrailingZeros().toPlainString();
        }
        String limited = origin.relative() && origin.distance().signum() != 0
                ? " (" + Decimals.plain(Decimals.round(limit, digits)) + ")"
                : "";
        return sign + origin.label() + " " + Decimals.text(origin.baseline(), digits)
                + (origin.distance().signum() == 0
                        ? ""
                        : (origin.distance().signum() > 0 ? " + " : " - ") + origin.change() + limited);
    }

    /** What the resamples say: {@code (99.2 % of 1,000 paired resamples above -0.005, 95 % needed)}. */
    String words(Certainty certainty, double confidence) {
        String resamples = String.format(Locale.ROOT, "%,d", certainty.resamples());
        String needed = Decimals.plain(Decimals.exact(confidence).movePointRight(2)) + " % needed)";
        String share = " (" + share(certainty, confidence) + " % of " + resamples;
        if (origin == null) {
            return share + " resamples, " + needed;
        }
        String sign = origin.distance().signum() < 0 ? "-" : "";
        return share + " paired resamples " + (atLeast ? "above " : "below ") + sign + origin.change() + ", " + needed;
    }

    /** With one decimal, or as many as show on which side of the confidence it is. */
    private static String share(Certainty certainty, double confidence) {
        BigDecimal share = Decimals.exact(certainty.share()).movePointRight(2);
        BigDecimal needed = Decimals.exact(confidence).movePointRight(2);
        for (int scale = 1; ; scale++) {
            BigDecimal rounded = share.setScale(scale, java.math.RoundingMode.HALF_EVEN);
            if (scale > 6 || rounded.compareTo(needed) == share.compareTo(needed)) {
                return Decimals.plain(rounded);
            }
        }
    }
}
