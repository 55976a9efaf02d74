package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is expected of a column as one argument: {@code age:min=0,max=120,missing=0.02}. */
final class ExpectSyntax {

    private static final List<String> VALUES =
            List.of("type", "min", "max", "missing", "values", "freshness", "tolerance", "level");
    private static final List<String> FLAGS = List.of("unique", "increasing", "absent", "sensitive");
    private static final List<String> TYPES =
            Arrays.stream(Signature.Type.values()).map(Signature.Type::toString).toList();
    private static final List<String> LEVELS =
            Arrays.stream(Gate.Level.values()).map(Gate.Level::name).toList();
    private static final String EXAMPLE = "Write it as in 'age:min=0,max=120'.";

    private ExpectSyntax() {}

    /** @throws InputException if it is no expectation */
    static Expectation parse(String text) {
        String where = "--expect '" + text + "'";
        int equals = text.indexOf('=');
        // The last colon before the first value: a column's name may have one, and a value, too.
        int colon = (equals < 0 ? text : text.substring(0, equals)).lastIndexOf(':');
        String column = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 && equals >= 0) {
            throw new InputException("there is no ':' between column and rule", where, EXAMPLE);
        }
        if (column.isBlank()) {
            throw new InputException("no column is named before the ':'", where, EXAMPLE);
        }
        Map<String, String> given = colon < 0 ? Map.of() : words(text.substring(colon + 1), where);
        String values = given.get("values");
        return new Expectation(
                column,
                oneOf(given, "type", TYPES, where) == null
                        ? null
                        : Signature.Type.valueOf(given.get("type").toUpperCase(Locale.ROOT)),
                number(given, "min", where),
                number(given, "max", where),
                number(given, "missing", where),
                values == null ? null : Arrays.asList(values.split("\\|", -1)),
                given.containsKey("unique"),
                given.containsKey("increasing"),
                given.get("freshness"),
                given.containsKey("absent"),
                number(given, "tolerance", where),
                given.containsKey("sensitive"),
                oneOf(given, "level", LEVELS, where) == null
                        ? null
                        : Gate.Level.valueOf(given.get("level").toUpperCase(Locale.ROOT)));
    }

    private static Map<String, String> words(String rule, String where) {
        Map<String, String> given = new HashMap<>();
        for (String part : rule.split(",")) {
            String[] pair = part.strip().split("=", 2);
            String word = pair[0].strip();
            boolean flag = FLAGS.contains(word);
            if (!flag && !VALUES.contains(word)) {
                List<String> known = new java.util.ArrayList<>(VALUES);
                known.addAll(FLAGS);
                throw new InputException(
                        "'" + word + "' is unknown",
                        where,
                        Nearest.of(word, known)
                                .map(n -> "Did you mean '" + n + "'?")
                                .orElse("Known are " + String.join(", ", known) + "."));
            }
            if (flag == (pair.length == 2)) {
                throw new InputException(
                        flag ? "'" + word + "' takes no value" : "'" + word + "' has no value", where, EXAMPLE);
            }
            if (given.put(word, flag ? "" : pair[1].strip()) != null) {
                throw new InputException("'" + word + "' is given twice", where, "Say once what is expected.");
            }
        }
        return given;
    }

    private static String oneOf(Map<String, String> given, String word, List<String> known, String where) {
        String value = given.get(word);
        if (value != null && known.stream().noneMatch(value::equalsIgnoreCase)) {
            throw new InputException(
                    "'" + value + "' is no " + word, where, "Choose one of " + String.join(", ", known) + ".");
        }
        return value;
    }

    private static Double number(Map<String, String> given, String word, String where) {
        String value = given.get(word);
        try {
            return value == null ? null : Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new InputException("'" + value + "' is no number", where, EXAMPLE);
        }
    }
}
