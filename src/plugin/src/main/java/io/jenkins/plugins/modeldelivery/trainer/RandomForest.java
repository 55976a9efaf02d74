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

/** A forest of independent trees: robust, little to tune. */
public final class RandomForest extends Trainer {
    private static final long serialVersionUID = 1L;

    private Integer trees;
    private Integer depth;

    @DataBoundConstructor
    public RandomForest() {}

    @NonNull
    @Override
    protected String name() {
        return "randomForest";
    }

    @Override
    protected void parameters(@NonNull Map<String, Object> parameters) {
        parameters.put("trees", trees);
        parameters.put("depth", depth);
    }

    @Override
    public void check(@NonNull Mistakes mistakes) {
        mistakes.atLeast("trainer: trees", trees, 1);
        mistakes.atLeast("trainer: depth", depth, 1);
    }

    @CheckForNull
    public Integer getTrees() {
        return trees;
    }

    @DataBoundSetter
    public void setTrees(@CheckForNull Integer trees) {
        this.trees = trees;
    }

    @CheckForNull
    public Integer getDepth() {
        return depth;
    }

    @DataBoundSetter
    public void setDepth(@CheckForNull Integer depth) {
        this.depth = depth;
    }

    @Extension
    @Symbol("randomForest")
    public static final class DescriptorImpl extends Descriptor<Trainer> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RandomForest_displayName();
        }
    }
}
