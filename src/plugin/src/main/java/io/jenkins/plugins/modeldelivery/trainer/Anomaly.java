package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Unusual rows, without a target. */
public final class Anomaly extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public Anomaly() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.ANOMALY;
    }

    @CheckForNull
    public Double getContamination() {
        return number("contamination");
    }

    @DataBoundSetter
    public void setContamination(@CheckForNull Double contamination) {
        set("contamination", contamination);
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
    public Integer getSample() {
        return integer("sample");
    }

    @DataBoundSetter
    public void setSample(@CheckForNull Integer sample) {
        set("sample", sample);
    }

    @Extension(ordinal = 7)
    @Symbol("anomaly")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.ANOMALY);
        }
    }
}
