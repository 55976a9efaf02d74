package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stage that a version was trained for, where each environment trains its own. A fact of its registration: the tag {@value
 * #TAG} that it was registered with, which nobody else may give, and which later changes of its tags do not touch.
 */
public final class Purpose {

    /** Key of the tag. */
    public static final String TAG = "model-delivery/into";

    private Purpose() {}

    /** The stage; empty: it was trained for none in particular. */
    public static Optional<String> of(Version version) {
        return Optional.ofNullable(version.facts().tags().get(TAG));
    }

    /**
     * Tags to register a version with.
     *
     * @param tags as given by people; may be null
     * @param stage null: it is for none in particular
     * @throws InputException if people have given the one that is reserved
     */
    public static Map<String, String> add(Map<String, String> tags, String stage) {
        Map<String, String> all = new LinkedHashMap<>(tags == null ? Map.of() : tags);
        check(all);
        if (stage != null) {
            all.put(TAG, stage);
        }
        return all;
    }

    /** @throws InputException with {@code tags} as its place, if the one that is reserved is among them */
    public static void check(Map<String, String> tags) {
        if (tags.containsKey(TAG)) {
            throw new InputException("'" + TAG + "' is no tag to give", "tags", "It is set by 'into'.");
        }
    }
}
