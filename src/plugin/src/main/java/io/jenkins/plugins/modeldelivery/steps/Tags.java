package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.Purpose;
import java.util.LinkedHashMap;
import java.util.Map;

/** Key-value notes on a version, as a Pipeline gives them: a map whose values may be of any type. */
final class Tags {

    private Tags() {}

    /** A serializable copy with the values as text; null for none. */
    @CheckForNull
    static LinkedHashMap<String, String> copy(@CheckForNull Map<?, ?> tags) {
        if (tags == null || tags.isEmpty()) {
            return null;
        }
        LinkedHashMap<String, String> copy = new LinkedHashMap<>();
        tags.forEach((key, value) -> copy.put(String.valueOf(key), value == null ? "" : value.toString()));
        return copy;
    }

    static void check(@NonNull Mistakes mistakes, @CheckForNull Map<String, String> tags) {
        if (tags != null && tags.keySet().stream().anyMatch(String::isBlank)) {
            mistakes.add("tags", "has an empty key", "Write tags: [owner: 'team-a']");
        }
        if (tags != null && tags.containsKey(Purpose.TAG)) {
            mistakes.add("tags", "'" + Purpose.TAG + "' is no tag to give", "It is set by into");
        }
    }
}
