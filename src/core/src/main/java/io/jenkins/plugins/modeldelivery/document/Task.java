package io.jenkins.plugins.modeldelivery.document;

import java.util.Locale;

/** What a model predicts. */
public enum Task {
    /** One of two classes; the prediction is the probability of the positive one. */
    BINARY,
    /** One of three or more classes. */
    MULTICLASS,
    /** A number. */
    REGRESSION;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
