package io.jenkins.plugins.modeldelivery.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One thing a build did with a model: enough for a line on the build's page and a link into the registry, which alone
 * knows the rest. Immutable; persisted in the build's XML.
 */
@ExportedBean
public final class ModelFact implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(ModelFact.class.getName());

    /** What was done. */
    public enum Kind {
        TRAINED,
        REGISTERED,
        VALIDATED,
        DRIFT_CHECKED,
        DATA_CHECKED,
        SCORED,
        PROMOTED,
        ROLLED_BACK,
        FETCHED
    }

    /** How it went, from good to bad. */
    public enum Level {
        OK,
        WARNING,
        FAILED
    }

    private final Kind kind;
    private final Level level;
    private final String model;
    private final int version;
    private final String stage;
    private final String headline;
    private final String node;

    /** Milliseconds since the epoch when it was done: when the model had that name. */
    private final long time;

    /**
     * @param kind what was done
     * @param level how it went
     * @param model full name of the model
     * @param version number; 0 when no version is concerned
     * @param stage where the version stood afterwards; null when it does not matter
     * @param headline what came out, short: {@code auc 0.871}
     * @param node id of the flow node whose step did it, unique within the build
     */
    public ModelFact(
            @NonNull Kind kind,
            @NonNull Level level,
            @NonNull String model,
            int version,
            @CheckForNull String stage,
            @NonNull String headline,
            @NonNull String node) {
        this.kind = Objects.requireNonNull(kind);
        this.level = Objects.requireNonNull(level);
        this.model = Objects.requireNonNull(model);
        this.version = version;
        this.stage = stage;
        this.headline = Objects.requireNonNull(headline);
        this.node = Objects.requireNonNull(node);
        this.time = System.currentTimeMillis();
    }

    @Exported
    @NonNull
    public Kind getKind() {
        return kind;
    }

    @Exported
    @NonNull
    public Level getLevel() {
        return level;
    }

    /** Full name that the model had then. */
    @Exported
    @NonNull
    public String getModel() {
        return model;
    }

    /** Full name that the model has now: folders are renamed and moved. */
    @NonNull
    public String currentModel() {
        try {
            Optional<Registry> registry = ModelRegistry.ifPresent();
            return registry.isEmpty()
                    ? model
                    : registry.get()
                            .currentName(new ModelName(model), Instant.ofEpochMilli(time))
                            .value();
        } catch (IOException | InputException e) {
            // The build's page shows what it can; what needs the registry itself will say what is wrong with it.
            LOGGER.log(java.util.logging.Level.FINE, e, () -> "Cannot follow the model " + model);
            return model;
        }
    }

    /** Number of the version; 0 when no version is concerned. */
    @Exported
    public int getVersion() {
        return version;
    }

    /** Where the version stood afterwards; null when it does not matter. */
    @Exported
    @CheckForNull
    public String getStage() {
        return stage;
    }

    /** What came out, short. */
    @Exported
    @NonNull
    public String getHeadline() {
        return headline;
    }

    /** Id of the flow node whose step did it. */
    @NonNull
    public String getNode() {
        return node;
    }
}
