package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.LabelChanges;
import io.jenkins.plugins.modeldelivery.document.LabelChanges.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts which rows get another label from one model than from another, and tests whether they tend one way. */
final class Relabelled {

    private Relabelled() {}

    /**
     * @param candidate by row its label's place in {@code classes}; null: it has no labels
     * @param classes of the candidate
     * @param baseline by row, in the same order, its label's place in {@code others}
     * @param others classes of the baseline; not always the same, nor in the same order
     * @return null for regression
     */
    static LabelChanges of(int[] candidate, List<String> classes, int[] baseline, List<String> others) {
        if (candidate == null || baseline == null) {
            return null;
        }
        Set<String> all = new LinkedHashSet<>(others);
        all.addAll(classes);
        List<String> labels = List.copyOf(all);
        int[] to = classes.stream().mapToInt(labels::indexOf).toArray();
        int[] from = others.stream().mapToInt(labels::indexOf).toArray();
        int k = labels.size();
        long[][] table = new long[k][k];
        for (int i = 0; i < candidate.length; i++) {
            table[from[baseline[i]]][to[candidate[i]]]++;
        }
        List<Change> changes = new ArrayList<>();
        long changed = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                if (i != j && table[i][j] > 0) {
                    changes.add(new Change(labels.get(i), labels.get(j), table[i][j]));
                    changed += table[i][j];
                }
            }
        }
        changes.sort(Comparator.comparing(Change::rows).reversed());
        Symmetry symmetry = Symmetry.of(table);
        boolean two = k == 2;
        return new LabelChanges(
                candidate.length,
                changed,
                changes.stream().limit(LabelChanges.LISTED).toList(),
                new LabelChanges.Test(
                        symmetry.bowker(),
                        symmetry.bowkerFreedom(),
                        two ? McNemar.p(table[0][1], table[1][0]) : symmetry.bowkerPValue()),
                two
                        ? null
                        : new LabelChanges.Test(
                                symmetry.stuartMaxwell(),
                                symmetry.stuartMaxwellFreedom(),
                                symmetry.stuartMaxwellPValue()));
    }
}
