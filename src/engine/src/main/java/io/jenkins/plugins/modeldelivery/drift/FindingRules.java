package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.document.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What findings count for where a request says otherwise than they do anyway.
 *
 * @param rules by kind
 */
record FindingRules(Map<String, FindingRule> rules) {

    /** All count as they do anyway. */
    static final FindingRules NONE = new FindingRules(Map.of());

    /** Reads a request's rules, noting what is wrong with them. */
    static FindingRules of(List<FindingRule> asked, Problems problems) {
        Map<String, FindingRule> rules = new LinkedHashMap<>();
        for (FindingRule rule : asked) {
            rule.check("findings", problems);
            if (rule.kind() != null && rules.put(rule.kind(), rule) != null) {
                problems.add(
                        "There are two rules for the finding " + rule.kind(),
                        "findings",
                        "Put all settings into one of them");
            }
        }
        return new FindingRules(rules);
    }

    /**
     * From which share of the rows on a finding counts, if it is no chance; {@link #judged} says what for.
     *
     * @param usual share from which it is a warning where nothing is said
     */
    Level level(String kind, double share, double usual) {
        FindingRule rule = rules.get(kind);
        if (rule == null || rule.counts() != null) {
            return share >= usual ? Level.WARNING : Level.OK;
        }
        if (rule.drift() != null && share >= rule.drift()) {
            return Level.DRIFT;
        }
        double warning = rule.warning() != null ? rule.warning() : Math.min(usual, rule.drift());
        return share >= warning ? Level.WARNING : Level.OK;
    }

    /** What a finding of a level counts for. */
    Level level(String kind, Level usual) {
        FindingRule rule = rules.get(kind);
        if (rule == null || rule.counts() == null || usual == Level.OK) {
            return usual;
        }
        return switch (rule.counts()) {
            case IGNORE -> Level.OK;
            case WARNING -> Level.WARNING;
            case DRIFT -> Level.DRIFT;
        };
    }

    /** The finding with the level that it counts for. */
    Finding judged(Finding finding) {
        Level level = level(finding.kind(), finding.level());
        return level == finding.level()
                ? finding
                : new Finding(
                        finding.kind(),
                        finding.column(),
                        level,
                        level == Level.OK ? finding.message() + " (ignored by a rule)" : finding.message());
    }

    /** Whether a finding makes the data set drift, as a rule wants it. */
    boolean drifts(Finding finding) {
        FindingRule rule = rules.get(finding.kind());
        return rule != null
                && finding.level() == Level.DRIFT
                && (rule.counts() == FindingRule.Counts.DRIFT || rule.drift() != null);
    }
}
