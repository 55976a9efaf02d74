package io.jenkins.plugins.modeldelivery.outcome;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A version as it was when a step finished: {@code m.version}, {@code m.stage}, {@code m.metrics.auc}. */
public class ModelVersion implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final int version;
    private final String stage;
    private final String sha256;
    private final String format;
    private final LinkedHashMap<String, Double> metrics;

    /** @param model full name */
    public ModelVersion(@NonNull String model, @NonNull Version version) {
        this.model = model;
        this.version = version.number();
        this.stage = version.stage();
        this.sha256 = version.facts().model().sha256();
        this.format = version.facts().format();
        this.metrics = new LinkedHashMap<>(version.facts().metrics());
    }

    /** Full name of the model. */
    @Whitelisted
    public String getModel() {
        return model;
    }

    /** Its number. */
    @Whitelisted
    public int getVersion() {
        return version;
    }

    /** Where it stood when the step finished. */
    @Whitelisted
    public String getStage() {
        return stage;
    }

    /** Digest of the model file. */
    @Whitelisted
    public String getSha256() {
        return sha256;
    }

    /** Format of the model file: {@code model-delivery} when the engine trained it, else as registered. */
    @Whitelisted
    public String getFormat() {
        return format;
    }

    /** On the rows held out at training, or as given at registration; by name. */
    @Whitelisted
    public Map<String, Double> getMetrics() {
        return new LinkedHashMap<>(metrics);
    }

    @Whitelisted
    @Override
    public String toString() {
        return model + " v" + version + " (" + stage + ")";
    }
}
