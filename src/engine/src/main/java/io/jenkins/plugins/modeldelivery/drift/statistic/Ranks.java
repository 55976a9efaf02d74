package io.jenkins.plugins.modeldelivery.drift.statistic;

import io.jenkins.plugins.modeldelivery.profile.NumericProfile;

/**
 * Two samples of numbers in ascending order: what the tests that only look at that order need. Values that are equal, in one
 * sample or across both, are one place and get its middle rank, as in scipy. Taken once, place by place, in constant memory.
 */
public final class Ranks {

    private final double n;
    private final double m;
    private final double all;
    private final double perN;
    private final double perM;
    private double f;
    private double g;
    private double above;
    private double below;
    private double squaredRanks;
    private double andersonDarling;
    private double meanSquare;
    private double weightedMeanSquare;

    /**
     * @param n values of the reference
     * @param m values of the current data
     */
    public Ranks(long n, long m) {
        this.n = n;
        this.m = m;
        this.all = this.n + this.m;
        this.perN = 1 / this.n;
        this.perM = 1 / this.m;
    }

    /**
     * The samples that two profiles stand for; what lies strictly between two edges counts as equal.
     *
     * @param reference the profile that the grid comes from
     * @param current on the same grid
     */
    public static Ranks of(NumericProfile reference, NumericProfile current) {
        Ranks ranks = new Ranks(reference.present(), current.present());
        for (int i = 0; i <= reference.edges().length; i++) {
            ranks.add(reference.between()[i], current.between()[i]);
            if (i < reference.edges().length) {
                ranks.add(reference.at()[i], current.at()[i]);
            }
        }
        return ranks;
    }

    /**
     * Of the values themselves: exact.
     *
     * @param reference ascending, without NaN
     * @param current ascending, without NaN
     */
    public static Ranks of(float[] reference, float[] current) {
        Ranks ranks = new Ranks(reference.length, current.length);
        int i = 0;
        int j = 0;
        while (i < reference.length || j < current.length) {
            float value = j == current.length || i < reference.length && reference[i] <= current[j]
                    ? reference[i]
                    : current[j];
            int a = i;
            int b = j;
            while (i < reference.length && reference[i] == value) {
                i++;
            }
            while (j < current.length && current[j] == value) {
                j++;
            }
            ranks.add(i - a, j - b);
        }
        return ranks;
    }

    /**
     * The next larger value.
     *
     * @param a rows of the reference with it
     * @param b rows of the current data with it
     */
    public void add(long a, long b) {
        if (a + b == 0 || n == 0 || m == 0) {
            return;
        }
        double here = (double) a + b;
        double before = f + g;
        double rank = before + (here + 1) / 2;
        squaredRanks += n * squares(rank - f - 1, a) + m * squares(rank - g - 1, b);
        // Middle of the place, as midrank = True in scipy's anderson_ksamp.
        double middle = before + here / 2;
        double ofF = f + a / 2.0;
        double ofG = g + b / 2.0;
        double spread = middle * (all - middle) - all * here / 4;
        if (spread > 0) {
            double first = all * ofF - middle * n;
            double second = all * ofG - middle * m;
            andersonDarling += here * (first * first * perN + second * second * perM) / (all * spread);
        }
        double difference = ofF * perN - ofG * perM;
        double share = (a * perN + b * perM) / 2;
        double mean = (ofF * perN + ofG * perM) / 2;
        double square = share * difference * difference;
        meanSquare += square;
        double weight = mean * (1 - mean) - share / 4;
        if (weight > 0) {
            weightedMeanSquare += square / weight;
        }
        f += a;
        g += b;
        double ahead = f * perN - g * perM;
        above = Math.max(above, ahead);
        below = Math.max(below, -ahead);
    }

    /** Sum of (first - k)^2 over k = 0 .. count - 1. */
    private static double squares(double first, double count) {
        return count * first * first - first * count * (count - 1) + (count - 1) * count * (2 * count - 1) / 6;
    }

    private boolean some() {
        return n > 0 && m > 0;
    }

    /** Kolmogorov and Smirnov's D = sup |F(x) - G(x)|, 0..1; 0 if either sample is empty. */
    public double kolmogorovSmirnov() {
        return Math.min(1, Math.max(above, below));
    }

    /** Kuiper's V = sup (F(x) - G(x)) + sup (G(x) - F(x)), 0..1; 0 if either sample is empty. */
    public double kuiper() {
        return Math.min(1, above + below);
    }

    /**
     * Cramer and von Mises' T of two samples (Anderson 1962), from the squared differences of ranks; scipy's {@code
     * cramervonmises_2samp(x, y).statistic}. 0 if either sample is empty.
     */
    public double cramerVonMises() {
        return some() ? squaredRanks / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m)) : 0;
    }

    /**
     * Anderson and Darling's A^2 of two samples with middle ranks (Scholz and Stephens 1987, equation 7), before it is
     * standardised. 0 if either sample is empty or all values are equal.
     */
    public double andersonDarling() {
        return some() ? andersonDarling * (n + m - 1) / (n + m) : 0;
    }

    /**
     * Root mean square of F - G over the values of both samples, each sample of the same weight: what T measures, but
     * independent of how many rows there are. 0..0.58.
     */
    public double rootMeanSquare() {
        return Math.sqrt(meanSquare);
    }

    /**
     * The same with (F - G)^2 divided by H (1 - H), H the mean of both, so that the tails count as much as the middle: what
     * A^2 measures, but independent of how many rows there are: of the mean square is taken off what chance alone makes of it,
     * 1 / n + 1 / m, as Bergsma (2013) does of Cramer's V. 0..1.24, with ties up to 2.
     */
    public double weightedRootMeanSquare() {
        return some() ? Math.sqrt(Math.max(0, weightedMeanSquare - perN - perM)) : 0;
    }

    /** Values of the reference. */
    public long reference() {
        return (long) n;
    }

    /** Values of the current data. */
    public long current() {
        return (long) m;
    }
}
