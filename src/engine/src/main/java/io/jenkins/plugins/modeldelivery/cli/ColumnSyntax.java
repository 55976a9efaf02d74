package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A rule for one column as one argument: {@code speed:statistic=psi,drift=0.3,critical}. */
final class ColumnSyntax {

    private static final List<String> WORDS =
            List.of("statistic", "warning", "drift", "missingWarning", "missingDrift", "ignore", "critical");
    private static final List<Signature.Type> TYPES = List.of(Signature.Type.NUMERIC, Signature.Type.CATEGORICAL);
    private static final List<String> OF_FINDINGS = List.of("warning", "drift", "ignore");
    private static final String EXAMPLE = "Write it as in 'speed:drift=0.3'.";

    private ColumnSyntax() {}

    /** @throws InputException if it is no rule */
    static DriftRequest.ColumnRule parse(String text) {
        Rule rule = rule(text, "--column '" + text + "'", WORDS);
        return new DriftRequest.ColumnRule(
                rule.of,
                rule.statistic,
                rule.warning,
                rule.drift,
                rule.ignore,
                rule.critical,
                rule.missingWarning,
                rule.missingDrift);
    }

    /** A rule for all columns of a type: {@code numeric:statistic=psi,drift=0.3}. */
    static DriftRequest.TypeRule parseType(String text) {
        String where = "--type '" + text + "'";
        Rule rule = rule(text, where, WORDS.subList(0, 5));
        Signature.Type type = TYPES.stream()
                .filter(t -> t.toString().equalsIgnoreCase(rule.of))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "'" + rule.of + "' is no type of columns that has distances",
                        where,
                        "Choose numeric or categorical."));
        return new DriftRequest.TypeRule(
                type,
                new DriftRequest.Limits(
                        rule.statistic, rule.warning, rule.drift, rule.missingWarning, rule.missingDrift));
    }

    /**
     * What one kind of finding counts for: {@code duplicates:ignore}, {@code schema:drift}, {@code
     * newCategory:warning=0.05,drift=0.2}.
     */
    static FindingRule parseFinding(String text) {
        String where = "--finding '" + text + "'";
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw wrong(where, "no kind of finding is named before a ':'", "Write it as in 'duplicates:ignore'.");
        }
        String rest = text.substring(colon + 1).strip();
        Optional<FindingRule.Counts> word = Stream.of(FindingRule.Counts.values())
                .filter(c -> c.toString().equals(rest))
                .findFirst();
        if (word.isPresent()) {
            return new FindingRule(text.substring(0, colon), word.get(), null, null);
        }
        Rule rule = rule(text, where, OF_FINDINGS);
        return new FindingRule(rule.of, rule.ignore ? FindingRule.Counts.IGNORE : null, rule.warning, rule.drift);
    }

    /** A rule as it is read, word by word. */
    private static final class Rule {
        private final String of;
        private String statistic;
        private Double warning;
        private Double drift;
        private Double missingWarning;
        private Double missingDrift;
        private boolean ignore;
        private boolean critical;

        Rule(String of) {
            this.of = of;
        }
    }

    private static Rule rule(String text, String where, List<String> words) {
        // The last colon: a column's name may have one, a rule has none.
        int colon = text.lastIndexOf(':');
        if (colon == 0) {
            throw wrong(where, "no column is named before the ':'", EXAMPLE);
        }
        if (colon < 0) {
            throw wrong(where, "there is no ':' between column and rule", EXAMPLE);
        }
        Rule rule = new Rule(text.substring(0, colon));
        for (String part : text.substring(colon + 1).split(",")) {
            String[] pair = part.strip().split("=", 2);
            String value = pair.length == 2 ? pair[1].strip() : null;
            String word = pair[0].strip();
            if (!words.contains(word)) {
                throw wrong(
                        where,
                        "'" + pair[0] + "' is unknown",
                        Nearest.of(word, words)
                                .map(n -> "Did you mean '" + n + "'?")
                                .orElse("Known are " + String.join(", ", words) + "."));
            }
            switch (word) {
                case "ignore" -> rule.ignore = true;
                case "critical" -> rule.critical = true;
                case "statistic" -> rule.statistic = value;
                case "warning" -> rule.warning = number(where, value);
                case "missingWarning" -> rule.missingWarning = number(where, value);
                case "missingDrift" -> rule.missingDrift = number(where, value);
                default -> rule.drift = number(where, value);
            }
        }
        return rule;
    }

    private static Double number(String where, String value) {
        try {
            return Double.valueOf(value == null ? "" : value);
        } catch (NumberFormatException e) {
            throw wrong(where, "'" + value + "' is no number", EXAMPLE);
        }
    }

    private static InputException wrong(String where, String what, String advice) {
        return new InputException(what, where, advice);
    }
}
