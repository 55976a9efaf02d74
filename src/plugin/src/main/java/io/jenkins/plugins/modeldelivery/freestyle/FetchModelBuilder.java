package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.FetchModelStep;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Copies a version's model file into the workspace. */
public final class FetchModelBuilder extends ModelStepBuilder<FetchModelStep> {

    @DataBoundConstructor
    public FetchModelBuilder(FetchModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("fetchModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(FetchModelStep.class, Messages.FetchModelStep_displayName());
        }
    }
}
