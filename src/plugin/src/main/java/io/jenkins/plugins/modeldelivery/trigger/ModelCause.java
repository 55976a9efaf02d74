package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.HyperlinkNote;
import hudson.model.Cause;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.pages.Links;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;

/** What happened to a model, as the cause of a build: kept with the build, and so with plain fields only. */
public abstract class ModelCause extends Cause {

    private static final Logger LOGGER = Logger.getLogger(ModelCause.class.getName());

    /** Of the fields here and in the classes below, for whoever reads a build of an earlier version of this plugin. */
    private static final int FORMAT = 1;

    private final int format;
    private final String model;
    private final int modelVersion;
    private final String stage;
    private final long seq;
    private final String time;

    ModelCause(@NonNull ModelName model, @NonNull Occurrence occurrence) {
        this.format = FORMAT;
        this.model = model.value();
        this.modelVersion = occurrence.version();
        this.stage = occurrence.stage();
        this.seq = occurrence.seq();
        this.time = occurrence.time().toString();
    }

    /** Version of the fields. */
    public int getFormat() {
        return format;
    }

    /** Full name of the model then. */
    @NonNull
    @Exported(visibility = 3)
    public String getModel() {
        return model;
    }

    /** Number of the version that it happened to. */
    @Exported(visibility = 3)
    public int getModelVersion() {
        return modelVersion;
    }

    /** The stage that was watched. */
    @NonNull
    @Exported(visibility = 3)
    public String getStage() {
        return stage;
    }

    /** Line of the model's ledger that says so. */
    @Exported(visibility = 3)
    public long getSeq() {
        return seq;
    }

    /** When it happened, ISO 8601, UTC. */
    @NonNull
    @Exported(visibility = 3)
    public String getTime() {
        return time;
    }

    /** {@code drifted}, {@code degraded}, {@code promoted} or {@code rolledBack}. */
    @NonNull
    @Exported(visibility = 3)
    public abstract String getEvent();

    /** Adds what this kind of cause knows besides. */
    abstract void describe(@NonNull Map<String, String> facts);

    /** All of it for the environment and the parameters of the build. Each value is one line. */
    @NonNull
    final Map<String, String> environment() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("MODEL_NAME", model);
        facts.put("MODEL_VERSION", Integer.toString(modelVersion));
        facts.put("MODEL_STAGE", stage);
        facts.put("MODEL_EVENT", getEvent());
        facts.put("MODEL_EVENT_TIME", time);
        describe(facts);
        facts.values().removeIf(value -> value == null);
        facts.replaceAll((name, value) -> value.replaceAll("\\p{Cntrl}+", " "));
        return facts;
    }

    /** Address of the version's page, relative to the root of Jenkins; null: the user may not see it. */
    @CheckForNull
    @Restricted(NoExternalUse.class)
    public String getVersionUrl() {
        try {
            ModelName name = ModelRegistry.get().currentName(new ModelName(model), Instant.parse(time));
            return ModelAccess.has(name, Permissions.VIEW) ? Links.version(name, modelVersion) : null;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "No link to " + model);
            return null;
        }
    }

    @Override
    public void print(TaskListener listener) {
        String url = getVersionUrl();
        String root = Jenkins.get().getRootUrl();
        listener.getLogger()
                .println(getShortDescription()
                        + (url == null || root == null
                                ? ""
                                : " (" + HyperlinkNote.encodeTo("/" + url, model + " v" + modelVersion) + ")"));
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((ModelCause) other).model.equals(model)
                && ((ModelCause) other).seq == seq
                && ((ModelCause) other).time.equals(time);
    }

    @Override
    public int hashCode() {
        return model.hashCode() + Long.hashCode(seq);
    }
}
