package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.checkout.EnvironmentCode;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.lineage.BuildIdentity;
import io.jenkins.plugins.modeldelivery.lineage.ModelFingerprint;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jenkins.util.BuildListenerAdapter;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What a step has at hand while it works on a background thread: its build, its model, the registry. Refuses what the
 * build may not do ({@link ModelAccess}).
 */
public class StepWork {

    private final Workplace place;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final ModelName model;
    private final Registry registry;

    StepWork(@NonNull StepContext context, @NonNull ModelAddress address) throws IOException, InterruptedException {
        this(new PipelineWorkplace(context), address);
    }

    StepWork(@NonNull Workplace place, @NonNull ModelAddress address) throws IOException, InterruptedException {
        this.place = place;
        this.run = place.run();
        this.listener = place.listener();
        this.registry = ModelRegistry.get();
        this.model = address.now(registry);
    }

    StepWork(@NonNull StepWork other) {
        this.place = other.place;
        this.run = other.run;
        this.listener = other.listener;
        this.model = other.model;
        this.registry = other.registry;
    }

    static <T> T require(StepContext context, Class<T> type) throws IOException, InterruptedException {
        return PipelineWorkplace.require(context, type);
    }

    @NonNull
    public Run<?, ?> run() {
        return run;
    }

    @NonNull
    public ModelName model() {
        return model;
    }

    @NonNull
    public Registry registry() {
        return registry;
    }

    @NonNull
    public Stages stages() {
        return registry.stages();
    }

    /** Writes a line to the build log. */
    public void say(@NonNull String line) {
        listener.getLogger().println(line);
    }

    /** The log of the build. */
    @NonNull
    public TaskListener listener() {
        return listener;
    }

    /** Starts processes on the agent. */
    @NonNull
    public Launcher launcher() throws IOException, InterruptedException {
        return place.launcher();
    }

    /** What the blocks around the step provide, such as the flow node it is; null where there is none. */
    @CheckForNull
    public <T> T find(@NonNull Class<T> type) throws IOException, InterruptedException {
        return place.find(type);
    }

    /** The workspace. */
    @NonNull
    public FilePath workspace() throws IOException, InterruptedException {
        return place.workspace();
    }

    /**
     * A file of the workspace.
     *
     * @param parameter which named it
     * @param file relative to the workspace, or absolute
     * @throws AbortException if there is no such file
     */
    @NonNull
    public FilePath existing(@NonNull String parameter, @NonNull String file) throws IOException, InterruptedException {
        return AgentFiles.existing(workspace(), parameter, file);
    }

    /**
     * Copies a model file into the workspace.
     *
     * @param directory relative to the workspace, or absolute; made if needed
     * @return path of the file, as a user would write it
     */
    @NonNull
    public String fetchToWorkspace(@NonNull BlobRef blob, @NonNull String directory)
            throws IOException, InterruptedException {
        FilePath target = workspace().child(directory);
        target.mkdirs();
        AgentFiles.copy(registry, blob, target.child(blob.name()));
        return directory.equals(".") ? blob.name() : directory + "/" + blob.name();
    }

    /** Who acts, for the ledger. */
    @NonNull
    public Actor actor() {
        return BuildFacts.actor(run);
    }

    /** Which build acts, for the lineage. */
    @NonNull
    public Lineage.Build build() {
        return BuildFacts.build(run);
    }

    /**
     * Which commit the build works on: as its environment says, else as the workspace does; null when neither does. May ask the
     * agent.
     */
    @CheckForNull
    public Lineage.Code code() throws IOException, InterruptedException {
        EnvVars environment = place.environment();
        Lineage.Code named = EnvironmentCode.of(environment);
        Lineage.Code code = named != null ? named : CheckedOut.in(workspace());
        // A checkout of a commit does not know of branches; a job that was made for a branch does.
        return code == null || code.branch() != null
                ? code
                : new Lineage.Code(code.repository(), environment.get("BRANCH_NAME"), code.commit());
    }

    /** Unique for this step of this build; the same after a restart, and after the job got another name. */
    @NonNull
    public String key() throws IOException, InterruptedException {
        return BuildIdentity.key(run, place.step());
    }

    /** Moves of the model between stages that the step makes once, even if a restart of Jenkins repeats it. */
    @NonNull
    public Changes changes() throws IOException, InterruptedException {
        return registry.changes(model, actor()).once(key());
    }

    /** The move that an earlier attempt of the step made, before a restart of Jenkins interrupted it. */
    @NonNull
    public Optional<Event.Transitioned> moved() throws IOException, InterruptedException {
        String key = key();
        return state().transitions().stream()
                .map(Version.Recorded::event)
                .filter(move -> key.equals(move.key()))
                .findFirst();
    }

    /**
     * Refuses to go on unless the build may. A model that it may not even see does not exist for it.
     *
     * @throws IOException an AbortException that says what is missing
     */
    public void demand(@NonNull Permission permission) throws IOException {
        String outOfReach = ModelAccess.outOfReach(run, model, permission);
        if (outOfReach != null) {
            throw new AbortException(outOfReach);
        }
        if (ModelAccess.has(run, model, permission)) {
            if (permission == Permissions.REGISTER && !ModelAccess.folderExists(model)) {
                throw new AbortException("model: there is no folder '" + model.folder() + "' for the model '" + model
                        + "'. Name a model relative to the folder of the job, or an existing folder with a leading /");
            }
            return;
        }
        if (!ModelAccess.has(run, model, Permissions.VIEW)) {
            missing();
        }
        throw new AbortException("This build may not do that to model '" + model + "': it lacks the permission "
                + permission.group.title + "/" + permission.name + " in "
                + (model.folder().isEmpty() ? "Jenkins" : "folder '" + model.folder() + "'")
                + ". Grant it to whoever the build runs as, or use a model of the job's own folder");
    }

    /**
     * The model as it is now.
     *
     * @throws AbortException if there is none; names the nearest one that the build may see
     */
    @NonNull
    public Model state() throws IOException {
        Optional<Model> found = registry.find(model);
        return found.isPresent() ? found.get() : missing();
    }

    /**
     * The version that the step is about.
     *
     * @param number as asked; null: the one that this build trained or registered last, else the newest
     * @throws AbortException if none was asked for and the build failed to make one: an older one is not what was meant
     */
    @NonNull
    public Version version(@CheckForNull Integer number) throws IOException, RegistryException {
        OptionalInt own = ModelBuildAction.registered(run, model);
        if (number == null && own.isPresent() && own.getAsInt() == 0) {
            throw new AbortException("version: this build has no version of " + model
                    + ", for making one failed. Name a version to go on with an older one");
        }
        String which = number != null
                ? number.toString()
                : own.isPresent() ? Integer.toString(own.getAsInt()) : Selector.NEWEST;
        return Selector.select(state(), which, stages());
    }

    /** Notes what the step did with the build. */
    public void note(
            @NonNull ModelFact.Kind kind,
            @NonNull ModelFact.Level level,
            int version,
            @CheckForNull String stage,
            @NonNull String headline)
            throws IOException, InterruptedException {
        ModelBuildAction.add(run, new ModelFact(kind, level, model.value(), version, stage, headline, place.step()));
    }

    /** Ties the model file of a version to this build, which made it. What cannot be noted is told, and changes nothing. */
    public void made(@NonNull Version version) {
        try {
            ModelFingerprint.made(run, registry, model, version);
        } catch (IOException e) {
            say("The model file has no fingerprint: " + e.getMessage());
        }
    }

    /** Ties the model file of a version to this build, which uses it. What cannot be noted is told, and changes nothing. */
    public void used(@NonNull Version version) {
        try {
            ModelFingerprint.used(run, registry, model, version);
        } catch (IOException e) {
            say("The use of the model file cannot be noted by its fingerprint: " + e.getMessage());
        }
    }

    /**
     * Makes the model file of a version an artifact of the build as well.
     *
     * @param file where it lies on the agent
     */
    public void archive(@NonNull Version version, @NonNull FilePath file) throws IOException, InterruptedException {
        archiveAs(model + "/" + version.number() + "/" + version.facts().model().name(), file);
    }

    /** An id that no other step of the build has. */
    final String step() throws IOException, InterruptedException {
        return place.step();
    }

    final void archiveAs(String path, FilePath file) throws IOException, InterruptedException {
        FilePath directory = file.getParent();
        run.pickArtifactManager()
                .archive(
                        directory, place.launcher(), BuildListenerAdapter.wrap(listener), Map.of(path, file.getName()));
        say("Archived " + path);
    }

    /** Lets the build go on as UNSTABLE, and marks the step as the reason; the log has told the reason already. */
    public void unstable(@NonNull String message) throws IOException, InterruptedException {
        say("The build goes on, marked UNSTABLE");
        place.unstable(message);
    }

    /** What a build hears of a model that does not exist and of one that it may not see: the same. */
    private Model missing() throws IOException {
        List<String> visible = ModelAccess.visible(run).stream()
                .filter(name -> !name.equals(model))
                .map(ModelName::value)
                .toList();
        throw new AbortException(
                "There is no model '" + model + "'. " + Nearest.advice(model.value(), visible, "models"));
    }
}
