package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.modeldelivery.document.Cost;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** What one kind of row costs in {@code validateModel}: {@code cost(actual: 'yes', predicted: 'no', cost: 10)}. */
public final class ModelCost extends AbstractDescribableImpl<ModelCost> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String actual;
    private final String predicted;
    private final double cost;

    @DataBoundConstructor
    public ModelCost(String actual, String predicted, double cost) {
        this.actual = Util.fixEmpty(actual);
        this.predicted = Util.fixEmpty(predicted);
        this.cost = cost;
    }

    void check(@NonNull Mistakes mistakes) {
        if (actual == null || predicted == null) {
            mistakes.add(
                    "costs",
                    "there is a cost without its two classes",
                    "Write cost(actual: 'yes', predicted: 'no', cost: 10)");
        }
    }

    @NonNull
    Cost toCost() {
        return new Cost(actual, predicted, cost);
    }

    public String getActual() {
        return actual;
    }

    public String getPredicted() {
        return predicted;
    }

    public double getCost() {
        return cost;
    }

    @Extension
    @Symbol("cost")
    public static final class DescriptorImpl extends Descriptor<ModelCost> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelCost_displayName();
        }
    }
}
