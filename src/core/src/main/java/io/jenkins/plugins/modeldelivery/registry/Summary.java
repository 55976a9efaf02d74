package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a list or a badge says of a model: little enough to be kept for every model of a registry, however many versions
 * each has. Immutable.
 *
 * @param name full name
 * @param created when, UTC
 * @param changed time of the last event, UTC
 * @param versions how many there are, deleted ones not counted
 * @param newest the version with the highest number; null: there is none
 * @param champions by stage, the version that entered it last and stands there still; {@link Stages#ARCHIVED} is none
 * @param aliases to version numbers, sorted
 * @param tags key-value notes on the model itself, sorted
 * @param purpose first {@link #MAX_TEXT} characters of what the model card says of it; null: nothing
 * @param owner likewise
 * @param damage what is wrong with the ledger; null when nothing is
 */
public record Summary(
        ModelName name,
        Instant created,
        Instant changed,
        int versions,
        Standing newest,
        Map<String, Standing> champions,
        SortedMap<String, Integer> aliases,
        SortedMap<String, String> tags,
        String purpose,
        String owner,
        String damage) {

    /** Longest text of a card in a summary, in characters; longer ones end in an ellipsis. */
    public static final int MAX_TEXT = 300;

    public Summary {
        champions = Map.copyOf(champions);
        aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Of a model as it is now. */
    public static Summary of(Model model) {
        Map<String, Integer> standing = new HashMap<>();
        Map<String, Version> latest = new HashMap<>();
        for (Version version : model.versions().values()) {
            standing.merge(version.stage(), 1, Integer::sum);
            latest.merge(version.stage(), version, (a, b) -> Model.BY_ENTRY.compare(a, b) > 0 ? a : b);
        }
        Map<String, Standing> champions = new HashMap<>();
        latest.forEach((stage, version) -> {
            if (!stage.equals(Stages.ARCHIVED)) {
                champions.put(stage, Standing.of(version, standing.get(stage) - 1));
            }
        });
        return new Summary(
                model.name(),
                model.created(),
                model.changed(),
                model.versions().size(),
                model.newest()
                        .map(v -> Standing.of(v, standing.get(v.stage()) - 1))
                        .orElse(null),
                champions,
                new TreeMap<>(model.aliases()),
                model.tags(),
                text(model, CardField.PURPOSE),
                text(model, CardField.OWNER),
                model.damage());
    }

    /** Of a model of which nothing can be said but why. */
    static Summary unreadable(ModelName name, String why) {
        return new Summary(
                name,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                null,
                Map.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null,
                why);
    }

    /** What stands in a stage; empty: nothing does. */
    public Optional<Standing> champion(String stage) {
        return Optional.ofNullable(champions.get(stage));
    }

    /**
     * The version whose numbers stand for the model: the champion of the last stage that has one, else the newest.
     *
     * @param stages names in order
     */
    public Optional<Standing> leading(List<String> stages) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            Standing champion = champions.get(stages.get(i));
            if (champion != null) {
                return Optional.of(champion);
            }
        }
        return Optional.ofNullable(newest);
    }

    private static String text(Model model, CardField field) {
        Version.Recorded<Event.CardEdited> edit = model.card().get(field.key());
        if (edit == null) {
            return null;
        }
        String text = edit.event().text();
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
        return text.substring(0, end) + "\u2026";
    }
}
