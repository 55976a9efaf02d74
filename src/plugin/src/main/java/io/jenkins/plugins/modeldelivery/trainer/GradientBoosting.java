package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Boosted trees: usually the best on tables. */
public final class GradientBoosting extends Trainer {
    private static final long serialVersionUID = 1L;

    private Integer rounds;
    private Integer depth;
    private Double learningRate;

    @DataBoundConstructor
    public GradientBoosting() {}

    @NonNull
    @Override
    protected String name() {
        return "gradientBoosting";
    }

    @Override
    protected void parameters(@NonNull Map<String, Object> parameters) {
        parameters.put("rounds", rounds);
        parameters.put("depth", depth);
        parameters.put("learningRate", learningRate);
    }

    @Override
    public void check(@NonNull Mistakes mistakes) {
        mistakes.atLeast("trainer: rounds", rounds, 1);
        mistakes.atLeast("trainer: depth", depth, 1);
        mistakes.between("trainer: learningRate", learningRate, 0, Math.nextUp(1.0));
    }

    @CheckForNull
    public Integer getRounds() {
        return rounds;
    }

    @DataBoundSetter
    public void setRounds(@CheckForNull Integer rounds) {
        this.rounds = rounds;
    }

    @CheckForNull
    public Integer getDepth() {
        return depth;
    }

    @DataBoundSetter
    public void setDepth(@CheckForNull Integer depth) {
        this.depth = depth;
    }

    @CheckForNull
    public Double getLearningRate() {
        return learningRate;
    }

    @DataBoundSetter
    public void setLearningRate(@CheckForNull Double learningRate) {
        this.learningRate = learningRate;
    }

    @Extension
    @Symbol("gradientBoosting")
    public static final class DescriptorImpl extends Descriptor<Trainer> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GradientBoosting_displayName();
        }
    }
}
