package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.outcome.ModelVersion;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Puts back the version that stood in a stage before. Returns a {@link ModelVersion}. */
public final class RollbackModelStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private Integer version;
    private String alias;
    private String reason;

    @DataBoundConstructor
    public RollbackModelStep(String model, String stage) {
        super(model);
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        mistakes.required("stage", stage);
        mistakes.oneOf("stage", stage, ModelRegistry.stages().names());
        mistakes.atLeast("version", version, 1);
        if (version != null && alias != null) {
            mistakes.add("version", "only one of version and alias can say which version", "Give one of them");
        }
    }

    @CheckForNull
    @Override
    public ModelFact.Kind forgivenAs() {
        return isLenient() ? ModelFact.Kind.ROLLED_BACK : null;
    }

    @NonNull
    @Override
    public ModelVersion act(@NonNull StepWork work) throws IOException, InterruptedException, RegistryException {
        work.demand(Permissions.PROMOTE);
        Optional<Event.Transitioned> done = work.moved();
        Event.Transitioned moved =
                done.isPresent() ? done.get() : work.changes().rollback(stage, wanted(work), reason);
        work.say(Transitions.sentence(work.model(), moved));
        Version now = work.version(moved.version());
        work.note(
                ModelFact.Kind.ROLLED_BACK,
                ModelFact.Level.OK,
                moved.version(),
                now.stage(),
                stage + " is v" + moved.version() + " again");
        return new ModelVersion(work.model().value(), now);
    }

    private Integer wanted(StepWork work) throws IOException, RegistryException {
        return alias == null
                ? version
                : Integer.valueOf(
                        Selector.select(work.state(), alias, work.stages()).number());
    }

    public String getStage() {
        return stage;
    }

    /** Null: the one that stood in the stage before. */
    @CheckForNull
    public Integer getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(@CheckForNull Integer version) {
        this.version = version;
    }

    @CheckForNull
    public String getAlias() {
        return alias;
    }

    @DataBoundSetter
    public void setAlias(@CheckForNull String alias) {
        this.alias = Util.fixEmptyAndTrim(alias);
    }

    @CheckForNull
    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(@CheckForNull String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    @Extension
    @Symbol("rollbackModel")
    public static final class DescriptorImpl extends VersionedStepDescriptor {
        public DescriptorImpl() {
            super("rollbackModel", Messages.RollbackModelStep_displayName(), REGISTRY);
        }

        @POST
        public ComboBoxModel doFillStageItems(@AncestorInPath Item item) {
            return new Choices(item).stages();
        }

        @POST
        public FormValidation doCheckStage(@AncestorInPath Item item, @QueryParameter String value) {
            return checkStage(item, "stage", value, true);
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
                @QueryParameter String version) {
            return value.isBlank() || version == null || version.isBlank()
                    ? Versions.exists(item, value, model)
                    : FieldCheck.text(
                            item,
                            value,
                            mistakes -> mistakes.add(
                                    "alias",
                                    "only one of version and alias can say which version",
                                    "Give one of them"));
        }
    }
}
