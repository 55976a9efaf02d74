package io.jenkins.plugins.modeldelivery.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build did with models, in the order it was done. Holds {@link ModelFact}s only, never what the registry knows.
 */
@ExportedBean
public final class ModelBuildAction implements RunAction2, BuildBadgeAction {

    private final CopyOnWriteArrayList<ModelFact> facts = new CopyOnWriteArrayList<>();

    /** The description that was given to the build here; null: none. */
    private String described;

    private transient Run<?, ?> run;

    /**
     * Adds a fact to a build and saves it. A fact of the same flow node is replaced, so that a step that is repeated after a
     * restart leaves one.
     */
    public static void add(@NonNull Run<?, ?> run, @NonNull ModelFact fact) throws IOException {
        synchronized (run) {
            ModelBuildAction action = run.getAction(ModelBuildAction.class);
            if (action == null) {
                action = new ModelBuildAction();
                run.addAction(action);
            }
            action.facts.removeIf(old -> old.getNode().equals(fact.getNode()) && old.getKind() == fact.getKind());
            action.facts.add(fact);
            action.describe(run);
        }
        run.save();
    }

    /**
     * The version of a model that a build trained or registered last; empty when it did neither, 0 when it tried to and
     * failed.
     *
     * @param model its name now
     */
    @NonNull
    public static OptionalInt registered(@NonNull Run<?, ?> run, @NonNull ModelName model) {
        ModelBuildAction action = run.getAction(ModelBuildAction.class);
        return action == null
                ? OptionalInt.empty()
                : action.facts.stream()
                        .filter(f -> f.getKind() == ModelFact.Kind.TRAINED || f.getKind() == ModelFact.Kind.REGISTERED)
                        .filter(f -> f.currentModel().equals(model.value()))
                        .mapToInt(ModelFact::getVersion)
                        .reduce((first, second) -> second);
    }

    /** The facts, oldest first. */
    @Exported
    @NonNull
    public List<ModelFact> getFacts() {
        return new ArrayList<>(facts);
    }

    /** The facts as pages show them, oldest first. */
    @NonNull
    public List<FactLine> getLines() {
        return FactLine.all(getFacts());
    }

    /**
     * What came out for the stages, or else what was made: {@code rain v7 \u2192 prod}; for the build's badge in the history.
     * Null when the build did neither.
     */
    @CheckForNull
    public String getBadge() {
        List<String> moved = facts.stream()
                .filter(f -> f.getLevel() == ModelFact.Level.OK)
                .filter(f -> f.getKind() == ModelFact.Kind.PROMOTED || f.getKind() == ModelFact.Kind.ROLLED_BACK)
                .map(f -> Messages.ModelBuildAction_moved(FactLine.subject(f), f.getStage()))
                .distinct()
                .toList();
        List<String> shown = !moved.isEmpty()
                ? moved
                : facts.stream()
                        .filter(f -> f.getKind() == ModelFact.Kind.TRAINED || f.getKind() == ModelFact.Kind.REGISTERED)
                        .filter(f -> f.getVersion() > 0)
                        .map(FactLine::subject)
                        .distinct()
                        .toList();
        return shown.isEmpty() ? null : String.join(", ", shown);
    }

    /** Describes the build, if the configuration says so and nobody else did. */
    private void describe(Run<?, ?> build) throws IOException {
        String badge = getBadge();
        String now = build.getDescription();
        if (badge != null
                && (now == null || now.isEmpty() || now.equals(described))
                && ModelDeliveryConfiguration.get().isBuildDescriptions()) {
            described = badge;
            build.setDescription(badge);
        }
    }

    /** The build this belongs to. */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @CheckForNull
    @Override
    public String getDisplayName() {
        return null;
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return null;
    }
}
