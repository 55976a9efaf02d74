package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Boosted trees. */
public final class GradientBoosting extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public GradientBoosting() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.GRADIENT_BOOSTING;
    }

    @CheckForNull
    public Integer getRounds() {
        return integer("rounds");
    }

    @DataBoundSetter
    public void setRounds(@CheckForNull Integer rounds) {
        set("rounds", rounds);
    }

    @CheckForNull
    public Integer getDepth() {
        return integer("depth");
    }

    @DataBoundSetter
    public void setDepth(@CheckForNull Integer depth) {
        set("depth", depth);
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
    public Double getMinChildWeight() {
        return number("minChildWeight");
    }

    @DataBoundSetter
    public void setMinChildWeight(@CheckForNull Double minChildWeight) {
        set("minChildWeight", minChildWeight);
    }

    @CheckForNull
    public Double getSubsample() {
        return number("subsample");
    }

    @DataBoundSetter
    public void setSubsample(@CheckForNull Double subsample) {
        set("subsample", subsample);
    }

    @CheckForNull
    public Double getColumnSample() {
        return number("columnSample");
    }

    @DataBoundSetter
    public void setColumnSample(@CheckForNull Double columnSample) {
        set("columnSample", columnSample);
    }

    @CheckForNull
    public Double getLambda() {
        return number("lambda");
    }

    @DataBoundSetter
    public void setLambda(@CheckForNull Double lambda) {
        set("lambda", lambda);
    }

    @CheckForNull
    public Integer getEarlyStopping() {
        return integer("earlyStopping");
    }

    @DataBoundSetter
    public void setEarlyStopping(@CheckForNull Integer earlyStopping) {
        set("earlyStopping", earlyStopping);
    }

    @CheckForNull
    public Double getValidationShare() {
        return number("validationShare");
    }

    @DataBoundSetter
    public void setValidationShare(@CheckForNull Double validationShare) {
        set("validationShare", validationShare);
    }

    @Extension(ordinal = 40)
    @Symbol("gradientBoosting")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.GRADIENT_BOOSTING);
        }
    }
}
