package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import io.jenkins.plugins.modeldelivery.watch.PromotionRule;
import io.jenkins.plugins.modeldelivery.watch.Rule;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Starts a build when a stage gets another champion, by a promotion or a rollback ({@link PromotionRule}). */
public final class ModelPromotedTrigger extends ModelTrigger {

    @DataBoundConstructor
    public ModelPromotedTrigger(String model) {
        super(model);
    }

    @NonNull
    @Override
    Rule rule() {
        return new PromotionRule(watchedStage());
    }

    @NonNull
    @Override
    ModelCause cause(@NonNull ModelName name, @NonNull Occurrence occurrence) {
        return new ModelPromotedCause(name, occurrence);
    }

    @Extension
    @Symbol("modelPromoted")
    public static final class DescriptorImpl extends ModelTriggerDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelPromotedTrigger_displayName();
        }
    }
}
