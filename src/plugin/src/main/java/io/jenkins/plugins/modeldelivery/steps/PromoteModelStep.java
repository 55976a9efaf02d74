package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.announce.Announcements;
import io.jenkins.plugins.modeldelivery.announce.CheckReports;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.outcome.ModelVersion;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.Purpose;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
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

/** Moves a version into a stage if the stage's policy allows. Returns a {@link ModelVersion}. */
public final class PromoteModelStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private String to;
    private Integer version;
    private String reason;
    private String alias;
    private boolean skipPublishingChecks;

    @DataBoundConstructor
    public PromoteModelStep(String model) {
        super(model);
    }

    /** @param to null: the stage that the version was trained into */
    public PromoteModelStep(@NonNull String model, @CheckForNull String to) {
        this(model);
        setTo(to);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        mistakes.oneOf("to", to, ModelRegistry.stages().names());
        mistakes.atLeast("version", version, 1);
    }

    @NonNull
    @Override
    public ModelVersion act(@NonNull StepWork work) throws IOException, InterruptedException, RegistryException {
        work.demand(Permissions.PROMOTE);
        Optional<Event.Transitioned> done = work.moved();
        Version chosen =
                work.version(done.isPresent() ? Integer.valueOf(done.get().version()) : version);
        int number = chosen.number();
        String target = target(chosen);
        if (alias != null) {
            // Before the promotion: a step that is refused has done nothing.
            work.registry().checkAlias(alias);
        }
        if (done.isEmpty()) {
            try {
                Event.Transitioned moved = work.changes().promote(number, target, reason);
                work.say(Transitions.sentence(work.model(), moved));
            } catch (RegistryException e) {
                String refusal = "not promoted to " + target + ": " + e.getMessage();
                ModelFact.Level level = isLenient() ? ModelFact.Level.WARNING : ModelFact.Level.FAILED;
                tell(work, number, level, refusal);
                work.note(ModelFact.Kind.PROMOTED, level, number, chosen.stage(), refusal);
                if (!isLenient()) {
                    throw e;
                }
                work.say("Not promoted: " + e.getMessage());
                work.unstable(e.getMessage());
                return new ModelVersion(work.model().value(), chosen);
            }
        }
        if (alias != null
                && !Integer.valueOf(number).equals(work.state().aliases().get(alias))) {
            work.changes().alias(alias, number);
            work.say("Alias " + alias + " names " + work.model() + " v" + number);
        }
        Version now = work.version(number);
        work.note(ModelFact.Kind.PROMOTED, ModelFact.Level.OK, number, now.stage(), "promoted to " + target);
        tell(work, number, ModelFact.Level.OK, "promoted to " + target);
        return new ModelVersion(work.model().value(), now);
    }

    private void tell(StepWork work, int version, ModelFact.Level level, String sentence) throws InterruptedException {
        if (!skipPublishingChecks) {
            Announcements.check(work, CheckReports.promoted(work.model(), version, level, sentence));
        }
    }

    /** Where it is to go: as asked, else into the stage that it was trained for. */
    private String target(Version chosen) throws AbortException {
        if (to != null) {
            return to;
        }
        return Purpose.of(chosen)
                .orElseThrow(
                        () -> new AbortException(
                                "promoteModel: to: is missing, and v" + chosen.number()
                                        + " was not trained into any stage. Name the stage, or let trainModel say into: which it is for"));
    }

    /** Null: the stage that the version was trained into. */
    @CheckForNull
    public String getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(@CheckForNull String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    /** Null: the version that the build made, else the newest. */
    @CheckForNull
    public Integer getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(@CheckForNull Integer version) {
        this.version = version;
    }

    @CheckForNull
    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(@CheckForNull String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    @CheckForNull
    public String getAlias() {
        return alias;
    }

    @DataBoundSetter
    public void setAlias(@CheckForNull String alias) {
        this.alias = Util.fixEmptyAndTrim(alias);
    }

    public boolean isSkipPublishingChecks() {
        return skipPublishingChecks;
    }

    @DataBoundSetter
    public void setSkipPublishingChecks(boolean skipPublishingChecks) {
        this.skipPublishingChecks = skipPublishingChecks;
    }

    @Extension
    @Symbol("promoteModel")
    public static final class DescriptorImpl extends VersionedStepDescriptor {
        public DescriptorImpl() {
            super("promoteModel", Messages.PromoteModelStep_displayName(), REGISTRY);
        }

        @POST
        public ComboBoxModel doFillToItems(@AncestorInPath Item item) {
            return new Choices(item).stages();
        }

        @POST
        public FormValidation doCheckTo(@AncestorInPath Item item, @QueryParameter String value) {
            return checkStage(item, "to", value, false);
        }

        @POST
        public ComboBoxModel doFillAliasItems(@AncestorInPath Item item, @QueryParameter String model) {
            return new Choices(item).aliases(model);
        }

        @POST
        public FormValidation doCheckAlias(@AncestorInPath Item item, @QueryParameter String value) throws IOException {
            Registry registry = ModelRegistry.get();
            return FieldCheck.text(item, value, mistakes -> {
                try {
                    if (!value.isBlank()) {
                        registry.checkAlias(value.strip());
                    }
                } catch (InputException e) {
                    mistakes.add(e.problem());
                }
            });
        }
    }
}
