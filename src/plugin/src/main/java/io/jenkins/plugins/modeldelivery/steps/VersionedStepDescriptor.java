package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import java.util.Set;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of the steps share that work with a version that exists. */
public abstract class VersionedStepDescriptor extends ModelStepDescriptor {

    protected VersionedStepDescriptor(
            @NonNull String function, @NonNull String displayName, @NonNull Set<Class<?>> context) {
        super(function, displayName, context);
    }

    @POST
    public ComboBoxModel doFillVersionItems(@AncestorInPath Item item, @QueryParameter String model) {
        return new Choices(item).versions(model);
    }

    @POST
    public FormValidation doCheckVersion(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String model) {
        return Versions.check(item, value, model);
    }
}
