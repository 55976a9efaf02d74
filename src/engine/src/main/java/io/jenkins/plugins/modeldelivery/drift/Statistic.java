package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The distances that can decide, with the thresholds that hold where a rule names none.
 *
 * <p>Categories are decided by Cramer's V and numbers by whichever says more of Kolmogorov-Smirnov's D and Anderson-Darling's
 * distance. All three mean the same for every unit and scale, need no bins or floors of somebody's choice, are not moved by
 * single outliers, and do not depend on how many rows there are. D and V are drift from 0.2 on, deepchecks' limit for a
 * feature; half of that, Cohen's (1988) small effect w = 0.1 in the case of V, is a warning. D is the share of rows that
 * went past some value: it sees a part of the rows go elsewhere, and hardly sees a change of the spread alone, nor all rows
 * moving a little. The other one does.
 */
enum Statistic {
    /** Kolmogorov-Smirnov's D. */
    KS("ks", 0.1, 0.2, Type.NUMERIC),
    /** Bias-corrected Cramer's V. */
    CRAMERS_V("cramersV", 0.1, 0.2, Type.CATEGORICAL),
    /** Population stability index: the bands of credit scoring, below 0.1 stable, above 0.25 shifted (Siddiqi 2006). */
    PSI("psi", 0.1, 0.25, Type.NUMERIC, Type.CATEGORICAL),
    /** Jensen-Shannon distance, base 2: Evidently's 0.1 (natural logarithm, 0.12 in base 2) rounded down, and twice that. */
    JS("js", 0.1, 0.2, Type.NUMERIC, Type.CATEGORICAL),
    /** Wasserstein's W1 in standard deviations of the reference: Evidently's 0.1, and twice that. */
    WASSERSTEIN("wasserstein", 0.1, 0.2, Type.NUMERIC),
    /**
     * Hellinger distance: Evidently's 0.1, and twice that. whylogs warns from 0.15 and alarms from 0.4 on.
     */
    HELLINGER("hellinger", 0.1, 0.2, Type.NUMERIC, Type.CATEGORICAL),
    /** Kuiper's V: of a shift it is D, so D's limits. */
    KUIPER("kuiper", 0.1, 0.2, Type.NUMERIC),
    /** Root mean square of F - G: what a shifted normal distribution has whose D is at D's limits. */
    CRAMER_VON_MISES("cramerVonMises", 0.075, 0.15, Type.NUMERIC),
    /**
     * The same weighted towards the tails. A normal distribution whose mean moves by 0.2 or 0.5 deviations has 0.14 or 0.34, one
     * whose spread becomes 1.25, 1.5 or 2 times as large 0.11, 0.20 or 0.32 (by numerical integration): half a deviation and
     * twice the spread are drift with some room for chance, a fifth and a quarter more of it warnings.
     */
    ANDERSON_DARLING("andersonDarling", 0.1, 0.25, Type.NUMERIC),
    /** Logarithm of the ratio of the spreads: 1.22 times, and 1.5 times the spread (or that part of it). */
    BROWN_FORSYTHE("brownForsythe", 0.2, 0.4, Type.NUMERIC),
    /** Effect size w of chi-squared, both samples of the same weight: Cohen's (1988) small and medium effect. */
    CHI_SQUARED("chiSquared", 0.1, 0.3, Type.NUMERIC, Type.CATEGORICAL),
    /** Bits that a value tells about which sample it is from: the square of the Jensen-Shannon distance, and of its limits. */
    MUTUAL_INFORMATION("mutualInformation", 0.01, 0.04, Type.NUMERIC, Type.CATEGORICAL),
    /** Change of the share of missing values: deepchecks' 5 points, and twice that. Decides besides the others. */
    MISSING("missing", 0.05, 0.1);

    private final String id;
    private final double warning;
    private final double drift;
    private final Set<Type> types;

    Statistic(String id, double warning, double drift, Type... types) {
        this.id = id;
        this.warning = warning;
        this.drift = drift;
        this.types = types.length == 0 ? EnumSet.noneOf(Type.class) : EnumSet.copyOf(Arrays.asList(types));
    }

    /** Its name in rules and results. */
    String id() {
        return id;
    }

    /** Distance from which it is a warning, unless a rule says otherwise. */
    double warning() {
        return warning;
    }

    /** Distance from which it is drift, unless a rule says otherwise. */
    double drift() {
        return drift;
    }

    /** What decides on columns of a type, unless a rule says otherwise: of several whichever says more. */
    static List<Statistic> standard(Type type) {
        return switch (type) {
            case NUMERIC -> List.of(KS, ANDERSON_DARLING);
            case CATEGORICAL -> List.of(CRAMERS_V);
            case DATE -> List.of(MISSING);
        };
    }

    /** The names that a rule for a column of that type may choose. */
    static List<String> choices(Type type) {
        return Arrays.stream(values())
                .filter(s -> s.types.contains(type))
                .map(Statistic::id)
                .toList();
    }

    /** The distance of that name, the case of letters ignored, if it can decide on columns of that type. */
    static Optional<Statistic> find(String id, Type type) {
        return Arrays.stream(values())
                .filter(s -> s.types.contains(type) && s.id.equalsIgnoreCase(id))
                .findFirst();
    }
}
