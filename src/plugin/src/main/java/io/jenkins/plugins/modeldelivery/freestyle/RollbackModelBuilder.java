package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import io.jenkins.plugins.modeldelivery.steps.RollbackModelStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Puts back the version that stood in a stage before. */
public final class RollbackModelBuilder extends ModelStepBuilder<RollbackModelStep> {

    @DataBoundConstructor
    public RollbackModelBuilder(RollbackModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("rollbackModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(RollbackModelStep.class, Messages.RollbackModelStep_displayName());
        }
    }
}
