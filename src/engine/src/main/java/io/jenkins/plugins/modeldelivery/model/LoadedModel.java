package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A model that can predict, whoever made it. */
public interface LoadedModel extends AutoCloseable {

    /** What it predicts. */
    Task task();

    /** Class names; null for regression. Binary and anomalies: negative first, positive second; clusters: by number. */
    List<String> classes();

    /** Its inputs and its output; the output of another tool's model has no name when nobody gave one. */
    Signature signature();

    /**
     * Summary of the training data, of the target, and of the predictions on the rows held out.
     *
     * @return null for a model of another tool, whose training data nobody showed
     */
    Profile profile();

    /** Features by importance, most important first; empty where unknown. */
    List<TrainResult.Importance> importances();

    /** sha256 of the model file. */
    String sha256();

    /**
     * Data for the model to be used on.
     *
     * @param data a file, several, or a pattern, as {@link Source#of(String)} takes it
     * @param asked how they are to be read where that is not as in the training; null: as in the training
     * @throws io.jenkins.plugins.modeldelivery.document.InputException there are no such files, or what is asked for does
     *     not go with them or with the model
     */
    Source source(String data, Reading asked) throws IOException;

    /** Predicts all rows of a frame that was read with this model's signature. */
    Predictions predict(Frame frame, int threads);

    @Override
    void close();

    /** Names of all inputs, those that matter most by the trainer's own account first. */
    default List<String> featuresByImportance() {
        List<String> inputs =
                signature().inputs().stream().map(Signature.Field::name).toList();
        Set<String> names = new LinkedHashSet<>();
        importances().forEach(i -> names.add(i.feature()));
        names.addAll(inputs);
        names.retainAll(inputs);
        return List.copyOf(names);
    }

    /**
     * What rows told at training that it did not learn from; null where that is not known, as of other tools' models and in
     * files of older engines.
     */
    default HeldOut heldOut() {
        return null;
    }

    /**
     * Its groups of rows, of which no measured rows are known; null of a model that has none.
     */
    default List<Cluster> clusters() {
        return null;
    }

    /**
     * Rows as the model sees them; UnsupportedOperationException of models that only predict.
     */
    default Rows encode(Frame frame) {
        throw new UnsupportedOperationException("A model of another tool shows no encoded rows");
    }

    /**
     * What makes rows unusual.
     *
     * @return steps that each feature saves in isolating a row, shape [rows][inputs of the signature]; null of a model that
     *     does not look for anomalies
     */
    default double[][] reasons(Frame frame) {
        return null;
    }

    /** What encoded rows are measured in: equal where distances of two models can be compared; null where there are none. */
    default Object space() {
        return null;
    }

    /** Features whose values no report may show. */
    default List<String> sensitive() {
        return List.of();
    }

    /**
     * How wrong a regression is taken to be in each row.
     *
     * @param predictions of the rows of the frame
     * @return absolute and squared error, shape [2][rows], at least 0; null where the model has no estimate of its errors
     */
    default double[][] estimateErrors(Frame frame, Predictions predictions, int threads) {
        return null;
    }
}
