package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Classifier;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.drift.statistic.MannWhitney;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Separation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Trains boosted trees to tell the rows of the baseline from the current ones. What no column shows by itself, a changed
 * relation between columns, it finds. It is measured on rows that the trees did not learn from, so that 0.5 is what two files
 * of one kind have, however many columns there are.
 */
final class DomainClassifier {

    static final String KIND = "classifier";

    /** 2 AUC - 1 from which it is a warning: Evidently's AUC of 0.55. */
    private static final double WARNING = 0.1;
    /** 2 AUC - 1 from which it is drift: deepchecks' limit. */
    private static final double DRIFT = 0.25;

    /** More rows of each would take longer and change nothing that matters. */
    private static final int MOST_ROWS = 20_000;

    private static final long SEED = 42;
    private static final int NAMED = 5;
    private static final double NOTABLE = 0.05;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private DomainClassifier() {}

    /** Null where there are too few rows, or no columns to learn from. */
    static Classifier of(
            Frame before, Frame after, List<String> columns, Settings settings, int threads, Progress progress) {
        List<String> features = columns.stream()
                .filter(name -> !settings.rule(name).ignore())
                .filter(name -> before.column(name).orElseThrow().type() != Type.DATE)
                .toList();
        int rows = Math.min(MOST_ROWS, Math.min(before.rows(), after.rows()));
        if (features.isEmpty() || rows < settings.minRows()) {
            return null;
        }
        Frame first = before.rows(sample(before.rows(), rows, SEED));
        Frame second = after.rows(sample(after.rows(), rows, SEED + 1));
        List<Column> joined = new ArrayList<>();
        for (String feature : features) {
            joined.add(join(
                    first.column(feature).orElseThrow(), second.column(feature).orElseThrow()));
        }
        float[] labels = new float[2 * rows];
        Arrays.fill(labels, rows, 2 * rows, 1);
        Separation separation = Separation.of(new Frame(null, joined), features, labels, SEED, threads, progress);
        double auc = 0;
        double variance = 0;
        double chance = 0;
        int folds = separation.folds().size();
        for (int[] fold : separation.folds()) {
            MannWhitney here = MannWhitney.of(scores(separation, fold, labels, 0), scores(separation, fold, labels, 1));
            auc += here.auc() / folds;
            variance += here.variance() / folds / folds;
            chance += here.nullVariance() / folds / folds;
        }
        double reach = 1.96 * Math.sqrt(variance);
        double p = NORMAL.survivalProbability((auc - 0.5) / Math.sqrt(chance));
        double distance = Math.max(0, 2 * auc - 1);
        boolean sure = p < settings.alpha() && auc - reach > 0.5;
        Level level = !sure || distance < WARNING ? Level.OK : distance < DRIFT ? Level.WARNING : Level.DRIFT;
        return new Classifier(
                auc,
                Math.max(0, auc - reach),
                Math.min(1, auc + reach),
                p,
                level,
                rows,
                ordered(separation.importances()));
    }

    /** What it found, in words. */
    static Finding finding(Classifier found) {
        String auc = String.format(
                Locale.ROOT,
                "an AUC of %.3f (%.3f..%.3f) on rows that they did not learn from, 0.5 being chance",
                found.auc(),
                found.low(),
                found.high());
        if (found.level() == Level.OK) {
            return new Finding(KIND, null, Level.OK, "Trees cannot tell the rows of both data sets apart well: " + auc);
        }
        String giveaways = found.giveaways().entrySet().stream()
                .filter(e -> e.getValue() >= NOTABLE)
                .limit(NAMED)
                .map(e -> e.getKey() + ' ' + Wording.share(e.getValue()))
                .collect(Collectors.joining(", "));
        return new Finding(
                KIND,
                null,
                found.level(),
                "Trees tell the rows of both data sets apart with " + auc + "; what gives them away: " + giveaways);
    }

    private static Map<String, Double> ordered(Map<String, Double> importances) {
        Map<String, Double> ordered = new LinkedHashMap<>();
        importances.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> ordered.put(e.getKey(), e.getValue()));
        return ordered;
    }

    private static double[] scores(Separation separation, int[] fold, float[] labels, int label) {
        return Arrays.stream(fold)
                .filter(row -> labels[row] == label)
                .mapToDouble(row -> separation.scores()[row])
                .toArray();
    }

    /** So many different rows by chance, in their order (Vitter's selection sampling). */
    private static int[] sample(int of, int wanted, long seed) {
        int[] rows = new int[wanted];
        SplittableRandom random = new SplittableRandom(seed);
        int taken = 0;
        for (int row = 0; taken < wanted; row++) {
            if (random.nextInt(of - row) < wanted - taken) {
                rows[taken++] = row;
            }
        }
        return rows;
    }

    private static Column join(Column first, Column second) {
        int n = first.size();
        int all = n + second.size();
        int missing = first.missingCount() + second.missingCount();
        if (first instanceof Column.Numeric before) {
            float[] values = Arrays.copyOf(before.values(), all);
            System.arraycopy(((Column.Numeric) second).values(), 0, values, n, second.size());
            return new Column.Numeric(first.name(), values, missing);
        }
        Column.Categorical before = (Column.Categorical) first;
        Column.Categorical after = (Column.Categorical) second;
        List<String> categories = new ArrayList<>(before.categories());
        Map<String, Integer> places = new HashMap<>();
        categories.forEach(value -> places.put(value, places.size()));
        int[] codeOf = new int[after.categories().size()];
        for (int code = 0; code < codeOf.length; code++) {
            String value = after.categories().get(code);
            codeOf[code] = places.computeIfAbsent(value, v -> {
                categories.add(v);
                return categories.size() - 1;
            });
        }
        int[] codes = Arrays.copyOf(before.codes(), all);
        for (int row = 0; row < after.codes().length; row++) {
            int code = after.codes()[row];
            codes[n + row] = code < 0 ? -1 : codeOf[code];
        }
        return new Column.Categorical(first.name(), categories, codes, categories.size(), missing);
    }
}
