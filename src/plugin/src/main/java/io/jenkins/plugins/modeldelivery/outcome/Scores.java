package io.jenkins.plugins.modeldelivery.outcome;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A file of predictions: {@code s.output}, {@code s.rows}. */
public final class Scores implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final int version;
    private final String output;
    private final long rows;
    private final ArrayList<String> columns;

    /**
     * @param model full name
     * @param version which predicted
     * @param output the file, as the step was asked
     */
    public Scores(@NonNull String model, int version, @NonNull String output, @NonNull ScoreResult result) {
        this.model = model;
        this.version = version;
        this.output = output;
        this.rows = result.data().rows();
        this.columns = new ArrayList<>(result.columns());
    }

    /** Full name of the model. */
    @Whitelisted
    public String getModel() {
        return model;
    }

    /** Which version predicted. */
    @Whitelisted
    public int getVersion() {
        return version;
    }

    /** The file, as the step was asked. */
    @Whitelisted
    public String getOutput() {
        return output;
    }

    /** How many rows were scored. */
    @Whitelisted
    public long getRows() {
        return rows;
    }

    /** The columns that were appended. */
    @Whitelisted
    public List<String> getColumns() {
        return new ArrayList<>(columns);
    }

    @Whitelisted
    @Override
    public String toString() {
        return rows + " rows scored by " + model + " v" + version + " in " + output;
    }
}
