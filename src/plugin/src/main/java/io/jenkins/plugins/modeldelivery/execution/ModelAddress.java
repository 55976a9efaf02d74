package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;

/**
 * The model that a step is about, persisted with the step: what the name meant when the step began. Folders may get other
 * names while it works.
 */
final class ModelAddress implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;

    /** Milliseconds since the epoch when it had that name. */
    private final long since;

    private ModelAddress(String name, long since) {
        this.name = name;
        this.since = since;
    }

    /**
     * Understands a name now: a relative one belongs to the folder where the job is now, an absolute one was written before
     * the build started.
     */
    @NonNull
    static ModelAddress of(@NonNull String written, @NonNull Run<?, ?> run) {
        long since = written.startsWith("/") ? run.getStartTimeInMillis() : System.currentTimeMillis();
        return new ModelAddress(
                ModelName.resolve(written, ModelAccess.folder(run.getParent())).value(), since);
    }

    /** What it is called now. */
    @NonNull
    ModelName now(@NonNull Registry registry) throws IOException {
        return registry.currentName(new ModelName(name), Instant.ofEpochMilli(since));
    }
}
