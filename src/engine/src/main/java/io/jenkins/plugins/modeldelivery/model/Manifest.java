package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first entry of a model file: what the model is, and the digest of every other entry.
 *
 * @param format version of the layout, {@value #OLDEST} to {@value #FORMAT}: the first that has what the model needs
 * @param engine version of the engine that wrote it
 * @param kind algorithm that the parameters belong to: {@code trees}, {@code linear}, {@code kMeans} or {@code isolationForest}
 * @param task what it predicts
 * @param classes class names, binary and anomalies: negative first; clusters: by number; null for regression
 * @param trainer with all parameters
 * @param seed of every random choice
 * @param parts entry name to digest and size
 * @param reading how the training data were read; null: as they looked
 */
public record Manifest(
        int format,
        String engine,
        String kind,
        Task task,
        List<String> classes,
        TrainerSpec trainer,
        long seed,
        Map<String, Part> parts,
        Reading reading) {

    /** The newest layout that this engine reads: with mean targets of categories, and of models that learn without a target. */
    public static final int FORMAT = 3;

    /** With what held-out rows told. */
    static final int HELD_OUT = 2;

    /** The oldest that it reads. */
    public static final int OLDEST = 1;

    public Manifest {
        classes = classes == null ? null : List.copyOf(classes);
        parts = parts == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /**
     * One entry.
     *
     * @param sha256 lower-case hexadecimal digest of its content
     * @param bytes its size
     */
    public record Part(String sha256, long bytes) {}

    /** How many numbers the algorithm puts out a row. */
    int outputs() {
        return Predictions.width(task, classes);
    }
}
