package io.jenkins.plugins.modeldelivery.outcome;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** How a drift check went: {@code d.level}, {@code d.drifted}, {@code d.columns}. */
public final class Drift implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final int version;
    private final DriftResult.Level level;
    private final DriftResult.Level found;
    private final double share;
    private final String summary;
    private final ArrayList<String> columns;

    /**
     * @param model full name
     * @param version whose training data was the reference
     * @param level what the check counts as together with those before it
     * @param summary what it found, and why it counts for less, if it does
     */
    public Drift(
            @NonNull String model,
            int version,
            @NonNull DriftResult result,
            @NonNull DriftResult.Level level,
            @NonNull String summary) {
        this.model = model;
        this.version = version;
        this.level = level;
        this.found = result.level();
        this.share = result.driftShare();
        this.summary = summary;
        this.columns = new ArrayList<>(result.columns().stream()
                .filter(c -> c.level() == DriftResult.Level.DRIFT)
                .map(DriftResult.Column::name)
                .toList());
    }

    /** Full name of the model. */
    @Whitelisted
    public String getModel() {
        return model;
    }

    /** Whose training data was the reference. */
    @Whitelisted
    public int getVersion() {
        return version;
    }

    /** {@code ok}, {@code warning}, {@code drift} or {@code insufficient_data}; with a window what the last checks come to. */
    @Whitelisted
    public String getLevel() {
        return level.toString();
    }

    /** What this check found by itself; the same without a window. */
    @Whitelisted
    public String getFound() {
        return found.toString();
    }

    /** Whether the data set drifted; with a window, whether enough of the last checks found that. */
    @Whitelisted
    public boolean isDrifted() {
        return level == DriftResult.Level.DRIFT;
    }

    /** Importance-weighted share of the columns that drift, 0..1. */
    @Whitelisted
    public double getShare() {
        return share;
    }

    /** The verdict as one sentence. */
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    /** Names of the columns that drift, worst first. */
    @Whitelisted
    public List<String> getColumns() {
        return new ArrayList<>(columns);
    }

    @Whitelisted
    @Override
    public String toString() {
        return model + " v" + version + ": " + summary;
    }
}
