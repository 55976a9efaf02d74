package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.model.Predictions;
import java.util.List;

/** Summary of a data set: JSON in the model file. A record of columns' summaries; TODO-C designs the components. */
public record Profile(int format, long rows) {
    /**
     * @param features feature columns
     * @param target the target column; may be null
     * @param predictions on the same rows; may be null
     */
    public static Profile of(Frame frame, List<String> features, Column target, Predictions predictions) {
        throw new UnsupportedOperationException("TODO-C");
    }
}
