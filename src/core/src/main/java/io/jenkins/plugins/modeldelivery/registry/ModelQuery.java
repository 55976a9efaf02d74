package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which models to list, in which order, and which page of them. What is null or blank asks for nothing.
 *
 * @param folder full name: models in it and below it
 * @param text words, each of which has to occur in the name, an alias, a tag (as {@code key=value}) or the owner, whatever
 *     the case of its letters
 * @param stage only models with a version in that stage
 * @param tag {@code key} or {@code key=value}: only models that have it, or whose newest version or a champion has
 * @param sort null: by name
 * @param descending the other way round; models that have nothing to be sorted by come last either way
 * @param page from 1; a page beyond the last is the last
 * @param size models on a full page, 1 to {@link #MAX_SIZE}
 */
public record ModelQuery(
        String folder, String text, String stage, String tag, Sort sort, boolean descending, int page, int size) {

    /** Largest page. */
    public static final int MAX_SIZE = 1000;

    /** Usual page. */
    public static final int SIZE = 50;

    /** By what models are sorted. */
    public enum Sort {
        /** Full name. */
        NAME,
        /** Time of the last event. */
        CHANGED,
        /** When the newest version was registered. */
        NEWEST,
        /** How many versions there are. */
        VERSIONS,
        /** When the champion came: that of the stage asked for, else of the last stage that has one. */
        SINCE,
        /** That champion's metric that says most: the models of one metric after those of another. */
        METRIC;

        /**
         * The one of that name, the case of letters ignored.
         *
         * @throws InputException with {@code sort} as its place
         */
        public static Sort parse(String text) {
            return Arrays.stream(values())
                    .filter(sort -> sort.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> {
                        List<String> all =
                                Arrays.stream(values()).map(Sort::toString).toList();
                        return new InputException(
                                "Models are not sorted by '" + text + "'",
                                "sort",
                                Nearest.of(text, all)
                                                .map(near -> "Did you mean '" + near + "'? ")
                                                .orElse("")
                                        + "There are " + String.join(", ", all) + ".");
                    });
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ModelQuery {
        folder = folder == null ? "" : folder.strip();
        text = text == null ? "" : text.strip();
        stage = stage == null || stage.isBlank() ? null : stage.strip();
        tag = tag == null || tag.isBlank() ? null : tag.strip();
        sort = sort == null ? Sort.NAME : sort;
        page = Math.max(1, page);
        size = Math.max(1, Math.min(MAX_SIZE, size));
    }

    /** The first page of the models of a folder, by name. */
    public static ModelQuery of(String folder) {
        return new ModelQuery(folder, null, null, null, Sort.NAME, false, 1, SIZE);
    }

    /** The same search, another page of it. */
    public ModelQuery at(int otherPage) {
        return new ModelQuery(folder, text, stage, tag, sort, descending, otherPage, size);
    }

    /** Whether the names alone say which models are on the page. */
    boolean namesSuffice() {
        return text.isEmpty() && stage == null && tag == null && sort == Sort.NAME;
    }
}
