package io.jenkins.plugins.modeldelivery.registry;

import java.util.List;

/**
 * What a retention has done.
 *
 * @param rule that was asked
 * @param versions that went, by model and number
 * @param sweep of the files that nothing refers to any more
 */
public record Retained(Retention rule, List<RetentionPlan.Going> versions, Sweep sweep) {
    public Retained {
        versions = List.copyOf(versions);
    }
}
