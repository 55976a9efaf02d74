package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Groups of rows that are alike, without a target. */
public final class KMeans extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public KMeans() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.K_MEANS;
    }

    @CheckForNull
    public Integer getClusters() {
        return integer("clusters");
    }

    @DataBoundSetter
    public void setClusters(@CheckForNull Integer clusters) {
        set("clusters", clusters);
    }

    @CheckForNull
    public Integer getStarts() {
        return integer("starts");
    }

    @DataBoundSetter
    public void setStarts(@CheckForNull Integer starts) {
        set("starts", starts);
    }

    @CheckForNull
    public Integer getIterations() {
        return integer("iterations");
    }

    @DataBoundSetter
    public void setIterations(@CheckForNull Integer iterations) {
        set("iterations", iterations);
    }

    @Extension(ordinal = 8)
    @Symbol("kMeans")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.K_MEANS);
        }
    }
}
