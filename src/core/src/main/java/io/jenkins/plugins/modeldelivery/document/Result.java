package io.jenkins.plugins.modeldelivery.document;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * What one engine run found out; the last file it writes, atomically, as {@code result.json}. The JSON names the kind in
 * the field {@code command}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainResult.class, name = "train"),
    @JsonSubTypes.Type(value = ValidationResult.class, name = "validate"),
    @JsonSubTypes.Type(value = DriftResult.class, name = "drift"),
    @JsonSubTypes.Type(value = ScoreResult.class, name = "score"),
    @JsonSubTypes.Type(value = DataCheckResult.class, name = "check"),
    @JsonSubTypes.Type(value = Problem.class, name = "problem")
})
public sealed interface Result
        permits TrainResult, ValidationResult, DriftResult, ScoreResult, DataCheckResult, Problem {

    /** Name of the file in the run's output directory. */
    String FILE = "result.json";

    /**
     * Facts about the run itself.
     *
     * @param engine version of the engine
     * @param started when it started, UTC
     * @param seconds wall time
     */
    record Run(String engine, Instant started, double seconds) {}
}
