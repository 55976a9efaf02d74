package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Resampling;

/** McNemar's test: whether two classifiers err equally often, from the rows on which exactly one errs. */
final class McNemar {

    /** Smaller terms no longer change the sum. */
    private static final double NEGLIGIBLE = 1e-17;

    private McNemar() {}

    /**
     * @param candidate by row: whether the candidate is right
     * @param baseline by row: whether the baseline is right
     */
    static Resampling.McNemar of(boolean[] candidate, boolean[] baseline) {
        long onlyCandidate = 0;
        long onlyBaseline = 0;
        for (int i = 0; i < candidate.length; i++) {
            if (candidate[i] != baseline[i]) {
                if (candidate[i]) {
                    onlyCandidate++;
                } else {
                    onlyBaseline++;
                }
            }
        }
        return new Resampling.McNemar(onlyCandidate, onlyBaseline, p(onlyCandidate, onlyBaseline));
    }

    /** The exact, two-sided p-value: of a fair coin falling as unevenly. */
    static double p(long a, long b) {
        long n = a + b;
        long least = Math.min(a, b);
        if (2 * least >= n - 1) {
            return 1;
        }
        // The largest term of the tail by its logarithm, those below it by their ratios.
        double log = -n * Math.log(2);
        for (long i = 1; i <= least; i++) {
            log += Math.log((n - least + i) / (double) i);
        }
        double sum = 0;
        double term = 1;
        for (long k = least; k >= 0 && term > NEGLIGIBLE * sum; k--) {
            sum += term;
            term *= k / (double) (n - k + 1);
        }
        return Math.min(1, 2 * Math.exp(log) * sum);
    }
}
