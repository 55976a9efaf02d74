package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;

/** A map in a form: a text area with {@code key=value} in each line. */
final class Lines {

    private Lines() {}

    /** The map as text. */
    @NonNull
    static String of(@CheckForNull Map<String, ?> map) {
        return map == null
                ? ""
                : map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** The text as a map, in its order; a line without an equals sign is a key with an empty value. */
    @NonNull
    static LinkedHashMap<String, String> parse(@CheckForNull String text) {
        LinkedHashMap<String, String> map = new LinkedHashMap<>();
        if (text != null) {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
                int equals = line.indexOf('=');
                map.put(
                        equals < 0 ? line : line.substring(0, equals).strip(),
                        equals < 0 ? "" : line.substring(equals + 1).strip());
            });
        }
        return map;
    }

    /** Takes a text area's content out of a submitted form, which knows no maps; empty if there is none. */
    @NonNull
    static LinkedHashMap<String, String> take(@NonNull JSONObject form, @NonNull String field) {
        return parse(form.opt(field) instanceof String ? (String) form.remove(field) : null);
    }

    /** The number that a field of a form holds; empty while it holds none. */
    @NonNull
    static Optional<Double> number(@CheckForNull String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Double.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
