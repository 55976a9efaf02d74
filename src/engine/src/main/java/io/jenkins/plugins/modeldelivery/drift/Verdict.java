package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import io.jenkins.plugins.modeldelivery.drift.statistic.Adjustment;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one verdict on a data set, computed once from all columns.
 *
 * @param level how bad it is
 * @param summary the verdict as one sentence
 * @param driftShare importance-weighted share of the features that drift, 0..1
 * @param columns compared columns, worst first
 * @param findings everything else, worst first
 */
record Verdict(Level level, String summary, double driftShare, List<Column> columns, List<Finding> findings) {

    private static final int NAMED = 4;

    /**
     * Compares two profiles column by column and decides.
     *
     * @param reference of the training data
     * @param current of the current data, on the reference's grids and dictionaries
     * @param importances of the features; may be empty: then all weigh the same
     * @param settings checked against the columns here
     * @param before findings made before the comparison: of columns named in one of level DRIFT nothing else is said
     */
    static Verdict of(
            Profile reference, Profile current, List<Importance> importances, Settings settings, List<Finding> before) {
        return of(reference, current, importances, settings, before, Against.TRAINING);
    }

    /** The same, with what the reference is called and what is known of both beyond their profiles. */
    static Verdict of(
            Profile reference,
            Profile current,
            List<Importance> importances,
            Settings settings,
            List<Finding> before,
            Against against) {
        settings.check(types(reference, current));
        String noun = against.noun();
        List<Finding> findings = new ArrayList<>(before);
        findings.addAll(Findings.of(reference, current, noun, settings.findings()));
        List<Comparison> comparisons = new ArrayList<>();
        for (ColumnProfile feature : reference.features()) {
            ColumnProfile now = current.feature(feature.name()).orElseThrow();
            if (settings.rule(feature.name()).ignore()) {
                findings.removeIf(f -> feature.name().equals(f.column()));
                findings.add(ignored(feature.name()));
                continue;
            }
            comparisons.add(Comparison.of(
                    feature, now, Comparison.FEATURE, against.exact(Comparison.FEATURE, feature.name()), settings));
            if (before.stream().noneMatch(f -> feature.name().equals(f.column()) && f.level() == Level.DRIFT)) {
                findings.addAll(Findings.of(feature, now, noun, settings.findings()));
            }
        }
        boolean labelled = reference.target() != null
                && current.target() != null
                && reference.target().present() > 0
                && current.target().present() > 0;
        if (labelled && settings.rule(reference.target().name()).ignore()) {
            findings.add(ignored(reference.target().name()));
        } else if (labelled) {
            comparisons.add(Comparison.of(
                    reference.target(),
                    current.target(),
                    Comparison.LABEL,
                    against.exact(Comparison.LABEL, reference.target().name()),
                    settings));
            findings.addAll(Findings.of(reference.target(), current.target(), noun, settings.findings()));
        }
        if (reference.predictions() != null && current.predictions() != null) {
            if (settings.rule(reference.predictions().name()).ignore()) {
                findings.add(ignored(reference.predictions().name()));
            } else {
                comparisons.add(Comparison.of(
                        reference.predictions(),
                        current.predictions(),
                        Comparison.PREDICTION,
                        against.exact(
                                Comparison.PREDICTION, reference.predictions().name()),
                        settings));
            }
        }
        boolean enough = Math.min(reference.rows(), current.rows()) >= settings.minRows();
        List<Judged> judged = judge(comparisons, settings, enough);
        for (Judged j : judged) {
            if (j.missingLevel == Level.WARNING || j.missingLevel == Level.DRIFT && !j.comparison.lost()) {
                findings.add(new Finding(
                        Findings.MISSING,
                        j.comparison.name(),
                        j.missingLevel,
                        j.comparison.name() + ": " + j.comparison.missing().moved()));
            }
        }
        findings.replaceAll(settings.findings()::judged);
        findings.sort(Comparator.comparing((Finding f) -> -rank(f.level())));
        Map<String, Double> weights = weights(judged, importances);
        double average = weights.values().stream().mapToDouble(w -> w).average().orElse(0);
        judged.sort(Comparator.comparing((Judged j) -> -rank(j.level))
                .thenComparing(j -> -j.weighted(weights, average))
                .thenComparing(j -> -j.decides.severity())
                .thenComparing(j -> j.comparison.name()));
        List<Column> columns = judged.stream()
                .map(j -> j.column(importances.isEmpty() ? null : weights.get(j.comparison.name())))
                .toList();
        return decide(reference, current, settings, columns, findings, weights, enough, against);
    }

    /** The same with gates on performance: the worse of the two decides, and what did not hold is said first. */
    Verdict with(List<GateDecision> gates) {
        Level worst = level;
        for (GateDecision gate : gates) {
            worst = rank(PerformanceGates.level(gate)) > rank(worst) ? PerformanceGates.level(gate) : worst;
        }
        String said = PerformanceGates.summary(gates);
        return new Verdict(worst, said == null ? summary : said + ". " + summary, driftShare, columns, findings);
    }

    private static Finding ignored(String column) {
        return new Finding(Findings.IGNORED, column, Level.OK, column + " is left out of the verdict by a rule");
    }

    /** What rules may name: features before the target before the prediction. */
    static Map<String, Type> types(Profile reference) {
        return types(reference, reference);
    }

    private static Map<String, Type> types(Profile reference, Profile current) {
        Map<String, Type> types = new LinkedHashMap<>();
        reference.features().forEach(f -> types.put(f.name(), f.kind()));
        Stream.of(reference.target(), reference.predictions(), current.target(), current.predictions())
                .filter(p -> p != null)
                .forEach(p -> types.putIfAbsent(p.name(), p.kind()));
        return types;
    }

    /** Corrects the p-values of all tests, of values and of missing rates, together, then sets each column's level. */
    private static List<Judged> judge(List<Comparison> comparisons, Settings settings, boolean enough) {
        List<Measured> tests = comparisons.stream()
                .flatMap(c -> Stream.concat(c.values().stream().limit(1), Stream.ofNullable(c.missing())))
                .filter(m -> m.statistic() != Statistic.MISSING || m.distance() > 0 || m.pValue() < 1)
                .toList();
        double[] adjusted =
                Adjustment.adjust(tests.stream().mapToDouble(Measured::pValue).toArray(), settings.correction());
        Map<Measured, Double> corrected = new IdentityHashMap<>();
        for (int i = 0; i < adjusted.length; i++) {
            corrected.put(tests.get(i), adjusted[i]);
        }
        List<Judged> judged = new ArrayList<>();
        for (Comparison c : comparisons) {
            judged.add(Judged.of(c, corrected, settings.alpha(), enough));
        }
        return judged;
    }

    /** A comparison with its level. */
    private record Judged(
            Comparison comparison, Measured decides, double adjusted, String moved, Level level, Level missingLevel) {

        static Judged of(Comparison c, Map<Measured, Double> corrected, double alpha, boolean enough) {
            double ofValues =
                    c.values().isEmpty() ? 1 : corrected.getOrDefault(c.values().get(0), 1.0);
            double ofMissing = c.missing() == null ? 1 : corrected.getOrDefault(c.missing(), 1.0);
            // Of two distances the one that says more; of equals the one that is further beyond its threshold.
            Measured most = c.values().stream()
                    .max(Comparator.comparingInt((Measured m) -> rank(m.level(ofValues, alpha)))
                            .thenComparingDouble(Measured::severity))
                    .orElse(null);
            Level values = most == null ? Level.OK : most.level(ofValues, alpha);
            Level missing = c.missing() == null ? Level.OK : c.missing().level(ofMissing, alpha);
            if (c.lost()) {
                missing = Level.DRIFT;
            }
            // Whichever says more decides; of equals the values.
            boolean byMissing = most == null
                    || rank(missing) > rank(values)
                    || missing == values && missing != Level.OK && c.missing().severity() > most.severity();
            Measured decides = byMissing ? c.missing() : most;
            Measured second = byMissing ? most : c.missing();
            Level secondLevel = byMissing ? values : missing;
            String moved = decides.moved();
            if (second != null && second.moved() != null && secondLevel != Level.OK) {
                moved = moved == null ? second.moved() : moved + "; " + second.moved();
            }
            return new Judged(
                    c,
                    decides,
                    byMissing ? ofMissing : ofValues,
                    moved,
                    enough ? byMissing ? missing : values : Level.INSUFFICIENT_DATA,
                    enough ? missing : Level.INSUFFICIENT_DATA);
        }

        /** How far it is, in thresholds, times its importance in averages of them; label and prediction count as one. */
        double weighted(Map<String, Double> weights, double average) {
            boolean known = comparison.role().equals(Comparison.FEATURE) && average > 0;
            return decides.severity() * (known ? weights.get(comparison.name()) / average : 1);
        }

        Column column(Double weight) {
            return new Column(
                    comparison.name(),
                    comparison.role(),
                    comparison.type(),
                    comparison.role().equals(Comparison.FEATURE) ? weight : null,
                    decides.statistic().id(),
                    decides.distance(),
                    decides.warning(),
                    decides.drift(),
                    decides.pValue(),
                    adjusted,
                    level,
                    moved,
                    comparison.statistics(),
                    comparison.histogram());
        }
    }

    private static int rank(Level level) {
        return switch (level) {
            case OK -> 0;
            case INSUFFICIENT_DATA -> 1;
            case WARNING -> 2;
            case DRIFT -> 3;
        };
    }

    /** Importance of each compared feature; all the same where none is known or none of them has any. */
    private static Map<String, Double> weights(List<Judged> judged, List<Importance> importances) {
        Map<String, Double> known =
                importances.stream().collect(Collectors.toMap(Importance::feature, Importance::share, Double::sum));
        List<String> features = judged.stream()
                .filter(j -> j.comparison.role().equals(Comparison.FEATURE))
                .map(j -> j.comparison.name())
                .toList();
        double total =
                features.stream().mapToDouble(f -> known.getOrDefault(f, 0.0)).sum();
        Map<String, Double> weights = new LinkedHashMap<>();
        features.forEach(f -> weights.put(f, total > 0 ? known.getOrDefault(f, 0.0) : 1.0));
        return weights;
    }

    private static Verdict decide(
            Profile reference,
            Profile current,
            Settings settings,
            List<Column> columns,
            List<Finding> findings,
            Map<String, Double> weights,
            boolean enough,
            Against against) {
        if (!enough) {
            boolean few = current.rows() < settings.minRows();
            long rows = few ? current.rows() : reference.rows();
            String summary = "Insufficient data: " + Wording.count(rows)
                    + (rows == 1 ? " row" : " rows") + (few ? "" : " in " + against.noun()) + ", at least "
                    + Wording.count(settings.minRows()) + " are needed to tell drift from chance";
            return new Verdict(Level.INSUFFICIENT_DATA, summary, 0, columns, List.copyOf(findings));
        }
        List<Column> drifted =
                columns.stream().filter(c -> c.level() == Level.DRIFT).toList();
        List<Column> features = drifted.stream()
                .filter(c -> c.role().equals(Comparison.FEATURE))
                .toList();
        double total = weights.values().stream().mapToDouble(w -> w).sum();
        double share = total == 0
                ? 0
                : Math.min(
                        1,
                        features.stream()
                                        .mapToDouble(c -> weights.get(c.name()))
                                        .sum()
                                / total);
        boolean apart =
                findings.stream().anyMatch(f -> f.kind().equals(DomainClassifier.KIND) && f.level() == Level.DRIFT);
        boolean critical =
                drifted.stream().anyMatch(c -> settings.rule(c.name()).critical());
        List<Column> notable =
                columns.stream().filter(c -> c.level() != Level.OK).toList();
        String part1 = features.size() + " of " + weights.size() + " features";
        if (critical || !features.isEmpty() && share >= settings.share()) {
            String why = critical && share < settings.share() ? ", at least one of them critical" : "";
            String part = features.isEmpty() ? "a critical column" : part1 + weight(columns, share) + why;
            return new Verdict(
                    Level.DRIFT, "Drift in " + part + ": " + worst(notable), share, columns, List.copyOf(findings));
        }
        Optional<Finding> ruled =
                findings.stream().filter(settings.findings()::drifts).findFirst();
        if (ruled.isPresent()) {
            return new Verdict(
                    Level.DRIFT,
                    "Drift by the rule for the finding " + ruled.get().kind() + ": "
                            + ruled.get().message(),
                    share,
                    columns,
                    List.copyOf(findings));
        }
        if (apart) {
            return new Verdict(
                    Level.DRIFT,
                    "Drift of all columns together: "
                            + findings.stream()
                                    .filter(f -> f.kind().equals(DomainClassifier.KIND))
                                    .findFirst()
                                    .orElseThrow()
                                    .message(),
                    share,
                    columns,
                    List.copyOf(findings));
        }
        List<Finding> notes =
                findings.stream().filter(f -> f.level() != Level.OK).toList();
        if (!notable.isEmpty() || !notes.isEmpty()) {
            String part = features.isEmpty()
                    ? "Warning: "
                    : "Warning: drift in " + part1 + weight(columns, share) + ", below the limit of "
                            + Wording.share(settings.share()) + ": ";
            return new Verdict(
                    Level.WARNING,
                    part + (notable.isEmpty() ? notes.get(0).message() : worst(notable)),
                    share,
                    columns,
                    List.copyOf(findings));
        }
        return new Verdict(
                Level.OK,
                "No drift: none of " + columns.size() + " compared columns differs from " + against.noun()
                        + " by enough to matter (" + Wording.count(current.rows()) + " rows against "
                        + Wording.count(reference.rows()) + ")",
                share,
                columns,
                List.copyOf(findings));
    }

    private static String weight(List<Column> columns, double share) {
        boolean known = columns.stream().anyMatch(c -> c.importance() != null);
        return known ? " with " + Wording.share(share) + " of the importance" : " (" + Wording.share(share) + ")";
    }

    private static String worst(List<Column> notable) {
        String named = notable.stream()
                .limit(NAMED)
                .map(c -> c.moved() == null ? c.name() : c.name() + " (" + c.moved() + ")")
                .collect(Collectors.joining(", "));
        return notable.size() > NAMED ? named + " and " + (notable.size() - NAMED) + " more" : named;
    }
}
