package io.jenkins.plugins.modeldelivery.registry;

import java.util.List;

/**
 * What a removal of stored files that nothing refers to has done.
 *
 * @param files removed
 * @param bytes of those
 * @param young files that nothing refers to, but that were stored or asked for too recently: somebody may be about to refer
 *     to them
 * @param youngBytes of those
 * @param obstacles why nothing was removed: damage that hides what is referred to, one sentence each; empty: nothing stood
 *     in the way
 */
public record Sweep(long files, long bytes, long young, long youngBytes, List<String> obstacles) {
    public Sweep {
        obstacles = List.copyOf(obstacles);
    }
}
