package io.jenkins.plugins.modeldelivery.document;

import java.util.Map;
import java.util.TreeMap;

/**
 * A trainer by name, with its parameters.
 *
 * @param name one of the engine's trainers, for example {@code gradientBoosting}
 * @param parameters name to value (numbers, booleans or strings), sorted; in a request only those that differ from the
 *     trainer's defaults, in a result all of them
 */
public record TrainerSpec(String name, Map<String, Object> parameters) {
    public TrainerSpec {
        parameters = parameters == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
