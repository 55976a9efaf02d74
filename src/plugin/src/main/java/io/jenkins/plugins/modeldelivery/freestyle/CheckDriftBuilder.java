package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.CheckDriftStep;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Compares current data with what the version in a stage was trained on. */
public final class CheckDriftBuilder extends ModelStepBuilder<CheckDriftStep> {

    @DataBoundConstructor
    public CheckDriftBuilder(CheckDriftStep step) {
        super(step);
    }

    @Extension
    @Symbol("checkDrift")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(CheckDriftStep.class, Messages.CheckDriftStep_displayName());
        }
    }
}
