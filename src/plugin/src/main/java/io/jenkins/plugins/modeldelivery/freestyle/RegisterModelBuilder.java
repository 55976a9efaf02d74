package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import io.jenkins.plugins.modeldelivery.steps.RegisterModelStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Registers a model file that any tool made as a new version. */
public final class RegisterModelBuilder extends ModelStepBuilder<RegisterModelStep> {

    @DataBoundConstructor
    public RegisterModelBuilder(RegisterModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("registerModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(RegisterModelStep.class, Messages.RegisterModelStep_displayName());
        }
    }
}
