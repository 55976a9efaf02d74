package io.jenkins.plugins.modeldelivery.drift.statistic;

import io.jenkins.plugins.modeldelivery.profile.NumericProfile;

/** The first Wasserstein (earth mover's) distance. */
public final class Wasserstein {

    /** Evidently's floor of the scale; used here only where the reference has no spread at all. */
    private static final double FLOOR = 0.001;

    private Wasserstein() {}

    /**
     * W1, the integral of |F(x) - G(x)|, in the unit of the column. Over an interval (a, b) with the share p of mean mu
     * inside, the integral of F is F(a) (b - a) + p (b - mu), so the counts and means of the profile give it exactly where F
     * and G do not cross inside the interval, and a little too small where they do.
     *
     * @param reference the profile that the grid comes from
     * @param current on the same grid
     * @return at least 0; 0 if either has no values
     */
    public static double distance(NumericProfile reference, NumericProfile current) {
        double n = reference.present();
        double m = current.present();
        float[] edges = reference.edges();
        int k = edges.length;
        if (n == 0 || m == 0) {
            return 0;
        }
        // Below the first and above the last edge the integrals are those of the tails alone.
        double total = Math.abs(
                reference.between()[0] / n * (edges[0] - (double) reference.means()[0])
                        - current.between()[0] / m * (edges[0] - (double) current.means()[0]));
        total += Math.abs(reference.between()[k] / n * (reference.means()[k] - (double) edges[k - 1])
                - current.between()[k] / m * (current.means()[k] - (double) edges[k - 1]));
        long f = 0;
        long g = 0;
        for (int i = 1; i < k; i++) {
            f += reference.between()[i - 1] + reference.at()[i - 1];
            g += current.between()[i - 1] + current.at()[i - 1];
            double ofF = area(f / n, reference.between()[i] / n, reference.means()[i], edges[i - 1], edges[i]);
            double ofG = area(g / m, current.between()[i] / m, current.means()[i], edges[i - 1], edges[i]);
            total += Math.abs(ofF - ofG);
        }
        return total;
    }

    /**
     * W1 of the values themselves: exact.
     *
     * @param reference ascending, without NaN
     * @param current ascending, without NaN
     * @return at least 0; 0 if either is empty
     */
    public static double distance(float[] reference, float[] current) {
        if (reference.length == 0 || current.length == 0) {
            return 0;
        }
        double perN = 1.0 / reference.length;
        double perM = 1.0 / current.length;
        double total = 0;
        int i = 0;
        int j = 0;
        double before = 0;
        double last = 0;
        while (i < reference.length || j < current.length) {
            boolean first = j == current.length || i < reference.length && reference[i] <= current[j];
            double value = first ? reference[i++] : current[j++];
            total += Math.abs(before) * (value - last);
            last = value;
            before = i * perN - j * perM;
        }
        return total;
    }

    /** {@link #normed(NumericProfile, NumericProfile)} of the values themselves: exact. */
    public static double normed(float[] reference, float[] current) {
        double mean = 0;
        for (float value : reference) {
            mean += value;
        }
        mean /= Math.max(1, reference.length);
        double squares = 0;
        for (float value : reference) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, reference.length));
        return distance(reference, current) / (deviation > 0 ? deviation : FLOOR);
    }

    private static double area(double before, double share, double mean, double from, double to) {
        return before * (to - from) + share * (to - mean);
    }

    /**
     * W1 divided by the reference's standard deviation (of the rows, divided by n), so that thresholds mean the same for every
     * unit; Evidently's "Wasserstein distance (normed)". A reference without spread is taken to have 0.001.
     */
    public static double normed(NumericProfile reference, NumericProfile current) {
        double deviation = reference.deviation();
        return distance(reference, current) / (deviation > 0 ? deviation : FLOOR);
    }
}
