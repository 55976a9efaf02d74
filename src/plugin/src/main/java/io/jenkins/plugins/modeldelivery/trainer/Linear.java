package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A linear model of a number: quick, and easy to explain. */
public final class Linear extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public Linear() {}

    @NonNull
    @Override
    protected String name() {
        return "linear";
    }

    @Override
    protected void parameters(@NonNull Map<String, Object> parameters) {
        // It has none.
    }

    @Override
    public void check(@NonNull Mistakes mistakes) {
        // It has no parameters.
    }

    @Extension
    @Symbol("linear")
    public static final class DescriptorImpl extends Descriptor<Trainer> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Linear_displayName();
        }
    }
}
