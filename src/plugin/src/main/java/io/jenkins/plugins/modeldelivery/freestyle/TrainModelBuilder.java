package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import io.jenkins.plugins.modeldelivery.steps.TrainModelStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Trains a model and registers it as a new version. */
public final class TrainModelBuilder extends ModelStepBuilder<TrainModelStep> {

    @DataBoundConstructor
    public TrainModelBuilder(TrainModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("trainModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(TrainModelStep.class, Messages.TrainModelStep_displayName());
        }
    }
}
