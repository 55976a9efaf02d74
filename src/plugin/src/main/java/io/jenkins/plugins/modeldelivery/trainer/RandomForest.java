package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Averaged trees. */
public final class RandomForest extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public RandomForest() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.RANDOM_FOREST;
    }

    @CheckForNull
    public Integer getTrees() {
        return integer("trees");
    }

    @DataBoundSetter
    public void setTrees(@CheckForNull Integer trees) {
        set("trees", trees);
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

    @Extension(ordinal = 30)
    @Symbol("randomForest")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.RANDOM_FOREST);
        }
    }
}
