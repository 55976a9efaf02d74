package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that lets the engine work with a version that exists. */
public abstract class VersionedEngineStep extends ReadingStep {
    private static final long serialVersionUID = 1L;

    private Integer version;

    protected VersionedEngineStep(@CheckForNull String model) {
        super(model);
    }

    /** Null: the version that the build made, else what the step says. */
    @CheckForNull
    public Integer getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(@CheckForNull Integer version) {
        this.version = version;
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        mistakes.atLeast("version", version, 1);
    }
}
