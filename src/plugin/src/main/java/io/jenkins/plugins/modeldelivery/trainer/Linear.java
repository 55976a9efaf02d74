package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Linear regression. */
public final class Linear extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public Linear() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.LINEAR;
    }

    @CheckForNull
    public Integer getEpochs() {
        return integer("epochs");
    }

    @DataBoundSetter
    public void setEpochs(@CheckForNull Integer epochs) {
        set("epochs", epochs);
    }

    @CheckForNull
    public Double getLearningRate() {
        return number("learningRate");
    }

    @DataBoundSetter
    public void setLearningRate(@CheckForNull Double learningRate) {
        set("learningRate", learningRate);
    }

    @CheckForNull
    public Integer getMinibatch() {
        return integer("minibatch");
    }

    @DataBoundSetter
    public void setMinibatch(@CheckForNull Integer minibatch) {
        set("minibatch", minibatch);
    }

    @Extension(ordinal = 10)
    @Symbol("linear")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.LINEAR);
        }
    }
}
