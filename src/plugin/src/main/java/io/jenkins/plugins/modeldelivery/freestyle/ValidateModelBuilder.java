package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import io.jenkins.plugins.modeldelivery.steps.ValidateModelStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Evaluates a version, beside a baseline, and decides gates. */
public final class ValidateModelBuilder extends ModelStepBuilder<ValidateModelStep> {

    @DataBoundConstructor
    public ValidateModelBuilder(ValidateModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("validateModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(ValidateModelStep.class, Messages.ValidateModelStep_displayName());
        }
    }
}
