package io.jenkins.plugins.modeldelivery.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.steps.PlainStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Steps that a freestyle job does after its build steps, in their order; one that fails is the last. */
public final class ModelStepPublisher extends Recorder {

    /** The worst that a build may be, if nothing is said: gates that warn leave the rest to the stages' policies. */
    private static final String DEFAULT_RESULT = "UNSTABLE";

    private static final List<String> RESULTS = List.of("SUCCESS", DEFAULT_RESULT, "FAILURE");

    private final List<PlainStep> steps;
    private String worstResult = DEFAULT_RESULT;

    @DataBoundConstructor
    public ModelStepPublisher(@CheckForNull List<PlainStep> steps) {
        this.steps = steps == null ? new ArrayList<>() : new ArrayList<>(steps);
    }

    @NonNull
    public List<PlainStep> getSteps() {
        return steps;
    }

    /** The steps are left out if the build is worse than this: SUCCESS, UNSTABLE or FAILURE. */
    @NonNull
    public String getWorstResult() {
        return worstResult;
    }

    @DataBoundSetter
    public void setWorstResult(@CheckForNull String worstResult) {
        String given = Util.fixEmptyAndTrim(worstResult);
        if (given != null && !RESULTS.contains(given)) {
            throw new IllegalArgumentException(
                    "worstResult: there is no '" + given + "'. Choose one of " + String.join(", ", RESULTS));
        }
        this.worstResult = given == null ? DEFAULT_RESULT : given;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        Result result = build.getResult();
        if (result != null && result.isWorseThan(Result.fromString(worstResult))) {
            listener.getLogger()
                    .println("The steps on models are left out: the build is " + result + ", and they want "
                            + worstResult + " or better");
            return true;
        }
        for (PlainStep step : steps) {
            BuildStepRun.perform(step, build, launcher, listener);
        }
        return true;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Extension
    @Symbol("modelSteps")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelStepPublisher_displayName();
        }

        // Raw as in the class that is extended.
        @SuppressWarnings("rawtypes")
        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        /** The steps to choose from, for the form. */
        @NonNull
        public List<? extends Descriptor<?>> getStepsDescriptors() {
            return StepDescriptor.all().stream()
                    .filter(descriptor -> PlainStep.class.isAssignableFrom(descriptor.clazz))
                    .toList();
        }

        @POST
        public ListBoxModel doFillWorstResultItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (FieldCheck.mayConfigure(item)) {
                items.add(Messages.ModelStepPublisher_success(), "SUCCESS");
                items.add(Messages.ModelStepPublisher_unstable(), "UNSTABLE");
                items.add(Messages.ModelStepPublisher_always(), "FAILURE");
            }
            return items;
        }
    }
}
