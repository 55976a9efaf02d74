package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Job;
import hudson.triggers.Trigger;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.watch.CoolDown;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import io.jenkins.plugins.modeldelivery.watch.Rule;
import org.kohsuke.stapler.DataBoundSetter;

/** Starts a build of its job when something happens to a model. What it has seen is kept beside the job ({@link Positions}). */
public abstract class ModelTrigger extends Trigger<Job<?, ?>> {

    private final String model;
    private String stage;

    /** @throws io.jenkins.plugins.modeldelivery.document.InputException if it is no name of a model */
    protected ModelTrigger(@CheckForNull String model) {
        this.model = Util.fixNull(Util.fixEmptyAndTrim(model));
        ModelName.resolve(this.model, "");
    }

    /** Name of the model: relative to the folder of the job, or absolute with a leading {@code /}. */
    @NonNull
    public String getModel() {
        return model;
    }

    /** Null: the last stage. */
    @CheckForNull
    public String getStage() {
        return stage;
    }

    @DataBoundSetter
    public void setStage(@CheckForNull String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    /** The stage that is watched. */
    @NonNull
    final String watchedStage() {
        return stage == null ? ModelRegistry.stages().last().name() : stage;
    }

    /** What it waits for. */
    @NonNull
    abstract Rule rule();

    /** How long it rests after a build. */
    @NonNull
    CoolDown rest() {
        return CoolDown.NONE;
    }

    /** Why a build is started. */
    @NonNull
    abstract ModelCause cause(@NonNull ModelName name, @NonNull Occurrence occurrence);

    /** Tells it from other triggers of its job; the same for one that replaces it and waits for the same. */
    @NonNull
    String key() {
        return getClass().getSimpleName() + "|" + model + "|" + (stage == null ? "" : stage);
    }

    /** Its job; null: it is not started. */
    @CheckForNull
    final Job<?, ?> job() {
        return job;
    }

    /** The model as its job names it today. */
    @NonNull
    final ModelName written(@NonNull Job<?, ?> owner) {
        return ModelName.resolve(model, ModelAccess.folder(owner));
    }

    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        super.start(project, newInstance);
        Dispatcher.get().started(this);
    }

    @Override
    public void stop() {
        Dispatcher.get().stopped(this);
        super.stop();
    }
}
