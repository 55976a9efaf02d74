package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/** Cramer's V between "which sample" and "which category", corrected for bias. */
public final class CramersV {

    private CramersV() {}

    /**
     * V by Bergsma (2013), "A bias-correction for Cramer's V and Tschuprow's T": with phi2 = chi2 / N, phi2c = max(0, phi2 -
     * (k-1)(r-1)/(N-1)), kc = k - (k-1)^2/(N-1), rc likewise, V = sqrt(phi2c / min(kc-1, rc-1)); here r = 2 samples.
     *
     * <p>Both samples weigh the same whatever their sizes, for else V would shrink when one is much larger, and mean something
     * else for every file: phi2 = 1/2 sum (p - q)^2 / (p + q) over the shares, which is chi2 / N of a table with rows of
     * equal size, and N = 4 / (1/n + 1/m), the size of the balanced table with the same sampling error. For n = m it is
     * Bergsma's V exactly.
     *
     * @param reference rows a category, shape [categories]
     * @param current rows a category, shape [categories]
     * @return 0..1; 0 if either has no rows or there are fewer than two categories
     */
    public static double distance(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        if (n == 0 || m == 0) {
            return 0;
        }
        int k = 0;
        double phi2 = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = reference[i] / n;
            double q = current[i] / m;
            if (p + q > 0) {
                k++;
                phi2 += (p - q) * (p - q) / (p + q) / 2;
            }
        }
        double size = 4 / (1 / n + 1 / m);
        if (k < 2 || size <= 2) {
            return 0;
        }
        double corrected = Math.max(0, phi2 - (k - 1) / (size - 1));
        double kc = k - (k - 1.0) * (k - 1.0) / (size - 1);
        double rc = 2 - 1 / (size - 1);
        double least = Math.min(kc - 1, rc - 1);
        return least <= 0 ? 0 : Math.min(1, Math.sqrt(corrected / least));
    }
}
