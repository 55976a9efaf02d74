package io.jenkins.plugins.modeldelivery.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.management.Badge;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;

/** What a build did with models, as a page of the build: a link beside the classic build page, a tab on the new one. */
public final class ModelsTab extends Tab {
    private final ModelBuildAction action;

    private ModelsTab(Run<?, ?> run, ModelBuildAction action) {
        super(run);
        this.action = action;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.ModelsTab_displayName();
    }

    @Override
    public String getUrlName() {
        return "models";
    }

    /** How many steps did not go well; null when all did. */
    @CheckForNull
    @Override
    public Badge getBadge() {
        List<ModelFact> facts = action.getFacts();
        long failed = facts.stream()
                .filter(f -> f.getLevel() == ModelFact.Level.FAILED)
                .count();
        long unwell =
                facts.stream().filter(f -> f.getLevel() != ModelFact.Level.OK).count();
        return unwell == 0
                ? null
                : new Badge(
                        String.valueOf(unwell),
                        Messages.ModelsTab_unwell(String.valueOf(unwell)),
                        failed > 0 ? Badge.Severity.DANGER : Badge.Severity.WARNING);
    }

    /** The facts, oldest first. */
    @NonNull
    public List<FactLine> getLines() {
        return action.getLines();
    }

    /** Attaches it to the builds that did something. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run<?, ?>> {

        @SuppressWarnings({"unchecked", "rawtypes"})
        @Override
        public Class<Run<?, ?>> type() {
            return (Class) Run.class;
        }

        /** Narrow, so that asking for another action does not come back here. */
        @Override
        public Class<? extends Action> actionType() {
            return ModelsTab.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run<?, ?> run) {
            ModelBuildAction action = run.getAction(ModelBuildAction.class);
            return action == null ? List.of() : List.of(new ModelsTab(run, action));
        }
    }
}
