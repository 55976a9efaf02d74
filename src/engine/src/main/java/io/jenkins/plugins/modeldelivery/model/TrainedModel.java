package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A trained model with its preprocessing, signature and profile; one zip on disk: {@code manifest.json},
 * {@code signature.json}, {@code preprocessing.json}, {@code parameters} (trees: XGBoost UBJ; others: JSON),
 * {@code profile.json}, {@code importances.json}. No Java serialization, no class names. The same model gives the same bytes.
 */
public final class TrainedModel implements LoadedModel {

    /** Rows encoded at a time: bounds what predicting takes beside the frame. */
    private static final int CHUNK = 65_536;

    private final Manifest manifest;
    private final Signature signature;
    private final Preprocessing preprocessing;
    private final Scorer scorer;
    private final Profile profile;
    private final List<TrainResult.Importance> importances;
    private final HeldOut heldOut;
    private final ErrorModel errors;
    private final String sha256;

    private TrainedModel(
            Manifest manifest,
            Signature signature,
            Preprocessing preprocessing,
            Scorer scorer,
            Profile profile,
            List<TrainResult.Importance> importances,
            HeldOut heldOut,
            ErrorModel errors,
            String sha256) {
        this.manifest = manifest;
        this.signature = signature;
        this.preprocessing = preprocessing;
        this.scorer = scorer;
        this.profile = profile;
        this.importances = importances;
        this.heldOut = heldOut;
        this.errors = errors;
        this.sha256 = sha256;
    }

    /** The importances as a document of their own. */
    record Importances(List<TrainResult.Importance> importances) {
        Importances {
            importances = List.copyOf(importances);
        }
    }

    /**
     * Everything about a model but its trained parameters.
     *
     * @param engine version of the engine
     * @param task what it predicts
     * @param classes binary: negative first; null for regression
     * @param trainer with all parameters
     * @param seed of every random choice
     * @param reading how the training data were read; null: as they looked
     */
    public record Description(
            String engine, Task task, List<String> classes, TrainerSpec trainer, long seed, Reading reading) {}

    /**
     * Writes a model file, complete or not at all.
     *
     * @param heldOut what rows told that it did not learn from; may be null
     * @param errors of a regression; null where {@code heldOut} has no facts about them
     */
    public static void write(
            Path file,
            Description description,
            Signature signature,
            Preprocessing preprocessing,
            Scorer scorer,
            Profile profile,
            List<TrainResult.Importance> importances,
            HeldOut heldOut,
            ErrorModel errors)
            throws IOException {
        Manifest manifest = new Manifest(
                !description.task().supervised()
                                || preprocessing.features().stream().anyMatch(f -> f.means() != null)
                        ? Manifest.FORMAT
                        : heldOut == null ? Manifest.OLDEST : Manifest.HELD_OUT,
                description.engine(),
                scorer.kind(),
                description.task(),
                description.classes(),
                description.trainer(),
                description.seed(),
                null,
                description.reading());
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(ModelFile.SIGNATURE, json(signature));
        parts.put(ModelFile.PREPROCESSING, json(preprocessing));
        parts.put(ModelFile.PARAMETERS, scorer.bytes());
        parts.put(ModelFile.PROFILE, json(profile));
        parts.put(ModelFile.IMPORTANCES, json(new Importances(importances)));
        if (heldOut != null) {
            parts.put(ModelFile.HELD_OUT, json(heldOut));
        }
        if (errors != null) {
            parts.put(ModelFile.ABSOLUTE_ERROR, errors.absolute().bytes());
            parts.put(ModelFile.SQUARED_ERROR, errors.squared().bytes());
        }
        ModelFile.write(file, manifest, parts);
    }

    private static byte[] json(Object document) {
        return Json.line(document).getBytes(StandardCharsets.UTF_8);
    }

    /** Loads a model file; verifies every part's digest; InputException if it is none of ours, or damaged. */
    public static TrainedModel load(Path file) throws IOException {
        ModelFile.Content content = ModelFile.read(file);
        Manifest manifest = content.manifest();
        try {
            Signature signature = part(content, ModelFile.SIGNATURE, Signature.class, file);
            Preprocessing preprocessing = part(content, ModelFile.PREPROCESSING, Preprocessing.class, file);
            Profile profile = part(content, ModelFile.PROFILE, Profile.class, file);
            Importances importances = part(content, ModelFile.IMPORTANCES, Importances.class, file);
            check(manifest, signature, preprocessing);
            HeldOut heldOut = content.parts().containsKey(ModelFile.HELD_OUT)
                    ? part(content, ModelFile.HELD_OUT, HeldOut.class, file)
                    : null;
            Scorer scorer = scorer(manifest, content.parts().get(ModelFile.PARAMETERS), preprocessing.width());
            if (scorer instanceof Clusters clusters
                    && clusters.count() != manifest.classes().size()) {
                throw new IllegalArgumentException("Names and centres of the clusters do not fit each other");
            }
            return new TrainedModel(
                    manifest,
                    signature,
                    preprocessing,
                    scorer,
                    profile,
                    importances.importances(),
                    heldOut,
                    errors(content, heldOut, preprocessing.width() + 1),
                    content.sha256());
        } catch (IllegalArgumentException | NullPointerException e) {
            // The records check themselves: a part that is valid JSON but no sensible document ends here.
            throw ModelFile.damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T part(ModelFile.Content content, String name, Class<T> type, Path file) {
        return ModelFile.parse(content.parts().get(name), type, name, file);
    }

    private static void check(Manifest manifest, Signature signature, Preprocessing preprocessing) {
        Objects.requireNonNull(manifest.task(), "The manifest names no task");
        Objects.requireNonNull(signature.output(), "The signature names no output");
        int classes = manifest.classes() == null ? 0 : manifest.classes().size();
        boolean fits =
                switch (manifest.task()) {
                    case BINARY -> classes == 2;
                    case MULTICLASS -> classes > 2;
                    case REGRESSION -> classes == 0;
                    case CLUSTERING -> classes > 0;
                    case ANOMALY -> classes == 2;
                };
        if (!fits) {
            throw new IllegalArgumentException("A " + manifest.task() + " model cannot have " + classes + " classes");
        }
        List<String> inputs =
                signature.inputs().stream().map(Signature.Field::name).toList();
        List<String> features = preprocessing.features().stream()
                .map(Preprocessing.Feature::name)
                .toList();
        if (!inputs.equals(features)) {
            throw new IllegalArgumentException("Signature and preprocessing name different features");
        }
    }

    /** The error model; null where there is none. */
    private static ErrorModel errors(ModelFile.Content content, HeldOut heldOut, int columns) throws IOException {
        if (heldOut == null || heldOut.errors() == null) {
            return null;
        }
        String kind = heldOut.errors().kind();
        byte[] absolute = content.parts().get(ModelFile.ABSOLUTE_ERROR);
        byte[] squared = content.parts().get(ModelFile.SQUARED_ERROR);
        if (absolute == null || squared == null) {
            throw new IllegalArgumentException("The model of its errors is missing");
        }
        return new ErrorModel(
                heldOut.errors(),
                scorer(kind, Task.REGRESSION, 1, absolute, columns),
                scorer(kind, Task.REGRESSION, 1, squared, columns));
    }

    private static Scorer scorer(Manifest manifest, byte[] parameters, int columns) throws IOException {
        return scorer(manifest.kind(), manifest.task(), manifest.outputs(), parameters, columns);
    }

    private static Scorer scorer(String kind, Task task, int outputs, byte[] parameters, int columns)
            throws IOException {
        boolean fits =
                switch (task) {
                    case CLUSTERING -> Clusters.KIND.equals(kind);
                    case ANOMALY -> Isolation.KIND.equals(kind);
                    case BINARY, MULTICLASS, REGRESSION -> !Clusters.KIND.equals(kind) && !Isolation.KIND.equals(kind);
                };
        if (!fits) {
            throw new IllegalArgumentException("The algorithm '" + kind + "' cannot do " + task);
        }
        return switch (String.valueOf(kind)) {
            case Clusters.KIND -> Clusters.read(parameters, columns);
            case Isolation.KIND -> Isolation.read(parameters, columns);
            case Trees.KIND -> Trees.read(parameters, task, outputs, columns);
            case LinearModel.KIND -> LinearModel.read(parameters, task, outputs, columns);
            default -> throw new IllegalArgumentException("The algorithm '" + kind + "' is not known");
        };
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    Scorer scorer() {
        return scorer;
    }

    /** What it predicts. */
    @Override
    public Task task() {
        return manifest.task();
    }

    /** The algorithm with all its parameters. */
    public TrainerSpec trainer() {
        return manifest.trainer();
    }

    @Override
    public Source source(String data, Reading asked) throws IOException {
        return ModelData.source(data, asked, manifest.reading(), signature);
    }

    /** Its inputs and its output. */
    @Override
    public Signature signature() {
        return signature;
    }

    /** Class names; null for regression. Binary: negative first, positive second. */
    @Override
    public List<String> classes() {
        return manifest.classes();
    }

    /** Summary of the training data, of the target, and of the predictions on the training rows. */
    @Override
    public Profile profile() {
        return profile;
    }

    /** Features by importance, most important first. */
    @Override
    public List<TrainResult.Importance> importances() {
        return importances;
    }

    @Override
    public HeldOut heldOut() {
        return heldOut;
    }

    @Override
    public double[][] estimateErrors(Frame frame, Predictions predictions, int threads) {
        if (errors == null) {
            return null;
        }
        Encoded encoded = preprocessing.encoded(frame);
        double[][] estimates = new double[2][frame.rows()];
        for (int from = 0; from < frame.rows(); from += CHUNK) {
            int to = Math.min(frame.rows(), from + CHUNK);
            Rows rows = encoded.cells(from, to).with(Arrays.copyOfRange(predictions.values(), from, to));
            double[] absolute = errors.absolute().predict(rows, threads);
            double[] squared = errors.squared().predict(rows, threads);
            for (int i = 0; i < absolute.length; i++) {
                // Trees of a few rows may end below 0, which no error is.
                estimates[0][from + i] = Math.max(0, absolute[i]);
                estimates[1][from + i] = Math.max(0, squared[i]);
            }
        }
        return estimates;
    }

    /** sha256 of the model file. */
    @Override
    public String sha256() {
        return sha256;
    }

    /** Predicts all rows of a frame that was read with this model's signature. */
    @Override
    public Predictions predict(Frame frame, int threads) {
        return predict(manifest.task(), manifest.classes(), preprocessing, scorer, frame, threads);
    }

    /** Predicts with parts that are no model yet. */
    public static Predictions predict(
            Task task, List<String> classes, Preprocessing preprocessing, Scorer scorer, Frame frame, int threads) {
        double[] values = scorer.predict(preprocessing.encoded(frame), threads);
        return new Predictions(
                task, classes, values, scorer instanceof Isolation isolation ? isolation.threshold() : Double.NaN);
    }

    @Override
    public List<Cluster> clusters() {
        return scorer instanceof Clusters clusters ? clusters.described(preprocessing) : null;
    }

    @Override
    public Rows encode(Frame frame) {
        return preprocessing.encode(frame);
    }

    @Override
    public Object space() {
        return preprocessing;
    }

    @Override
    public List<String> sensitive() {
        return scorer instanceof Isolation isolation ? isolation.sensitive() : List.of();
    }

    @Override
    public double[][] reasons(Frame frame) {
        return scorer instanceof Isolation isolation
                ? isolation.reasons(preprocessing, preprocessing.encode(frame))
                : null;
    }

    @Override
    public void close() {
        scorer.close();
        if (errors != null) {
            errors.close();
        }
    }
}
