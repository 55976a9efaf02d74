package io.jenkins.plugins.modeldelivery.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.modeldelivery.steps.ModelStepDescriptor;
import io.jenkins.plugins.modeldelivery.steps.PlainStep;
import java.io.IOException;
import jenkins.model.Jenkins;

/**
 * A build step of a freestyle job that does what a Pipeline's step does. The step is its whole configuration, so each has
 * its parameters, form, help and checks once.
 */
public abstract class ModelStepBuilder<S extends PlainStep> extends Builder {

    private final S step;

    protected ModelStepBuilder(@NonNull S step) {
        this.step = step;
    }

    @NonNull
    public final S getStep() {
        return step;
    }

    @Override
    public final boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        BuildStepRun.perform(step, build, launcher, listener);
        return true;
    }

    /** Offers the builder under the name of its step. */
    public abstract static class ModelStepBuilderDescriptor extends BuildStepDescriptor<Builder> {

        private final Class<? extends PlainStep> step;
        private final String displayName;

        /** @param displayName that of the step; its descriptor cannot be asked while descriptors are being sorted by name */
        protected ModelStepBuilderDescriptor(@NonNull Class<? extends PlainStep> step, @NonNull String displayName) {
            this.step = step;
            this.displayName = displayName;
        }

        /** Whose form this is. */
        @NonNull
        public final ModelStepDescriptor getStepDescriptor() {
            return (ModelStepDescriptor) Jenkins.get().getDescriptorOrDie(step);
        }

        @NonNull
        @Override
        public final String getDisplayName() {
            return displayName;
        }

        @Override
        public final String getHelpFile() {
            return getStepDescriptor().getHelpFile();
        }

        // Raw as in the class that is extended.
        @SuppressWarnings("rawtypes")
        @Override
        public final boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
