package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.execution.Loans;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildWrapper;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@link WithModelStep} for the build steps of a freestyle job. */
public final class WithModelWrapper extends SimpleBuildWrapper {

    private final WithModelStep step;

    @DataBoundConstructor
    public WithModelWrapper(String model) {
        step = new WithModelStep(model);
    }

    @Override
    public void setUp(
            Context context,
            Run<?, ?> build,
            FilePath workspace,
            Launcher launcher,
            TaskListener listener,
            EnvVars initialEnvironment)
            throws IOException, InterruptedException {
        step.check(build);
        Loans.lend(step, context, build, workspace, initialEnvironment, launcher, listener);
    }

    @NonNull
    public String getModel() {
        return step.getModel();
    }

    @CheckForNull
    public Integer getVersion() {
        return step.getVersion();
    }

    @DataBoundSetter
    public void setVersion(@CheckForNull Integer version) {
        step.setVersion(version);
    }

    @CheckForNull
    public String getStage() {
        return step.getStage();
    }

    @DataBoundSetter
    public void setStage(@CheckForNull String stage) {
        step.setStage(stage);
    }

    @CheckForNull
    public String getAlias() {
        return step.getAlias();
    }

    @DataBoundSetter
    public void setAlias(@CheckForNull String alias) {
        step.setAlias(alias);
    }

    @Extension
    @Symbol("withModel")
    public static final class DescriptorImpl extends BuildWrapperDescriptor {

        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WithModelStep_displayName();
        }

        @Override
        public String getHelpFile() {
            return step().getHelpFile();
        }

        @Override
        public String getHelpFile(String field) {
            return step().getHelpFile(field);
        }

        @POST
        public FormValidation doCheckModel(@AncestorInPath Item item, @QueryParameter String value) {
            return step().doCheckModel(item, value);
        }

        @POST
        public ComboBoxModel doFillModelItems(@AncestorInPath Item item) {
            return step().doFillModelItems(item);
        }

        @POST
        public ComboBoxModel doFillStageItems(@AncestorInPath Item item) {
            return step().doFillStageItems(item);
        }

        private static WithModelStep.DescriptorImpl step() {
            return Jenkins.get().getDescriptorByType(WithModelStep.DescriptorImpl.class);
        }
    }
}
