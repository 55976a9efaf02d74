package io.jenkins.plugins.modeldelivery.drift.statistic;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The two-sample test of Anderson and Darling, which looks at the tails as closely as at the middle. */
public final class AndersonDarling {

    /** Variance of A^2 in the limit, 2 (pi^2 - 9) / 3. */
    private static final double LIMIT_VARIANCE = 2 * (Math.PI * Math.PI - 9) / 3;

    /** From so many values on the variance is that of the limit to four digits. */
    private static final long MANY = 200_000;

    /** From here on the tail's own formula is closer. */
    private static final double FAR = 6;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private AndersonDarling() {}

    /**
     * A^2 less its mean 1, divided by its standard deviation (Scholz and Stephens 1987, equations 4 and 7); scipy's {@code
     * anderson_ksamp([x, y], midrank=True).statistic}.
     *
     * @return 0 where it cannot be had: either sample empty, or fewer than 4 values together
     */
    public static double standardised(Ranks ranks) {
        double n = ranks.reference();
        double m = ranks.current();
        double all = n + m;
        if (n == 0 || m == 0 || all < 4) {
            return 0;
        }
        return (ranks.andersonDarling() - 1) / Math.sqrt(variance(n, m));
    }

    private static double variance(double n, double m) {
        long all = (long) (n + m);
        if (all > MANY) {
            return LIMIT_VARIANCE;
        }
        // Two samples: k = 2, so that the terms of the paper with k - 1 have the factor 1.
        double sizes = 1 / n + 1 / m;
        double h = 1;
        double g = 0;
        // The paper's sums, the inner one carried along: h = 1 + 1/2 + .. + 1/(N-1).
        for (long i = all - 1; i >= 2; i--) {
            h += 1.0 / i;
            g += (h - 1) / (all - i + 1);
        }
        double a = 4 * g - 6 + (10 - 6 * g) * sizes;
        double b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * sizes - 8 * h + 4 * g - 6;
        double c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * sizes + 4 * h;
        double d = (2 * h + 6) * 4 - 8 * h;
        double size = all;
        return (((a * size + b) * size + c) * size + d) / ((size - 1) * (size - 2) * (size - 3));
    }

    /**
     * Probability of at least that A^2 between two samples of one distribution. In the limit A^2 of two samples is
     * distributed as that of one, for which Marsaglia and Marsaglia (2004), "Evaluating the Anderson-Darling Distribution",
     * give six digits; the standardised statistic carries it over to small samples. Beyond 6, where their polynomial was not
     * fitted, it is the tail of a sum of weighted chi-squared variables with the weights 1/(j(j+1)) (Zolotarev 1961): that of
     * the first, whose weight is 1/2, times the product over the others, which is sqrt 3; the term in 1/z brings it within 1 % of
     * the inverted characteristic function. scipy interpolates a table instead, and cuts p off at 0.001 and 0.25; between, both
     * agree within 5 %.
     *
     * @return 0..1; 1 if either sample is empty, or all values are equal
     */
    public static double pValue(Ranks ranks) {
        return ranks.andersonDarling() > 0 ? pValue(standardised(ranks)) : 1;
    }

    static double pValue(double standardised) {
        double z = 1 + standardised * Math.sqrt(LIMIT_VARIANCE);
        if (z <= 0.05) {
            return 1;
        }
        if (z < 2) {
            double small = Math.exp(-1.2337141 / z)
                    / Math.sqrt(z)
                    * (2.00012 + (.247105 - (.0649821 - (.0347962 - (.011672 - .00168691 * z) * z) * z) * z) * z);
            return Math.max(0, Math.min(1, 1 - small));
        }
        if (z > FAR) {
            return Math.sqrt(3) * 2 * NORMAL.survivalProbability(Math.sqrt(2 * z)) * (1 + 0.302 / z);
        }
        double exponent = 1.0776 - (2.30695 - (.43424 - (.082433 - (.008056 - .0003146 * z) * z) * z) * z) * z;
        return Math.min(1, -Math.expm1(-Math.exp(exponent)));
    }
}
