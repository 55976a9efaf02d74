package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.Serializable;

/** What a step does with a model. It is persisted with the Pipeline. */
public interface ModelWork extends Serializable {

    /** Name of the model, as written. */
    @NonNull
    String getModel();

    /**
     * What the pages call it when it cannot be done and the build goes on without it, marked UNSTABLE, the step without a
     * value; null: then the step fails.
     */
    @CheckForNull
    default ModelFact.Kind forgivenAs() {
        return null;
    }
}
