package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.Serializable;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a folder demands for one stage beyond what holds from above. */
public final class StageDemands extends AbstractDescribableImpl<StageDemands> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private StagePolicy policy = new StagePolicy();

    /** @param stage its name; whether there is such a stage may change at any time, so that is not asked here */
    @DataBoundConstructor
    public StageDemands(String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    public String getStage() {
        return stage;
    }

    @NonNull
    public StagePolicy getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull StagePolicy policy) {
        this.policy = policy == null ? new StagePolicy() : policy;
    }

    /** A file on disk may lack what has a default. */
    private Object readResolve() {
        setPolicy(policy);
        return this;
    }

    private static void checkStage(String stage) {
        Stages stages = ModelDeliveryConfiguration.get().current();
        if (stage == null || stages.find(stage).isEmpty()) {
            throw new InputException(
                    stage == null ? "The stage is missing" : "There is no stage '" + stage + "'",
                    "stage",
                    Nearest.advice(stage == null ? "" : stage, stages.names(), "stages"));
        }
    }

    /** @throws InputException if there is no such stage now, or a demand has no meaning */
    void check() {
        checkStage(stage);
        policy.toPolicy();
    }

    @Extension
    @Symbol("stageDemands")
    public static final class DescriptorImpl extends Descriptor<StageDemands> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StageDemands_displayName();
        }

        /** The stages; one that is no longer configured stays a choice, so that a form does not put another in its place. */
        @POST
        public ListBoxModel doFillStageItems(@AncestorInPath Item item, @QueryParameter String stage) {
            ListBoxModel items = new ListBoxModel();
            if (FieldCheck.mayConfigure(item)) {
                Stages stages = ModelDeliveryConfiguration.get().current();
                stages.order().forEach(known -> items.add(known.label(), known.name()));
                String present = Util.fixEmptyAndTrim(stage);
                if (present != null && stages.find(present).isEmpty()) {
                    items.add(0, new ListBoxModel.Option(Messages.StageDemands_gone(present), present, true));
                }
            }
            return items;
        }

        @POST
        public FormValidation doCheckStage(@AncestorInPath Item item, @QueryParameter String value) {
            return Fields.check(item, () -> checkStage(Util.fixEmptyAndTrim(value)));
        }
    }

    /** Checks a whole list, and that no stage is there twice. */
    static void check(@NonNull List<StageDemands> all) {
        all.forEach(StageDemands::check);
        if (all.stream().map(StageDemands::getStage).distinct().count() < all.size()) {
            throw new InputException(
                    "A stage is there twice", "stages", "Write down all that is demanded for a stage in one place.");
        }
    }
}
