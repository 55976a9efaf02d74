package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;

/**
 * What a step lets the engine do on the agent. It is persisted with the Pipeline; {@link #prepare} and {@link #finish} may
 * each be repeated after a restart, so they must be idempotent.
 */
public interface EngineWork extends ModelWork {

    /** Heap of the engine, as {@code -Xmx} takes it; null: as the Java virtual machine chooses. */
    @CheckForNull
    String getMemory();

    /** Java to run it with: a JDK's home or an executable; null: the first that is found. */
    @CheckForNull
    String getJava();

    /** Puts the files that the engine needs on the agent, and says what it is to do. */
    @NonNull
    Request prepare(@NonNull Preparation preparation) throws IOException, InterruptedException, RegistryException;

    /**
     * Takes what the engine found out into the registry.
     *
     * @param result never a {@link io.jenkins.plugins.modeldelivery.document.Problem}
     * @return the value of the step
     */
    @CheckForNull
    Object finish(@NonNull Completion completion, @NonNull Result result)
            throws IOException, InterruptedException, RegistryException;
}
