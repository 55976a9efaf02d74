package io.jenkins.plugins.modeldelivery.foreign;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a model file, whoever made it. */
public final class AnyModel {

    private AnyModel() {}

    /**
     * Loads a model. Beside the file of another tool's model lies its {@link FileSignature}, under the same name with {@link
     * FileSignature#SUFFIX} added; a file without is the engine's own.
     *
     * @throws InputException if it cannot be run here; says what to do
     */
    public static LoadedModel load(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + FileSignature.SUFFIX);
        if (!Files.exists(beside)) {
            return TrainedModel.load(file);
        }
        FileSignature signature = Json.read(beside, FileSignature.class);
        if (signature.missing() != null) {
            throw new InputException(
                    "The model was registered without " + signature.missing() + ", which running it takes",
                    "parameter 'version'",
                    "Register it again with " + signature.missing() + ".");
        }
        if (ModelFormat.XGBOOST.id().equals(signature.format())) {
            return XGBoostModel.load(file, signature);
        }
        return OnnxModel.load(file, signature);
    }
}
