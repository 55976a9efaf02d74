package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a drift check goes by: the request's settings, checked, with defaults filled in.
 *
 * @param alpha level of significance after correction, 0..1
 * @param correction of p-values
 * @param share of the columns' weight that must drift for the data set to drift, 0..1
 * @param minRows fewer rows are too few to say
 * @param rules by column
 * @param levels which distance decides where a column's rule does not say
 * @param findings what counts of what is found besides distances
 */
record Settings(
        double alpha,
        Correction correction,
        double share,
        int minRows,
        Map<String, ColumnRule> rules,
        Levels levels,
        FindingRules findings) {

    private static final ColumnRule NO_RULE = new ColumnRule(null, null, null, null, false, false);

    /** Without any rule. */
    static final Settings STANDARD =
            new Settings(0.05, Correction.BH, 0.3, 100, Map.of(), Levels.NONE, FindingRules.NONE);

    /**
     * Reads a request.
     *
     * @throws InputException if numbers are out of their range, or columns have two rules: tells all that is wrong
     */
    static Settings of(DriftRequest request) {
        double alpha = request.alpha() == null ? STANDARD.alpha : request.alpha();
        double share = request.share() == null ? STANDARD.share : request.share();
        int minRows = request.minRows() == null ? STANDARD.minRows : request.minRows();
        Problems problems = new Problems();
        if (!(alpha > 0 && alpha < 1)) {
            problems.add("alpha is " + alpha, "alpha", "Give a level of significance between 0 and 1, as 0.05");
        }
        if (!(share >= 0 && share <= 1)) {
            problems.add("share is " + share, "share", "Give a share of the columns from 0 to 1, as 0.3");
        }
        if (minRows < 1) {
            problems.add("minRows is " + minRows, "minRows", "Give a number of rows from 1 on, as 100");
        }
        Map<String, ColumnRule> rules = new LinkedHashMap<>();
        for (ColumnRule rule : request.columns()) {
            if (rule.name() == null || rule.name().isBlank()) {
                problems.add("A column rule has no name", "columns", "Say which column it is for");
            } else if (rules.put(rule.name(), rule) != null) {
                problems.add(
                        "Column '" + rule.name() + "' has two rules", "columns", "Put all settings into one of them");
            }
        }
        Levels levels = Levels.of(request, problems);
        FindingRules findings = FindingRules.of(request.findings(), problems);
        problems.refuse();
        return new Settings(
                alpha,
                request.correction() == null ? STANDARD.correction : request.correction(),
                share,
                minRows,
                rules,
                levels,
                findings);
    }

    /**
     * Checks that all rules fit the columns.
     *
     * @param columns what can be compared, with types
     * @throws InputException if rules name unknown columns or distances, or impossible thresholds: tells all that is wrong
     */
    void check(Map<String, Type> columns) {
        Problems problems = new Problems();
        rules.forEach((name, rule) -> {
            Type type = columns.get(name);
            String where = "columns, rule for '" + name + "'";
            if (type == null) {
                problems.add(
                        "The model has no column '" + name + "'",
                        where,
                        Nearest.advice(name, columns.keySet(), "columns of the model"));
            } else {
                check(rule, type, where, problems);
            }
        });
        problems.refuse();
    }

    private static void check(ColumnRule rule, Type type, String where, Problems problems) {
        List<String> choices = Statistic.choices(type);
        if (rule.statistic() != null && Statistic.find(rule.statistic(), type).isEmpty()) {
            problems.add(
                    "'" + rule.statistic() + "' is no distance for a " + type + " column",
                    where,
                    choices.isEmpty()
                            ? "Leave the statistic out: of dates only the missing ones are compared"
                            : Nearest.advice(rule.statistic(), choices, "distances"));
        }
        rule.limits().checkThresholds(where, problems);
    }

    /** The column's rule; one that changes nothing if it has none. */
    ColumnRule rule(String column) {
        return rules.getOrDefault(column, NO_RULE);
    }

    /** The distances that decide on a column, whichever says more, and from where on. */
    List<Levels.Chosen> chosen(String column, Type type) {
        return Levels.then(levels.of(type), rule(column).limits(), type);
    }

    /** From where on a change of a column's share of missing values counts. */
    Levels.Chosen missing(String column, Type type) {
        return Levels.missing(levels.missing(type), rule(column).limits());
    }
}
