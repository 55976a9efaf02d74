package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import io.jenkins.plugins.modeldelivery.steps.PromoteModelStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Moves a version into a stage if the stage's policy allows. */
public final class PromoteModelBuilder extends ModelStepBuilder<PromoteModelStep> {

    @DataBoundConstructor
    public PromoteModelBuilder(PromoteModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("promoteModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(PromoteModelStep.class, Messages.PromoteModelStep_displayName());
        }
    }
}
