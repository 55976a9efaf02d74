package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.util.Locale;

/**
 * Where a version can stand.
 *
 * @param name lower-case letters, digits, dash; what Jenkinsfiles and events say
 * @param label what pages show; the name if none is given
 * @param description what the stage is for; may be null
 * @param color as {@code #rrggbb}, or the name of a colour of Jenkins ({@code green}, {@code orange}...); null: none
 * @param capacity whether one version serves, or many side by side
 * @param replaced what becomes of the champion when another version enters; of no meaning if many serve
 * @param policy what it demands before a version may enter
 */
public record Stage(
        String name,
        String label,
        String description,
        String color,
        Capacity capacity,
        Replaced replaced,
        Policy policy) {
    public Stage {
        label = label == null || label.isBlank() ? name : label;
        description = description == null || description.isBlank() ? null : description;
        color = color == null || color.isBlank() ? null : color;
        capacity = capacity == null ? Capacity.ONE : capacity;
        replaced = replaced == null ? Replaced.ARCHIVED : replaced;
        policy = policy == null ? Policy.OPEN : policy;
    }

    /** A stage that shows its name, and archives a champion that is replaced. */
    public Stage(String name, boolean single, Policy policy) {
        this(name, null, null, null, single ? Capacity.ONE : Capacity.MANY, Replaced.ARCHIVED, policy);
    }

    /** How many versions serve at a time. */
    public enum Capacity {
        /** One, the champion: the version that entered last. */
        ONE,
        /** Any number, side by side; entering replaces nobody. */
        MANY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a champion that another version takes the place of. */
    public enum Replaced {
        /** It moves to the archive by the same event. */
        ARCHIVED,
        /** It stays in the stage as a standby, which a rollback can fall back on at once. */
        KEPT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether there is one champion. */
    public boolean single() {
        return capacity == Capacity.ONE;
    }

    /** Whether a version that enters sends the champion away. */
    public boolean evicts() {
        return single() && replaced == Replaced.ARCHIVED;
    }

    /** The same stage with another policy. */
    public Stage with(Policy other) {
        return new Stage(name, label, description, color, capacity, replaced, other);
    }
}
