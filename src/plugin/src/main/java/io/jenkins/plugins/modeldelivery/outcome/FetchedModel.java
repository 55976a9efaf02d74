package io.jenkins.plugins.modeldelivery.outcome;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Version;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A version whose model file lies in the workspace: {@code m.file}. */
public final class FetchedModel extends ModelVersion {
    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * @param model full name
     * @param file path in the workspace
     */
    public FetchedModel(@NonNull String model, @NonNull Version version, @NonNull String file) {
        super(model, version);
        this.file = file;
    }

    /** Path of the model file, relative to the workspace unless {@code dir} is absolute. */
    @Whitelisted
    public String getFile() {
        return file;
    }
}
