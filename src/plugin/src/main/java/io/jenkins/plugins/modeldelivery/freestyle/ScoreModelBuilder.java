package io.jenkins.plugins.modeldelivery.freestyle;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.steps.Messages;
import io.jenkins.plugins.modeldelivery.steps.ScoreModelStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Predicts the rows of a file. */
public final class ScoreModelBuilder extends ModelStepBuilder<ScoreModelStep> {

    @DataBoundConstructor
    public ScoreModelBuilder(ScoreModelStep step) {
        super(step);
    }

    @Extension
    @Symbol("scoreModel")
    public static final class DescriptorImpl extends ModelStepBuilderDescriptor {
        public DescriptorImpl() {
            super(ScoreModelStep.class, Messages.ScoreModelStep_displayName());
        }
    }
}
