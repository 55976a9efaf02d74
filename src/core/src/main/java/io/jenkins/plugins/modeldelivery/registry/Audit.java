package io.jenkins.plugins.modeldelivery.registry;

import java.util.List;

/**
 * What a walk through a whole registry found.
 *
 * @param models ledgers read
 * @param entries their sound entries
 * @param blobs different files that versions and events refer to
 * @param bytes of those
 * @param unreferenced files in the store that nothing refers to: left by a run that stored and then did not register. They
 *     are no problem, only space
 * @param unreferencedBytes of those
 * @param notes what a crash left, and is no problem; one a line
 * @param problems one a line, naming file, line and byte; empty when sound
 */
public record Audit(
        int models,
        long entries,
        int blobs,
        long bytes,
        int unreferenced,
        long unreferencedBytes,
        List<String> notes,
        List<String> problems) {
    public Audit {
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }
}
