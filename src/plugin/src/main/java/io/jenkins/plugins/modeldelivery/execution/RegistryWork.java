package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;

/**
 * What a step does without the engine. It is persisted with the Pipeline and repeated from the start when Jenkins restarts
 * meanwhile, so it must be idempotent.
 */
public interface RegistryWork extends ModelWork {

    /**
     * Does it, on a background thread.
     *
     * @return the value of the step
     */
    @CheckForNull
    Object act(@NonNull StepWork work) throws IOException, InterruptedException, RegistryException;
}
