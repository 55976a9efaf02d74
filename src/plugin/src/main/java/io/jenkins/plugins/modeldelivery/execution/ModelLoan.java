package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;

/** Which version's file a block of steps gets while it works. */
public interface ModelLoan extends ModelWork {

    /** The version, as it is now. */
    @NonNull
    Version choose(@NonNull StepWork work) throws IOException, InterruptedException, RegistryException;

    /** The alias it was chosen by; null: by something else. */
    @CheckForNull
    String getAlias();
}
