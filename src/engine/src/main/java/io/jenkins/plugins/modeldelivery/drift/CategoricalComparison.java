package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Histogram;
import io.jenkins.plugins.modeldelivery.drift.statistic.ChiSquared;
import io.jenkins.plugins.modeldelivery.drift.statistic.CramersV;
import io.jenkins.plugins.modeldelivery.drift.statistic.Hellinger;
import io.jenkins.plugins.modeldelivery.drift.statistic.JensenShannon;
import io.jenkins.plugins.modeldelivery.drift.statistic.MutualInformation;
import io.jenkins.plugins.modeldelivery.drift.statistic.PopulationStability;
import io.jenkins.plugins.modeldelivery.profile.CategoricalProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Compares the values of a column of categories; missing values are compared apart. All distances are those of the table in
 * which rare categories are pooled: with many rare ones, chance alone would make the distances large.
 *
 * @param reference the profile that the dictionary comes from
 * @param current on the same dictionary
 */
record CategoricalComparison(CategoricalProfile reference, CategoricalProfile current) {

    private static final String OTHER = "other";
    /** Bars of the chart, besides those for other and missing values. */
    private static final int BARS = 18;

    Comparison.Values values() {
        // A reference that is itself a projection knows values that its dictionary does not.
        Map<String, Long> newBefore = rows(reference.unseen());
        Map<String, Long> newAfter = rows(current.unseen());
        TreeSet<String> news = new TreeSet<>(newBefore.keySet());
        news.addAll(newAfter.keySet());
        List<String> labels = new ArrayList<>(reference.categories());
        labels.addAll(news);
        int known = reference.categories().size();
        int named = labels.size();
        long[] before = Arrays.copyOf(reference.counts(), named + 1);
        long[] after = Arrays.copyOf(current.counts(), named + 1);
        before[named] = reference.other() + reference.unseenRows();
        after[named] = current.other() + current.unseenRows();
        for (int i = known; i < named; i++) {
            before[i] = newBefore.getOrDefault(labels.get(i), 0L);
            before[named] -= before[i];
            after[i] = newAfter.getOrDefault(labels.get(i), 0L);
            after[named] -= after[i];
        }
        ChiSquared.Table pooled = ChiSquared.pooled(before, after);
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.CRAMERS_V.id(), CramersV.distance(pooled.reference(), pooled.current()));
        statistics.put(Statistic.PSI.id(), PopulationStability.index(pooled.reference(), pooled.current()));
        statistics.put(Statistic.JS.id(), JensenShannon.distance(pooled.reference(), pooled.current()));
        statistics.put(Statistic.HELLINGER.id(), Hellinger.distance(pooled.reference(), pooled.current()));
        statistics.put(Statistic.CHI_SQUARED.id(), ChiSquared.effect(pooled.reference(), pooled.current()));
        statistics.put(
                Statistic.MUTUAL_INFORMATION.id(),
                MutualInformation.balancedBits(pooled.reference(), pooled.current()));
        double pValue = ChiSquared.test(pooled.reference(), pooled.current()).pValue();
        return new Comparison.Values(
                statistics, Map.of(), pValue, moved(labels, before, after), histogram(labels, before, after));
    }

    private static Map<String, Long> rows(List<CategoricalProfile.Count> counts) {
        Map<String, Long> rows = new HashMap<>();
        counts.forEach(c -> rows.put(c.value(), c.rows()));
        return rows;
    }

    /** The category whose share changed most. */
    private String moved(List<String> labels, long[] before, long[] after) {
        double n = reference.present();
        double m = current.present();
        if (n == 0 || m == 0) {
            return null;
        }
        int best = -1;
        double change = 1e-9;
        for (int i = 0; i < before.length; i++) {
            double here = Math.abs(after[i] / m - before[i] / n);
            if (here > change) {
                change = here;
                best = i;
            }
        }
        if (best < 0) {
            return null;
        }
        String what = best == labels.size() ? "other values" : Wording.quoted(labels.get(best));
        return what + ' ' + Wording.change(before[best] / n, after[best] / m);
    }

    /** The categories with the largest shares on either side, in the order of the dictionary; the rest as other. */
    private Histogram histogram(List<String> labels, long[] before, long[] after) {
        double n = Math.max(1, reference.rows());
        double m = Math.max(1, current.rows());
        TreeSet<Integer> shown = new TreeSet<>(IntStream.range(0, labels.size())
                .boxed()
                .filter(i -> before[i] + after[i] > 0)
                .sorted(Comparator.comparingDouble(i -> -Math.max(before[i] / n, after[i] / m)))
                .limit(BARS)
                .toList());
        List<String> names = new ArrayList<>();
        shown.forEach(i -> names.add(labels.get(i)));
        long restBefore =
                reference.present() - shown.stream().mapToLong(i -> before[i]).sum();
        long restAfter =
                current.present() - shown.stream().mapToLong(i -> after[i]).sum();
        int bins = names.size() + (restBefore + restAfter > 0 ? 1 : 0);
        long[] r = new long[bins];
        long[] c = new long[bins];
        int bin = 0;
        for (int i : shown) {
            r[bin] = before[i];
            c[bin++] = after[i];
        }
        if (bins > bin) {
            names.add(names.contains(OTHER) ? "(" + OTHER + ")" : OTHER);
            r[bin] = restBefore;
            c[bin] = restAfter;
        }
        return Comparison.histogram(names, r, c, reference, current);
    }
}
