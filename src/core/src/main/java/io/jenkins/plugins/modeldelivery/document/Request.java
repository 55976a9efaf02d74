package io.jenkins.plugins.modeldelivery.document;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What one engine run is asked to do; the JSON names the kind in the field {@code command}. Paths in a request are
 * relative to the working directory of the engine process, or absolute.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainRequest.class, name = "train"),
    @JsonSubTypes.Type(value = ValidateRequest.class, name = "validate"),
    @JsonSubTypes.Type(value = DriftRequest.class, name = "drift"),
    @JsonSubTypes.Type(value = ScoreRequest.class, name = "score"),
    @JsonSubTypes.Type(value = DataCheckRequest.class, name = "check")
})
public sealed interface Request permits TrainRequest, ValidateRequest, DriftRequest, ScoreRequest, DataCheckRequest {

    /** Full name of the model, for the log and the report. */
    String model();

    /** Directory for the artifacts and for {@code result.json}; it must exist. */
    String out();
}
