package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gate as one argument: {@code auc min=0.75 maxDrop=0.005}; a bound with a per cent sign is relative. */
final class GateSyntax {

    private static final List<String> KEYS =
            List.of("min", "max", "minChange", "maxDrop", "maxGap", "minRatio", "confidence", "slice", "level");

    private GateSyntax() {}

    /** @throws InputException if it is no gate */
    static Gate parse(String text) {
        String[] words = text.strip().replace(" %", "%").split("[\\s,]+");
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String key = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw wrong(
                        text,
                        "'" + words[i] + "' is no bound",
                        Nearest.of(key, KEYS)
                                .map(n -> "Did you mean " + n + "=...?")
                                .orElse(
                                        "Bounds are min, max, minChange, maxDrop, maxGap, minRatio, beside them confidence, slice and level, as in"
                                                + " 'auc min=0.75'."));
            }
            if (values.put(key, words[i].substring(equals + 1)) != null) {
                throw wrong(text, key + " is given twice", "Say once what must hold.");
            }
        }
        boolean relative = isRelative(values.get("minChange")) || isRelative(values.get("maxDrop"));
        return new Gate(
                words[0],
                number(text, values.get("min"), false),
                number(text, values.get("max"), false),
                number(text, values.get("minChange"), true),
                number(text, values.get("maxDrop"), true),
                relative,
                level(text, values.get("level")),
                confidence(text, values.get("confidence")),
                values.get("slice"),
                number(text, values.get("maxGap"), false),
                number(text, values.get("minRatio"), true));
    }

    private static boolean isRelative(String value) {
        return value != null && value.endsWith("%");
    }

    private static Double number(String text, String value, boolean percentAllowed) {
        if (value == null) {
            return null;
        }
        boolean percent = percentAllowed && value.endsWith("%");
        String digits = percent ? value.substring(0, value.length() - 1) : value;
        try {
            // Moving the decimal point keeps 0.5 % the decimal 0.005 exactly.
            java.math.BigDecimal number = new java.math.BigDecimal(digits);
            return (percent ? number.movePointLeft(2) : number).doubleValue();
        } catch (NumberFormatException e) {
            throw wrong(text, "'" + value + "' is no number", "Write it as in 'auc min=0.75'.");
        }
    }

    /** A share, or per cent. */
    private static Double confidence(String text, String value) {
        return number(text, value, true);
    }

    private static Gate.Level level(String text, String value) {
        if (value == null) {
            return Gate.Level.FAILURE;
        }
        for (Gate.Level level : Gate.Level.values()) {
            if (level.name().equalsIgnoreCase(value)) {
                return level;
            }
        }
        throw wrong(text, "'" + value + "' is no level", "Levels are FAILURE and UNSTABLE.");
    }

    private static InputException wrong(String gate, String what, String advice) {
        return new InputException(what, "--gate '" + gate + "'", advice);
    }
}
