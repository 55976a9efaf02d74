package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a model for other tools: {@code .onnx} with the preprocessing in it, or, for trees, XGBoost's own {@code .ubj} or
 * {@code .json}, which take encoded columns; those are listed in the attribute {@value #COLUMNS}, and what stands in the columns of mean
 * targets in the attribute {@value #MEANS}.
 */
public final class ModelExport {

    /**
     * Attribute of an exported booster: JSON array of {@code feature}, {@code feature=value}, {@code feature=(other)}, {@code
     * feature=(mean)}.
     */
    static final String COLUMNS = "columns";

    /** Attribute of an exported booster: JSON object of features with mean targets, each an object of value to mean. */
    static final String MEANS = "means";

    /** Trainers whose models are trees. */
    private static final Set<String> TREES = Set.of("gradientBoosting", "randomForest");

    private ModelExport() {}

    /** Trainers whose models no other tool is given. */
    private static final Set<String> OURS = Set.of("kMeans", "anomaly");

    /** Whether a model of that trainer can be written to a file of that ending. */
    public static boolean possible(String trainer, Path output) {
        return !OURS.contains(trainer)
                && (TREES.contains(trainer)
                        || output.toString().toLowerCase(Locale.ROOT).endsWith(".onnx"));
    }

    /**
     * Writes the file, complete or not at all.
     *
     * @param output its ending says the format
     * @throws InputException the ending is none of those, the directory does not exist, or the model is not of that kind
     */
    public static void write(TrainedModel model, Path output) throws IOException {
        check(output);
        if (!possible(model.trainer().name(), output)) {
            throw new InputException(impossible(model.trainer().name(), output.toString()), null);
        }
        String name = output.getFileName().toString().toLowerCase(Locale.ROOT);
        byte[] bytes;
        if (name.endsWith(".onnx")) {
            bytes = OnnxExport.of(model);
        } else if (model.scorer() instanceof Trees trees) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put(COLUMNS, Json.line(model.preprocessing().columnNames()));
            attributes.put(MEANS, Json.line(model.preprocessing().means()));
            bytes = trees.exported(name.substring(name.lastIndexOf('.') + 1), attributes);
        } else {
            throw new InputException(impossible(model.trainer().name(), output.toString()), null);
        }
        Path target = output.toAbsolutePath();
        // Not a createTempFile: that would leave the model readable by nobody else.
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Why a model of that trainer cannot be written so. */
    public static Problem impossible(String trainer, String where) {
        return OURS.contains(trainer)
                ? new Problem(
                        "A model of trainer " + trainer + " cannot be exported",
                        where,
                        "Its file is a zip whose parameters are JSON: docs/models.md says how to read it.")
                : new Problem(
                        "A model of trainer " + trainer + " has no trees that XGBoost could read",
                        where,
                        "Name a file that ends in .onnx.");
    }

    /** InputException if no model could be written there. */
    public static void check(Path output) {
        Path target = output.toAbsolutePath();
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".onnx") && !name.endsWith(".ubj") && !name.endsWith(".json")) {
            throw new InputException(
                    "The ending says no format that a model can be exported in",
                    output.toString(),
                    "Name a file that ends in .onnx, or for trees in .ubj or .json.");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new InputException("This is not a file", output.toString(), "Name another one.");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new InputException(
                    "The directory does not exist", output.toString(), "Name a file in a directory that exists.");
        }
    }
}
