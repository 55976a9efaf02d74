package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import java.util.Arrays;
import java.util.List;

/** Slices by one column as one argument: {@code state}, {@code speed:bins=5,minRows=200}, {@code state:values=CA|TX}. */
final class SliceSyntax {

    private static final List<String> WORDS = List.of("values", "bins", "minRows");

    private SliceSyntax() {}

    /** @throws InputException if it is none */
    static SliceSpec parse(String text) {
        // The last colon before a rule: a column's name may have one.
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf('=', colon) < 0) {
            if (text.isBlank()) {
                throw wrong(text, "no column is named", "Write it as in 'speed:bins=5'.");
            }
            return new SliceSpec(text.strip());
        }
        String column = text.substring(0, colon).strip();
        if (column.isEmpty()) {
            throw wrong(text, "no column is named before the ':'", "Write it as in 'speed:bins=5'.");
        }
        List<String> values = null;
        Integer bins = null;
        Integer minRows = null;
        for (String part : text.substring(colon + 1).split(",")) {
            String[] pair = part.split("=", 2);
            String value = pair.length == 2 ? pair[1].strip() : "";
            switch (pair[0].strip()) {
                case "values" ->
                    values =
                            Arrays.stream(value.split("\\|")).map(String::strip).toList();
                case "bins" -> bins = number(text, value);
                case "minRows" -> minRows = number(text, value);
                default ->
                    throw wrong(
                            text,
                            "'" + pair[0] + "' is unknown",
                            Nearest.of(pair[0], WORDS)
                                    .map(n -> "Did you mean '" + n + "'?")
                                    .orElse("Known are " + String.join(", ", WORDS) + "."));
            }
        }
        return new SliceSpec(column, values, bins, minRows);
    }

    private static Integer number(String text, String value) {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw wrong(text, "'" + value + "' is no whole number", "Write it as in 'speed:bins=5'.");
        }
    }

    private static InputException wrong(String slice, String what, String advice) {
        return new InputException(what, "--slice '" + slice + "'", advice);
    }
}
