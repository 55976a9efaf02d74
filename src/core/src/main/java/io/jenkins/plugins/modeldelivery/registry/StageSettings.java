package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stages with what folders demand beyond them: the content of the file {@code stages.json} in a registry, which tells the
 * command line what Jenkins was configured to. Where there is none, {@link #DEFAULT} holds.
 *
 * @param stages of the whole registry
 * @param folders what the models below a folder have to meet as well, by full name of the folder and name of the stage
 */
public record StageSettings(Stages stages, Map<String, Map<String, Policy>> folders) implements StageRules {

    /** Name of the file. */
    public static final String FILE = "stages.json";

    /** {@link Stages#DEFAULT}, for all folders alike. */
    public static final StageSettings DEFAULT = new StageSettings(Stages.DEFAULT, Map.of());

    public StageSettings {
        stages = stages == null ? Stages.DEFAULT : stages;
        TreeMap<String, Map<String, Policy>> sorted = new TreeMap<>();
        if (folders != null) {
            folders.forEach((folder, policies) ->
                    sorted.put(folder, Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(policies)))));
        }
        folders = Collections.unmodifiableMap(sorted);
    }

    /** All that the folders above the model demand holds, that of the nearest and that of those around it. */
    @Override
    public Stages stages(ModelName model) {
        Stages strict = stages;
        String folder = model.folder();
        for (int end = folder.indexOf('/'); !folder.isEmpty(); end = folder.indexOf('/', end + 1)) {
            Map<String, Policy> policies = folders.get(end < 0 ? folder : folder.substring(0, end));
            strict = policies == null ? strict : strict.stricter(policies);
            if (end < 0) {
                break;
            }
        }
        return strict;
    }

    /**
     * Those of a registry.
     *
     * @throws IOException if the file cannot be read, or says what this version does not know: nothing that it demands is
     *     passed over. The message names file, line and column.
     */
    public static StageSettings read(Path root) throws IOException {
        Path file = root.resolve(FILE);
        return Files.exists(file) ? Json.readStrictly(file, StageSettings.class) : DEFAULT;
    }

    /** Writes the file if it says something else; only the one writer of the registry may. */
    void write(Path root) throws IOException {
        Path file = root.resolve(FILE);
        String wanted = Json.pretty(this) + "\n";
        if (!Files.exists(file) || !Files.readString(file).equals(wanted)) {
            Json.write(file, this);
        }
    }
}
