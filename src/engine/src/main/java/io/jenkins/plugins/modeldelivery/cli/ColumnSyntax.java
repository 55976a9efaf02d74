package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.util.List;

/** A rule for one column as one argument: {@code speed:statistic=psi,drift=0.3,critical}. */
final class ColumnSyntax {

    private static final List<String> WORDS = List.of("statistic", "warning", "drift", "ignore", "critical");

    private ColumnSyntax() {}

    /** @throws InputException if it is no rule */
    static DriftRequest.ColumnRule parse(String text) {
        // The last colon: a column's name may have one, a rule has none.
        int colon = text.lastIndexOf(':');
        if (colon == 0) {
            throw wrong(text, "no column is named before the ':'", "Write it as in 'speed:drift=0.3'.");
        }
        if (colon < 0) {
            throw wrong(text, "there is no ':' between column and rule", "Write it as in 'speed:drift=0.3'.");
        }
        String statistic = null;
        Double warning = null;
        Double drift = null;
        boolean ignore = false;
        boolean critical = false;
        for (String part : text.substring(colon + 1).split(",")) {
            String[] pair = part.strip().split("=", 2);
            String value = pair.length == 2 ? pair[1].strip() : null;
            switch (pair[0].strip()) {
                case "ignore" -> ignore = true;
                case "critical" -> critical = true;
                case "statistic" -> statistic = value;
                case "warning" -> warning = number(text, value);
                case "drift" -> drift = number(text, value);
                default ->
                    throw wrong(
                            text,
                            "'" + pair[0] + "' is unknown",
                            Nearest.of(pair[0], WORDS)
                                    .map(n -> "Did you mean '" + n + "'?")
                                    .orElse("Known are " + String.join(", ", WORDS) + "."));
            }
        }
        return new DriftRequest.ColumnRule(text.substring(0, colon), statistic, warning, drift, ignore, critical);
    }

    private static Double number(String text, String value) {
        try {
            return Double.valueOf(value == null ? "" : value);
        } catch (NumberFormatException e) {
            throw wrong(text, "'" + value + "' is no number", "Write it as in 'speed:drift=0.3'.");
        }
    }

    private static InputException wrong(String rule, String what, String advice) {
        return new InputException(what, "--column '" + rule + "'", advice);
    }
}
