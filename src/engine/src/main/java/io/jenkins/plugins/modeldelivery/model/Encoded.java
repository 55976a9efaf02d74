package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.tree.Feature;
import java.util.List;

/** Rows to learn from, or some of them, which each algorithm takes in the form that suits it; forms are made when asked for. */
public interface Encoded {

    /** Rows. */
    int count();

    /** Encoded columns. */
    int width();

    /** All rows, cell by cell. */
    default Rows cells() {
        return cells(0, count());
    }

    /** The rows from one index up to, not including, another, cell by cell. */
    Rows cells(int from, int to);

    /** The rows from one index up to, not including, another, feature by feature as linear models take them. */
    Design design(int from, int to, int threads);

    /** Some of the rows, in that order; shares the data. */
    Encoded subset(int[] indices);

    /**
     * The data feature by feature; of its rows {@link #indices} are meant.
     *
     * @param directions shape [columns]; 1: predictions may only rise with it, -1: only fall, 0: either
     */
    List<Feature> features(int[] directions);

    /** Which of the features' rows these are, shape [rows]. */
    int[] indices();
}
