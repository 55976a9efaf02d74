package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A trained model with its preprocessing, signature and profile; one zip on disk. TODO-B */
public final class TrainedModel implements AutoCloseable {

    /** Loads a model file; verifies every part's digest; InputException if it is none of ours, or damaged. */
    public static TrainedModel load(Path file) throws IOException {
        throw new UnsupportedOperationException("TODO-B");
    }

    public Task task() {
        throw new UnsupportedOperationException("TODO-B");
    }

    public Signature signature() {
        throw new UnsupportedOperationException("TODO-B");
    }

    /** Class names; null for regression. Binary: negative first, positive second. */
    public List<String> classes() {
        throw new UnsupportedOperationException("TODO-B");
    }

    /** Summary of the training data, of the target, and of the predictions on the training rows. */
    public Profile profile() {
        throw new UnsupportedOperationException("TODO-B");
    }

    public List<TrainResult.Importance> importances() {
        throw new UnsupportedOperationException("TODO-B");
    }

    /** sha256 of the model file. */
    public String sha256() {
        throw new UnsupportedOperationException("TODO-B");
    }

    /** Predicts all rows of a frame that was read with this model's signature. */
    public Predictions predict(Frame frame, int threads) {
        throw new UnsupportedOperationException("TODO-B");
    }

    @Override
    public void close() {}
}
