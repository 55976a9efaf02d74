package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.execution.LoanExecution;
import io.jenkins.plugins.modeldelivery.execution.ModelLoan;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Lets a block of steps work with a version's model file. */
public final class WithModelStep extends ModelStep implements ModelLoan {
    private static final long serialVersionUID = 1L;

    private Integer version;
    private String stage;
    private String alias;

    @DataBoundConstructor
    public WithModelStep(String model) {
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
    public Version choose(@NonNull StepWork work) throws IOException, RegistryException {
        return VersionChoice.of(work, version, stage, alias);
    }

    @NonNull
    @Override
    protected StepExecution execution(@NonNull StepContext context) {
        return new LoanExecution(context, this);
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
    @Override
    public String getAlias() {
        return alias;
    }

    @DataBoundSetter
    public void setAlias(@CheckForNull String alias) {
        this.alias = Util.fixEmptyAndTrim(alias);
    }

    @Extension
    public static final class DescriptorImpl extends ChoosingStepDescriptor {
        public DescriptorImpl() {
            super("withModel", Messages.WithModelStep_displayName(), WORKSPACE);
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
