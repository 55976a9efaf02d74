package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.drift.statistic.CramersV;
import io.jenkins.plugins.modeldelivery.drift.statistic.KolmogorovSmirnov;
import io.jenkins.plugins.modeldelivery.drift.statistic.TwoProportions;
import java.util.Arrays;

/**
 * The default rules of other tools for one column, from their published formulas, on values without missing ones (all of them
 * leave those out). Sources: evidentlyai.com "Data drift algorithm" and its stattests, NannyML's univariate drift and its default
 * thresholds, alibi-detect's tabular drift, deepchecks' feature drift check.
 */
final class PeerRules {

    /** Above this many reference rows Evidently measures distances instead of testing. */
    private static final int EVIDENTLY_LARGE = 1000;

    private static final int EVIDENTLY_FEW = 5;

    private PeerRules() {}

    /** Evidently: up to 1,000 reference rows p below 0.05 (KS, chi-squared, z), above a distance of at least 0.1. */
    static boolean evidently(float[] reference, float[] current, int referenceRows) {
        if (distinct(reference) <= EVIDENTLY_FEW) {
            double[] values = reference.clone().length == 0 ? new double[0] : distinctOf(reference, current);
            return evidently(counts(reference, values), counts(current, values), referenceRows);
        }
        return referenceRows <= EVIDENTLY_LARGE
                ? ksP(reference, current) <= 0.05
                : wasserstein(reference, current) / Math.max(deviation(reference), 0.001) >= 0.1;
    }

    static boolean evidently(long[] reference, long[] current, int referenceRows) {
        if (referenceRows > EVIDENTLY_LARGE) {
            return jensenShannon(reference, current, Math.E) >= 0.1;
        }
        long n = Arrays.stream(reference).sum();
        long m = Arrays.stream(current).sum();
        int values = 0;
        for (int i = 0; i < reference.length; i++) {
            values += reference[i] + current[i] > 0 ? 1 : 0;
        }
        if (values <= 2) {
            return TwoProportions.pValue(reference[0], n, current[0], m) < 0.05;
        }
        // scipy.stats.chisquare of the current counts with the reference's as the expected ones, as if those were no
        // sample.
        double statistic = 0;
        for (int i = 0; i < reference.length; i++) {
            if (reference[i] + current[i] > 0) {
                double expected = (double) reference[i] * m / n;
                statistic += expected == 0 ? Double.POSITIVE_INFINITY : square(current[i] - expected) / expected;
            }
        }
        return chiSquaredTail(statistic, values - 1) < 0.05;
    }

    /** NannyML: Jensen-Shannon distance, base 2, above 0.1; numbers in numpy's "doane" bins of the reference. */
    static boolean nannyMl(float[] reference, float[] current) {
        double[] edges = doane(reference);
        return jensenShannon(binned(reference, edges), binned(current, edges), 2) > 0.1;
    }

    static boolean nannyMl(long[] reference, long[] current) {
        return jensenShannon(reference, current, 2) > 0.1;
    }

    /** What alibi-detect corrects over the columns, and whylogs does not: KS and the chi-squared test of a table. */
    static double pValue(float[] reference, float[] current) {
        return ksP(reference, current);
    }

    static double pValue(long[] reference, long[] current) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(current).sum();
        double statistic = 0;
        int values = 0;
        for (int i = 0; i < reference.length; i++) {
            double both = reference[i] + current[i];
            if (both > 0) {
                values++;
                double a = both * n / (n + m);
                double b = both * m / (n + m);
                statistic += square(reference[i] - a) / a + square(current[i] - b) / b;
            }
        }
        return values < 2 ? 1 : chiSquaredTail(statistic, values - 1);
    }

    /** deepchecks: KS statistic, or bias-corrected Cramer's V, of at least 0.2. */
    static boolean deepchecks(float[] reference, float[] current) {
        return ks(reference, current) >= 0.2;
    }

    static boolean deepchecks(long[] reference, long[] current) {
        return CramersV.distance(reference, current) >= 0.2;
    }

    private static double square(double x) {
        return x * x;
    }

    private static int distinct(float[] sorted) {
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    private static double[] distinctOf(float[] a, float[] b) {
        return java.util.stream.DoubleStream.concat(
                        java.util.stream.IntStream.range(0, a.length).mapToDouble(i -> a[i]),
                        java.util.stream.IntStream.range(0, b.length).mapToDouble(i -> b[i]))
                .distinct()
                .sorted()
                .toArray();
    }

    private static long[] counts(float[] sorted, double[] values) {
        long[] counts = new long[values.length];
        for (float value : sorted) {
            counts[Arrays.binarySearch(values, value)]++;
        }
        return counts;
    }

    /** The two-sample statistic; both sorted. */
    static double ks(float[] a, float[] b) {
        int i = 0;
        int j = 0;
        double most = 0;
        while (i < a.length && j < b.length) {
            float value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return most;
    }

    private static double ksP(float[] a, float[] b) {
        return a.length == 0 || b.length == 0 ? 1 : KolmogorovSmirnov.pValue(ks(a, b), a.length, b.length);
    }

    /** The area between the distribution functions; both sorted. */
    static double wasserstein(float[] a, float[] b) {
        int i = 0;
        int j = 0;
        double area = 0;
        double last = Double.NaN;
        while (i < a.length || j < b.length) {
            double value = j >= b.length || i < a.length && a[i] <= b[j] ? a[i] : b[j];
            if (!Double.isNaN(last)) {
                area += (value - last) * Math.abs((double) i / a.length - (double) j / b.length);
            }
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            last = value;
        }
        return area;
    }

    private static double moment(float[] values, double mean, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value - mean, power);
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        return Math.sqrt(moment(values, moment(values, 0, 1), 2));
    }

    /** numpy.histogram_bin_edges(reference, 'doane'). */
    private static double[] doane(float[] sorted) {
        double n = sorted.length;
        double mean = moment(sorted, 0, 1);
        double sigma = deviation(sorted);
        double skewness = Math.abs(moment(sorted, mean, 3) / Math.pow(sigma, 3));
        double g = Math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
        int bins = (int) Math.ceil(1 + Math.log(n) / Math.log(2) + Math.log(1 + skewness / g) / Math.log(2));
        double[] edges = new double[bins + 1];
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        Arrays.setAll(edges, i -> low + (high - low) * i / bins);
        return edges;
    }

    /** Counts by bin; what lies outside of all is one more. */
    private static long[] binned(float[] values, double[] edges) {
        long[] counts = new long[edges.length];
        for (float value : values) {
            int place = Arrays.binarySearch(edges, value);
            int bin = place >= 0 ? Math.min(place, edges.length - 2) : -place - 2;
            boolean outside = value < edges[0] || value > edges[edges.length - 1];
            counts[outside ? edges.length - 1 : bin]++;
        }
        return counts;
    }

    /** The distance, which is the root of the divergence. */
    static double jensenShannon(long[] a, long[] b, double base) {
        double n = Arrays.stream(a).sum();
        double m = Arrays.stream(b).sum();
        double divergence = 0;
        for (int i = 0; i < a.length; i++) {
            double p = a[i] / n;
            double q = b[i] / m;
            double middle = (p + q) / 2;
            divergence += (p == 0 ? 0 : p * Math.log(p / middle)) + (q == 0 ? 0 : q * Math.log(q / middle));
        }
        return Math.sqrt(Math.max(0, divergence / 2) / Math.log(base));
    }

    /** Upper tail of the chi-squared distribution: series or continued fraction of the incomplete gamma function. */
    static double chiSquaredTail(double statistic, int freedom) {
        if (statistic == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double a = freedom / 2.0;
        double x = statistic / 2;
        if (x <= 0) {
            return 1;
        }
        double front = Math.exp(a * Math.log(x) - x - logGamma(a));
        if (x < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int i = 1; i < 10_000 && term > sum * 1e-15; i++) {
                term *= x / (a + i);
                sum += term;
            }
            return 1 - front * sum;
        }
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 10_000; i++) {
            double an = -i * (i - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            double change = d * c;
            h *= change;
            if (Math.abs(change - 1) < 1e-14) {
                break;
            }
        }
        return front * h;
    }

    /** Of a half or whole number. */
    private static double logGamma(double a) {
        double value = a == Math.rint(a) ? 0 : Math.log(Math.PI) / 2;
        for (double x = a == Math.rint(a) ? 1 : 0.5; x < a; x++) {
            value += Math.log(x);
        }
        return value;
    }
}
