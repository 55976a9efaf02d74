package io.jenkins.plugins.modeldelivery.document;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a model predicts. */
public enum Task {
    /** One of two classes; the prediction is the probability of the positive one. */
    BINARY,
    /** One of three or more classes. */
    MULTICLASS,
    /** A number. */
    REGRESSION,
    /** Which of the groups that were found in the training rows a row is nearest to; learned without a target. */
    CLUSTERING,
    /** How unusual a row is; learned without a target. */
    ANOMALY;

    /** Those that learn from a target. */
    public static final Set<Task> SUPERVISED = Collections.unmodifiableSet(EnumSet.of(BINARY, MULTICLASS, REGRESSION));

    /** Whether it is learned from a target: without one there is no truth to be measured against. */
    public boolean supervised() {
        return SUPERVISED.contains(this);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
