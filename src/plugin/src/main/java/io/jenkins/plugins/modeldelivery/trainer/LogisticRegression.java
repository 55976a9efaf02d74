package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Linear classification. */
public final class LogisticRegression extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public LogisticRegression() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.LOGISTIC_REGRESSION;
    }

    @CheckForNull
    public Double getL2() {
        return number("l2");
    }

    @DataBoundSetter
    public void setL2(@CheckForNull Double l2) {
        set("l2", l2);
    }

    @CheckForNull
    public Double getL1() {
        return number("l1");
    }

    @DataBoundSetter
    public void setL1(@CheckForNull Double l1) {
        set("l1", l1);
    }

    @CheckForNull
    public Integer getIterations() {
        return integer("iterations");
    }

    @DataBoundSetter
    public void setIterations(@CheckForNull Integer iterations) {
        set("iterations", iterations);
    }

    @Extension(ordinal = 20)
    @Symbol("logisticRegression")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.LOGISTIC_REGRESSION);
        }
    }
}
