package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.drift.statistic.AndersonDarling;
import io.jenkins.plugins.modeldelivery.drift.statistic.BrownForsythe;
import io.jenkins.plugins.modeldelivery.drift.statistic.ChiSquared;
import io.jenkins.plugins.modeldelivery.drift.statistic.CramerVonMises;
import io.jenkins.plugins.modeldelivery.drift.statistic.Hellinger;
import io.jenkins.plugins.modeldelivery.drift.statistic.JensenShannon;
import io.jenkins.plugins.modeldelivery.drift.statistic.KolmogorovSmirnov;
import io.jenkins.plugins.modeldelivery.drift.statistic.Kuiper;
import io.jenkins.plugins.modeldelivery.drift.statistic.MutualInformation;
import io.jenkins.plugins.modeldelivery.drift.statistic.PopulationStability;
import io.jenkins.plugins.modeldelivery.drift.statistic.Ranks;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Compares the values of a column of numbers; missing values are compared apart.
 *
 * @param reference the profile that the grid comes from
 * @param current on the same grid
 * @param order what does not depend on any grid
 */
record NumericComparison(NumericProfile reference, NumericProfile current, Order order) {

    /** Ten ranges of equal share: the convention of PSI, and few enough that chance alone keeps it small. */
    private static final int RANGES = 10;
    /** Bars of the chart; with one for missing values at most twenty. */
    private static final int BARS = 18;

    Comparison.Values values() {
        Ranges ranges = Ranges.byShare(reference, RANGES);
        long[] before = ranges.counts(reference);
        long[] after = ranges.counts(current);
        ChiSquared.Table pooled = ChiSquared.pooled(before, after);
        Ranks ranks = order.ranks();
        double ks = ranks.kolmogorovSmirnov();
        BrownForsythe spread = order.spread();
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.KS.id(), ks);
        statistics.put(Statistic.WASSERSTEIN.id(), order.wasserstein());
        statistics.put(Statistic.PSI.id(), PopulationStability.index(before, after));
        statistics.put(Statistic.JS.id(), JensenShannon.distance(before, after));
        statistics.put(Statistic.HELLINGER.id(), Hellinger.distance(before, after));
        statistics.put(Statistic.KUIPER.id(), ranks.kuiper());
        statistics.put(Statistic.CRAMER_VON_MISES.id(), ranks.rootMeanSquare());
        statistics.put(Statistic.ANDERSON_DARLING.id(), ranks.weightedRootMeanSquare());
        statistics.put(Statistic.BROWN_FORSYTHE.id(), spread.distance());
        statistics.put(Statistic.CHI_SQUARED.id(), ChiSquared.effect(before, after));
        statistics.put(Statistic.MUTUAL_INFORMATION.id(), MutualInformation.balancedBits(before, after));
        Map<Statistic, DoubleSupplier> pValues = new EnumMap<>(Statistic.class);
        DoubleSupplier kolmogorov = () -> KolmogorovSmirnov.pValue(ks, reference.present(), current.present());
        pValues.put(Statistic.KS, kolmogorov);
        pValues.put(Statistic.WASSERSTEIN, kolmogorov);
        pValues.put(Statistic.KUIPER, () -> Kuiper.pValue(ranks));
        pValues.put(Statistic.CRAMER_VON_MISES, () -> CramerVonMises.pValue(ranks));
        pValues.put(Statistic.ANDERSON_DARLING, () -> AndersonDarling.pValue(ranks));
        pValues.put(Statistic.BROWN_FORSYTHE, spread::pValue);
        Ranges bars = Ranges.byWidth(reference, BARS);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            labels.add(bars.words(i, i));
        }
        return new Comparison.Values(
                statistics,
                pValues,
                ChiSquared.test(pooled.reference(), pooled.current()).pValue(),
                moved(ranges, before, after),
                Comparison.histogram(labels, bars.counts(reference), bars.counts(current), reference, current));
    }

    /** The neighbouring ranges whose share together changed most; of two about equal changes the narrower. */
    private String moved(Ranges ranges, long[] before, long[] after) {
        double n = reference.present();
        double m = current.present();
        if (n == 0 || m == 0) {
            return null;
        }
        int bestFrom = -1;
        int bestTo = -1;
        double best = 0;
        double bestShare = 0;
        for (int from = 0; from < before.length; from++) {
            double p = 0;
            double q = 0;
            for (int to = from; to < before.length; to++) {
                p += before[to] / n;
                q += after[to] / m;
                double change = Math.abs(q - p);
                boolean clearly = change > best * 1.1;
                boolean narrower = change > best * 0.9 && p + q < bestShare;
                if (change > 1e-9 && (clearly || narrower)) {
                    best = Math.max(best, change);
                    bestShare = p + q;
                    bestFrom = from;
                    bestTo = to;
                }
            }
        }
        if (bestFrom < 0) {
            return outside();
        }
        double p = 0;
        double q = 0;
        for (int i = bestFrom; i <= bestTo; i++) {
            p += before[i] / n;
            q += after[i] / m;
        }
        String range = ranges.words(bestFrom, bestTo);
        return "rows " + (range.startsWith("[") || range.startsWith("(") ? "in " : "") + range + ' '
                + Wording.change(p, q);
    }

    /** With a single range, what moved can only have left it. */
    private String outside() {
        double rows = current.present();
        double below = current.between()[0] / rows;
        double above = current.between()[current.between().length - 1] / rows;
        if (reference.edges().length == 0 || below + above == 0) {
            return null;
        }
        return below >= above
                ? "rows < " + Wording.number(reference.edges()[0]) + ' ' + Wording.change(0, below)
                : "rows > " + Wording.number(reference.edges()[reference.edges().length - 1]) + ' '
                        + Wording.change(0, above);
    }
}
