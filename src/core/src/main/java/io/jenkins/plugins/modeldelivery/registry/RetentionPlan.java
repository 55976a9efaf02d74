package io.jenkins.plugins.modeldelivery.registry;

import java.time.Instant;
import java.util.List;

/**
 * What a retention would do now. Nothing has been done.
 *
 * @param rule that was asked
 * @param versions that would go, by model and number
 * @param files stored files that only these versions refer to, and that would be removed
 * @param bytes of those: what is really freed
 * @param leftovers stored files that nothing refers to even now, and that a sweep would remove anyway
 * @param leftoverBytes of those
 * @param obstacles why no file would be removed: damage that hides what is referred to, one sentence each; empty: nothing
 *     stands in the way. Versions of sound models go nevertheless
 */
public record RetentionPlan(
        Retention rule,
        List<Going> versions,
        long files,
        long bytes,
        long leftovers,
        long leftoverBytes,
        List<String> obstacles) {
    public RetentionPlan {
        versions = List.copyOf(versions);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * A version that goes.
     *
     * @param model full name
     * @param version number
     * @param registered when, UTC
     * @param stage it stands in
     * @param since when it entered that stage, UTC
     */
    public record Going(ModelName model, int version, Instant registered, String stage, Instant since) {}
}
