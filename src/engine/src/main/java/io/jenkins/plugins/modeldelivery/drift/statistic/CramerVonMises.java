package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The two-sample test of Cramer and von Mises. */
public final class CramerVonMises {

    /** Up to this size of the larger sample the p-value is that of all orders of the values, as in scipy. */
    private static final long EXACT = 20;

    private static final int MOST_TERMS = 200;

    private CramerVonMises() {}

    /**
     * Probability of at least that T between two samples of one continuous distribution; scipy's {@code
     * cramervonmises_2samp(x, y).pvalue}: over all orders where no sample is larger than 20 (Xiao, Gordon, Yakovlev 2007),
     * else by the limit distribution (Anderson 1962). With ties the true probability is smaller.
     *
     * @param ranks of both samples
     * @return 0..1; 1 if either is empty
     */
    public static double pValue(Ranks ranks) {
        long n = ranks.reference();
        long m = ranks.current();
        if (n == 0 || m == 0) {
            return 1;
        }
        double t = ranks.cramerVonMises();
        if (Math.max(n, m) <= EXACT) {
            return exact(t, (int) n, (int) m);
        }
        double k = (double) n * m;
        double all = (double) n + m;
        double expected = (1 + 1 / all) / 6;
        double variance =
                (all + 1) * (4 * k * all - 3 * ((double) m * m + (double) n * n) - 2 * k) / (45 * all * all * 4 * k);
        double normed = 1.0 / 6 + (t - expected) / Math.sqrt(45 * variance);
        return normed < 0.003 ? 1 : tail(normed);
    }

    /** 1 - F of the limit distribution, by Csorgo and Faraway (1996), equation 1.2. */
    private static double tail(double x) {
        double sum = 0;
        double factor = 1;
        for (int k = 0; k < MOST_TERMS; k++) {
            double y = 4.0 * k + 1;
            double q = y * y / (16 * x);
            // Gamma(k + 1/2) / Gamma(k + 1), started at Gamma(1/2) = sqrt(pi).
            double term = factor / (Math.PI * Math.sqrt(x)) * Math.sqrt(y) * scaledBessel(q);
            sum += term;
            if (term < 1e-17 * sum) {
                break;
            }
            factor *= (k + 0.5) / (k + 1);
        }
        return Math.max(0, Math.min(1, 1 - sum));
    }

    /** exp(-q) K(q), the modified Bessel function of order 1/4: the integral of exp(-q (1 + cosh t)) cosh(t / 4), t from 0. */
    private static double scaledBessel(double q) {
        double step = 1.0 / 64;
        double sum = 0.5 * Math.exp(-2 * q);
        for (int i = 1; ; i++) {
            double t = i * step;
            double term = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
            sum += term;
            if (term < 1e-18 * sum || term == 0) {
                return sum * step;
            }
        }
    }

    /** How many of all orders of n and m values have at least that T. */
    private static double exact(double t, int n, int m) {
        long common = (long) n * m / gcd(n, m);
        long a = common / n;
        long b = common / m;
        long product = (long) n * m;
        // T in whole numbers: what the squared differences between both steps add up to.
        double u = (t + (4.0 * product - 1) / (6.0 * (n + m))) * product * (n + m);
        double wanted = Math.floor((double) common
                * common
                * (n + m)
                * (6 * Math.rint(u * 4) / 4 - (double) product * (4 * product - 1))
                / (6.0 * product * product));
        List<Map<Long, Double>> paths = new ArrayList<>();
        for (int v = 0; v <= n; v++) {
            paths.add(new HashMap<>());
        }
        paths.get(0).put(0L, 1.0);
        for (int w = 0; w <= m; w++) {
            for (int v = 0; v <= n; v++) {
                Map<Long, Double> reached = new HashMap<>();
                long here = (a * v - b * w) * (a * v - b * w);
                // From the left in this row, and from below in the row before, which is still in place.
                if (v > 0) {
                    paths.get(v - 1).forEach((s, c) -> reached.merge(s + here, c, Double::sum));
                }
                if (w > 0 || v == 0) {
                    paths.get(v).forEach((s, c) -> reached.merge(s + here, c, Double::sum));
                }
                paths.set(v, reached);
            }
        }
        double all = 0;
        double far = 0;
        for (Map.Entry<Long, Double> end : paths.get(n).entrySet()) {
            all += end.getValue();
            far += end.getKey() >= wanted ? end.getValue() : 0;
        }
        return Math.min(1, far / all);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
