package io.jenkins.plugins.modeldelivery.outcome;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** How a validation went: {@code v.passed}, {@code v.metrics.auc}, {@code v.gates}. */
public final class Validation implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final int version;
    private final boolean passed;
    private final LinkedHashMap<String, Double> metrics;
    private final Integer baselineVersion;
    private final LinkedHashMap<String, Double> baselineMetrics;
    private final ArrayList<String> gates;
    private final LinkedHashMap<String, LinkedHashMap<String, LinkedHashMap<String, Double>>> slices =
            new LinkedHashMap<>();

    /**
     * @param model full name
     * @param version which was validated
     */
    public Validation(@NonNull String model, int version, @NonNull ValidationResult result) {
        this.model = model;
        this.version = version;
        this.passed = result.passed();
        this.metrics = new LinkedHashMap<>(result.evaluation().metrics());
        this.baselineVersion = result.baselineVersion();
        this.baselineMetrics = result.baseline() == null
                ? new LinkedHashMap<>()
                : new LinkedHashMap<>(result.baseline().metrics());
        this.gates = new ArrayList<>(
                result.gates().stream().map(GateDecision::sentence).toList());
        if (result.slices() != null) {
            for (Slicing slicing : result.slices()) {
                LinkedHashMap<String, LinkedHashMap<String, Double>> values = new LinkedHashMap<>();
                for (Slicing.Slice slice : slicing.slices()) {
                    if (slice.enough()) {
                        values.put(slice.value(), new LinkedHashMap<>(slice.metrics()));
                    }
                }
                slices.put(slicing.column(), values);
            }
        }
    }

    /** Full name of the model. */
    @Whitelisted
    public String getModel() {
        return model;
    }

    /** Which version was validated. */
    @Whitelisted
    public int getVersion() {
        return version;
    }

    /** Whether no gate failed and none lacked data. */
    @Whitelisted
    public boolean isPassed() {
        return passed;
    }

    /** By name. */
    @Whitelisted
    public Map<String, Double> getMetrics() {
        return new LinkedHashMap<>(metrics);
    }

    /** The version it was compared with; null: none. */
    @Whitelisted
    @CheckForNull
    public Integer getBaselineVersion() {
        return baselineVersion;
    }

    /** The baseline's metrics on the same rows, by name; empty without a baseline. */
    @Whitelisted
    public Map<String, Double> getBaselineMetrics() {
        return new LinkedHashMap<>(baselineMetrics);
    }

    /** The gates' decisions, one sentence each. */
    @Whitelisted
    public List<String> getGates() {
        return new ArrayList<>(gates);
    }

    /**
     * Metrics of the slices with enough rows, by column, value and name: {@code v.slices.state.TX.auc}; empty without
     * slices.
     */
    @Whitelisted
    public Map<String, Map<String, Map<String, Double>>> getSlices() {
        Map<String, Map<String, Map<String, Double>>> copy = new LinkedHashMap<>();
        slices.forEach((column, values) -> {
            Map<String, Map<String, Double>> own = new LinkedHashMap<>();
            values.forEach((value, metricsOfIt) -> own.put(value, new LinkedHashMap<>(metricsOfIt)));
            copy.put(column, own);
        });
        return copy;
    }

    @Whitelisted
    @Override
    public String toString() {
        return model + " v" + version + (passed ? " passed" : " did not pass");
    }
}
