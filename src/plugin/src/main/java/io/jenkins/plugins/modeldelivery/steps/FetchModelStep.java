package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.outcome.FetchedModel;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Copies a version's model file into the workspace, digest-checked, for deployment. Returns a {@link FetchedModel}. */
public final class FetchModelStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private Integer version;
    private String stage;
    private String alias;
    private String dir;

    @DataBoundConstructor
    public FetchModelStep(String model) {
        super(model);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        mistakes.atLeast("version", version, 1);
        VersionChoice.check(mistakes, version, stage, alias);
    }

    @CheckForNull
    @Override
    public ModelFact.Kind forgivenAs() {
        return isLenient() ? ModelFact.Kind.FETCHED : null;
    }

    @NonNull
    @Override
    public FetchedModel act(@NonNull StepWork work) throws IOException, InterruptedException, RegistryException {
        work.demand(Permissions.VIEW);
        Version chosen = VersionChoice.of(work, version, stage, alias);
        String file = work.fetchToWorkspace(chosen.facts().model(), dir == null ? "." : dir);
        work.say("Fetched " + work.model() + " v" + chosen.number() + " (" + chosen.stage() + ") to " + file
                + ", sha256 " + chosen.facts().model().sha256());
        work.used(chosen);
        work.note(ModelFact.Kind.FETCHED, ModelFact.Level.OK, chosen.number(), chosen.stage(), file);
        return new FetchedModel(work.model().value(), chosen, file);
    }

    @CheckForNull
    public Integer getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(@CheckForNull Integer version) {
        this.version = version;
    }

    @CheckForNull
    public String getStage() {
        return stage;
    }

    @DataBoundSetter
    public void setStage(@CheckForNull String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    @CheckForNull
    public String getAlias() {
        return alias;
    }

    @DataBoundSetter
    public void setAlias(@CheckForNull String alias) {
        this.alias = Util.fixEmptyAndTrim(alias);
    }

    @CheckForNull
    public String getDir() {
        return dir;
    }

    @DataBoundSetter
    public void setDir(@CheckForNull String dir) {
        this.dir = Util.fixEmptyAndTrim(dir);
    }

    @Extension
    @Symbol("fetchModel")
    public static final class DescriptorImpl extends ChoosingStepDescriptor {
        public DescriptorImpl() {
            super("fetchModel", Messages.FetchModelStep_displayName(), WORKSPACE);
        }
    }
}
