package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.CheckDataStep;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Checks data against what is expected of it. */
public final class CheckDataBuilder extends ModelStepBuilder<CheckDataStep> {

    @DataBoundConstructor
    public CheckDataBuilder(CheckDataStep step) {
        super(step);
    }

    @Extension
    @Symbol("checkData")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(CheckDataStep.class, Messages.CheckDataStep_displayName());
        }
    }
}
