package io.jenkins.plugins.modeldelivery.document;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An earlier drift check, as far as a later one looks back at it.
 *
 * @param time when
 * @param level its verdict
 * @param rows of the data that was checked
 * @param baseline what it compared with, in words; null: the training data
 * @param severities by column how far it was: its distance in units of its drift threshold, so that 1 is drift whichever
 *     distance decided
 */
public record DriftCheckpoint(
        Instant time, DriftResult.Level level, long rows, String baseline, Map<String, Double> severities) {
    public DriftCheckpoint {
        severities = severities == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(severities));
    }
}
