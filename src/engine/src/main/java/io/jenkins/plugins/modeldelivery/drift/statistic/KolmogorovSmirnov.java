package io.jenkins.plugins.modeldelivery.drift.statistic;

import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.Arrays;

/** The two-sample Kolmogorov-Smirnov distance and test. */
public final class KolmogorovSmirnov {

    private static final int MAX_TERMS = 100;
    /** Below this the series for large arguments converges slowly, and the p-value is 1 to twelve digits. */
    private static final double CERTAIN = 0.2;

    /** Values of either sample up to which paths are counted; scipy's limit, too. */
    private static final int LARGEST_EXACT = 10_000;
    /** Places of the paths to be looked at, a few milliseconds of work. */
    private static final double MOST_PLACES = 2e6;
    /** exp of minus this is no digit of a double. */
    private static final double NO_DIGIT = 40;

    private KolmogorovSmirnov() {}

    /**
     * D = sup |F(x) - G(x)|, taken on both sides of every edge of the grid. Exact when every distinct value has an edge; else
     * too small by at most the larger share that one interval between two edges has of either sample.
     *
     * @param reference the profile that the grid comes from
     * @param current on the same grid
     * @return 0..1; 0 if either has no values
     */
    public static double distance(NumericProfile reference, NumericProfile current) {
        double n = reference.present();
        double m = current.present();
        if (n == 0 || m == 0) {
            return 0;
        }
        double largest = 0;
        long f = 0;
        long g = 0;
        for (int i = 0; i < reference.edges().length; i++) {
            f += reference.between()[i];
            g += current.between()[i];
            largest = Math.max(largest, Math.abs(f / n - g / m));
            f += reference.at()[i];
            g += current.at()[i];
            largest = Math.max(largest, Math.abs(f / n - g / m));
        }
        return Math.min(1, largest);
    }

    /**
     * Probability of at least that distance between two samples of one continuous distribution; with ties the true
     * probability is smaller, so the test is conservative. Exact for samples of the same size, and for others of up to {@value
     * #LARGEST_EXACT} values each where counting the paths is cheap; scipy's {@code ks_2samp} with {@code method='exact'} says
     * the same. Else Kolmogorov's limit 2 sum (-1)^(k-1) exp(-2 k^2 z^2) at the effective size N = nm / (n + m), with the
     * correction of Vrbik (2018), "Small-sample corrections to Kolmogorov-Smirnov test statistic", z + 1/(6 sqrt N) + (z - 1)/(4
     * N) for z = D sqrt N, which at these sizes is within 2 % of the exact one around p = 0.05, and far out in the tail too large,
     * never too small.
     *
     * @param distance D, 0..1
     * @param n size of one sample
     * @param m size of the other
     * @return 0..1; 1 if either is empty
     */
    public static double pValue(double distance, long n, long m) {
        if (n == 0 || m == 0 || distance <= 0) {
            return 1;
        }
        if (n == m && n <= Integer.MAX_VALUE) {
            return ofEqualSizes(Math.round(distance * n), n);
        }
        if (Math.max(n, m) <= LARGEST_EXACT && 2 * distance * n * m <= MOST_PLACES) {
            return ofPaths(distance, (int) n, (int) m);
        }
        double size = (double) n * m / ((double) n + m);
        double z = distance * Math.sqrt(size);
        double corrected = z + 1 / (6 * Math.sqrt(size)) + (z - 1) / (4 * size);
        return limit(corrected);
    }

    /**
     * Gnedenko and Korolyuk (1951): of all ways in which two samples of n values can be merged the share whose distance is h/n or
     * more is 2 sum (-1)^(k-1) C(2n, n - kh) / C(2n, n). Summed from the smallest term on, each from the one before.
     */
    private static double ofEqualSizes(long h, long n) {
        if (h == 0) {
            return 1;
        }
        double sum = 0;
        // Terms beyond these are too small to change a digit: the ratio of the k-th to the first is below exp(-(k^2 -
        // 1) h^2 / n).
        long terms = Math.min(n / h, (long) (1 + Math.sqrt(1 + NO_DIGIT * n / ((double) h * h))));
        for (long k = terms; k >= 0; k--) {
            double ratio = 1;
            for (long j = 0; j < h && ratio > 0; j++) {
                ratio *= (double) (n - k * h - j) / (n + k * h + j + 1);
            }
            sum = ratio * (1 - sum);
        }
        return Math.max(0, Math.min(1, 2 * sum));
    }

    /**
     * Hodges (1958), "The significance probability of the Smirnov two-sample test": merging two samples is a path from (0, 0) to
     * (n, m), all paths are equally probable, and the distance is reached by those that touch |i/n - j/m| = D. The shares of
     * paths that have touched on the way to the places left of a place and below it are mixed as i to j, so that only positive
     * numbers are added and small probabilities keep their digits.
     */
    private static double ofPaths(double distance, int n, int m) {
        long divisor = gcd(n, m);
        long right = m / divisor;
        long up = n / divisor;
        long h = Math.round(distance * n * right);
        if (h == 0) {
            return 1;
        }
        // Share of the paths to (i, j) that have touched, of one i after the other; 1 where the place itself is one to
        // touch.
        double[] touched = new double[m + 1];
        Arrays.fill(touched, 1);
        for (int i = 0; i <= n; i++) {
            // Between these j the path has not touched at this very place.
            int first = (int) Math.max(0, Math.floorDiv(i * right - h, up) + 1);
            int last = (int) Math.min(m, Math.floorDiv(i * right + h - 1, up));
            if (first > 0) {
                touched[first - 1] = 1;
            }
            for (int j = first; j <= last; j++) {
                double left = i == 0 ? 0 : touched[j] * i;
                double below = j == 0 ? 0 : touched[j - 1] * j;
                touched[j] = i + j == 0 ? 0 : (left + below) / (i + j);
            }
        }
        return Math.min(1, touched[m]);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static double limit(double z) {
        if (z < CERTAIN) {
            return 1;
        }
        double sum = 0;
        double sign = 1;
        for (int k = 1; k <= MAX_TERMS; k++) {
            double term = Math.exp(-2.0 * k * k * z * z);
            sum += sign * term;
            sign = -sign;
            if (term < 1e-17 * sum) {
                break;
            }
        }
        return Math.max(0, Math.min(1, 2 * sum));
    }
}
