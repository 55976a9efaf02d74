package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Limits;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.TypeRule;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the distance of a column and its thresholds come from: the more special wins, column over type over request over what
 * holds everywhere over the distance's own thresholds. A level that chooses another distance than the levels below it starts
 * from that distance's own thresholds: those below were meant for another scale. Where nothing is said of numbers two distances
 * decide; a level that names a distance or a threshold has one decide, the named or else the first.
 *
 * @param defaults hold everywhere; null: nothing
 * @param request holds for this request; null: nothing
 * @param types by type
 */
record Levels(Limits defaults, Limits request, Map<Type, Limits> types) {

    /** Nothing is said anywhere. */
    static final Levels NONE = new Levels(null, null, Map.of());

    /** Reads a request's levels, noting what is wrong with them. */
    static Levels of(DriftRequest request, Problems problems) {
        everywhere(request.defaults(), "the defaults of drift checks", problems);
        everywhere(request.limits(), "the settings for all columns", problems);
        Map<Type, Limits> types = new EnumMap<>(Type.class);
        for (TypeRule rule : request.types()) {
            String where = "columns, rule for all " + rule.type() + " columns";
            if (rule.type() == null || rule.type() == Type.DATE || rule.limits() == null) {
                problems.add(
                        "A rule for a type of columns names no type that has distances",
                        "columns",
                        "Choose numeric or categorical");
            } else if (types.put(rule.type(), rule.limits()) != null) {
                problems.add(
                        "There are two rules for all " + rule.type() + " columns",
                        "columns",
                        "Put all settings into one of them");
            } else {
                distance(rule.limits().statistic(), rule.type(), where, problems);
                rule.limits().checkThresholds(where, problems);
            }
        }
        return new Levels(request.defaults(), request.limits(), types);
    }

    private static void everywhere(Limits limits, String where, Problems problems) {
        if (limits != null) {
            limits.check(where, problems);
        }
    }

    private static void distance(String name, Type type, String where, Problems problems) {
        if (name != null && Statistic.find(name, type).isEmpty()) {
            problems.add(
                    "'" + name + "' is no distance for " + type + " columns",
                    where,
                    Nearest.advice(name, Statistic.choices(type), "distances"));
        }
    }

    /** What holds for the columns of a type that have no rule of their own. */
    List<Chosen> of(Type type) {
        List<Chosen> standard = Statistic.standard(type).stream()
                .map(s -> new Chosen(s, s.warning(), s.drift()))
                .toList();
        return then(then(then(standard, defaults, type), request, type), types.get(type), type);
    }

    /** From where on a change of the share of missing values counts, in columns of a type that have no rule of their own. */
    Chosen missing(Type type) {
        Chosen standard = new Chosen(Statistic.MISSING, Statistic.MISSING.warning(), Statistic.MISSING.drift());
        return missing(missing(missing(standard, defaults), request), types.get(type));
    }

    /** With what a more special level says of missing values. */
    static Chosen missing(Chosen chosen, Limits limits) {
        return limits == null ? chosen : chosen.moved(limits.missingWarning(), limits.missingDrift());
    }

    /** With what a more special level says; unchanged where it says nothing. */
    static List<Chosen> then(List<Chosen> chosen, Limits limits, Type type) {
        Chosen first = chosen.get(0);
        boolean silent = limits == null
                || limits.statistic() == null && limits.warning() == null && limits.drift() == null
                // Its thresholds are meant for that distance, too.
                || limits.statistic() != null
                        && Statistic.find(limits.statistic(), type).isEmpty();
        return silent ? chosen : List.of(first.then(limits, type));
    }

    /**
     * A distance that decides.
     *
     * @param statistic which
     * @param warning distance from which a column is a warning, never above {@code drift}
     * @param drift distance from which a column drifts
     */
    record Chosen(Statistic statistic, double warning, double drift) {

        private Chosen then(Limits limits, Type type) {
            Chosen base = this;
            if (limits.statistic() != null) {
                Statistic wanted = Statistic.find(limits.statistic(), type).orElseThrow();
                base = wanted == statistic ? this : new Chosen(wanted, wanted.warning(), wanted.drift());
            }
            return base.moved(limits.warning(), limits.drift());
        }

        /** With other thresholds, where they are not null. A single one moves the other one along rather than crossing it. */
        private Chosen moved(Double from, Double to) {
            return from == null && to == null
                    ? this
                    : new Chosen(
                            statistic,
                            from != null ? from : Math.min(warning, to),
                            to != null ? to : Math.max(drift, from));
        }
    }
}
