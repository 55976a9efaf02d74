package io.jenkins.plugins.modeldelivery.registry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a query means: which summaries it finds, and their order. */
final class Search {
    private final ModelQuery query;
    private final List<String> stages;
    private final List<String> words;

    /** @param stages names in order */
    Search(ModelQuery query, List<String> stages) {
        this.query = query;
        this.stages = stages;
        words = query.text().isEmpty()
                ? List.of()
                : Arrays.asList(query.text().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /** Whether a name is in the folder or below it. */
    static boolean within(String folder, ModelName name) {
        String value = name.value();
        return folder.isEmpty()
                || value.length() > folder.length() + 1
                        && value.charAt(folder.length()) == '/'
                        && value.startsWith(folder);
    }

    boolean finds(Summary summary) {
        return (query.stage() == null || stands(summary, query.stage()))
                && (query.tag() == null || tagged(summary, query.tag()))
                && words.stream().allMatch(word -> says(summary, word));
    }

    Comparator<Summary> order() {
        Comparator<Summary> byName = Comparator.comparing(Summary::name);
        return switch (query.sort()) {
            case NAME -> query.descending() ? byName.reversed() : byName;
            case CHANGED -> by(Summary::changed).thenComparing(byName);
            case VERSIONS -> by(Summary::versions).thenComparing(byName);
            case NEWEST ->
                by(s -> s.newest() == null ? null : s.newest().registered()).thenComparing(byName);
            case SINCE ->
                by(s -> {
                            Standing champion = champion(s);
                            return champion == null ? null : champion.since();
                        })
                        .thenComparing(byName);
            case METRIC ->
                Comparator.comparing(
                                (Summary s) ->
                                        champion(s) == null ? null : champion(s).metric(),
                                Comparator.nullsLast(Comparator.<String>naturalOrder()))
                        .thenComparing(
                                by(s -> champion(s) == null ? null : champion(s).value()))
                        .thenComparing(byName);
        };
    }

    private <T extends Comparable<T>> Comparator<Summary> by(Function<Summary, T> key) {
        Comparator<T> order = query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(key, Comparator.nullsLast(order));
    }

    private Standing champion(Summary summary) {
        return query.stage() == null
                ? summary.leading(stages).orElse(null)
                : summary.champion(query.stage()).orElse(null);
    }

    private static boolean stands(Summary summary, String stage) {
        return summary.champions().containsKey(stage);
    }

    private static boolean tagged(Summary summary, String tag) {
        int equals = tag.indexOf('=');
        String key = equals < 0 ? tag : tag.substring(0, equals).strip();
        String value = equals < 0 ? null : tag.substring(equals + 1).strip();
        return tags(
                summary,
                tags -> value == null
                        ? tags.containsKey(key)
                        : value.equals(tags.getOrDefault(key, "").strip()) && tags.containsKey(key));
    }

    private static boolean says(Summary summary, String word) {
        return contains(summary.name().value(), word)
                || summary.owner() != null && contains(summary.owner(), word)
                || summary.aliases().keySet().stream().anyMatch(alias -> contains(alias, word))
                || tags(summary, tags -> tags.entrySet().stream()
                        .anyMatch(tag -> contains(tag.getKey() + "=" + tag.getValue(), word)));
    }

    /** Those of the model, of its newest version and of its champions. */
    private static boolean tags(Summary summary, Predicate<Map<String, String>> test) {
        return test.test(summary.tags())
                || summary.newest() != null && test.test(summary.newest().tags())
                || summary.champions().values().stream().anyMatch(champion -> test.test(champion.tags()));
    }

    private static boolean contains(String text, String lowerCase) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCase);
    }
}
