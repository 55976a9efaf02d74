package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.prediction.Predictions;

/** A trained algorithm: encoded rows in, predictions out. */
public sealed interface Scorer extends AutoCloseable permits Trees, LinearModel, Clusters, Isolation {

    /**
     * Predicts.
     *
     * @param threads at most this many
     * @return shaped as {@link Predictions#values()}
     */
    double[] predict(Encoded rows, int threads);

    /** The parameters as they are stored. */
    byte[] bytes();

    /** Which algorithm the stored parameters belong to. */
    String kind();

    @Override
    void close();
}
