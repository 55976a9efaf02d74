package io.jenkins.plugins.modeldelivery.ledger;

import java.util.List;

/**
 * Who did it.
 *
 * @param kind {@code user}, {@code build} or {@code system}
 * @param id user id, build ({@code team/rain #12}), or the name of the mechanism
 * @param cause for a build, why it ran ({@code started by alice}); may be null
 * @param approvers ids of the users that approved, as known; may be empty
 * @param user id of the user on whose behalf a build or mechanism acts; null: none is known
 */
public record Actor(String kind, String id, String cause, List<String> approvers, String user) {
    public Actor {
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
    }

    /** On nobody's known behalf. */
    public Actor(String kind, String id, String cause, List<String> approvers) {
        this(kind, id, cause, approvers, null);
    }

    /** A user acting directly. */
    public static Actor user(String id) {
        return new Actor("user", id, null, null);
    }

    /** A build acting for whoever started it. */
    public static Actor build(String id, String cause) {
        return new Actor("build", id, cause, null);
    }

    /** A mechanism of the registry, acting by itself. */
    public static Actor system(String mechanism) {
        return new Actor("system", mechanism, null, null);
    }

    /** The user behind it, directly or through a build; null: none is known. */
    public String person() {
        return kind.equals("user") ? id : user;
    }

    /** As one phrase for people. */
    public String phrase() {
        StringBuilder text = new StringBuilder(kind.equals("build") ? "build " + id : id);
        if (cause != null) {
            text.append(" (").append(cause).append(')');
        }
        if (!approvers.isEmpty()) {
            text.append(", approved by ").append(String.join(", ", approvers));
        }
        return text.toString();
    }
}
