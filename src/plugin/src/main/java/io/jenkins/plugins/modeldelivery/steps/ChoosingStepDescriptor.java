package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import java.util.Set;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of the steps share that take a version by its number, its stage or its alias. */
public abstract class ChoosingStepDescriptor extends VersionedStepDescriptor {

    protected ChoosingStepDescriptor(
            @NonNull String function, @NonNull String displayName, @NonNull Set<Class<?>> context) {
        super(function, displayName, context);
    }

    @POST
    public ComboBoxModel doFillStageItems(@AncestorInPath Item item) {
        return new Choices(item).stages();
    }

    @POST
    public FormValidation doCheckStage(@AncestorInPath Item item, @QueryParameter String value) {
        return checkStage(item, "stage", value, false);
    }

    @POST
    public ComboBoxModel doFillAliasItems(@AncestorInPath Item item, @QueryParameter String model) {
        return new Choices(item).aliases(model);
    }

    @POST
    public FormValidation doCheckAlias(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String model,
            @QueryParameter String stage,
            @QueryParameter String version) {
        boolean more = stage != null && !stage.isBlank() || version != null && !version.isBlank();
        return value.isBlank() || !more
                ? Versions.exists(item, value, model)
                : FieldCheck.text(
                        item,
                        value,
                        mistakes -> mistakes.add(
                                "alias",
                                "only one of version, stage and alias can say which version",
                                "Give one of them"));
    }
}
