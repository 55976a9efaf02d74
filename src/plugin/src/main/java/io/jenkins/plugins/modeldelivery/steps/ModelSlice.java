package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** How {@code validateModel} slices the rows by one column: {@code slice(column: 'speed', bins: 5)}. */
public final class ModelSlice extends AbstractDescribableImpl<ModelSlice> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String column;
    private ArrayList<String> values = new ArrayList<>();
    private Integer bins;
    private Integer minRows;

    @DataBoundConstructor
    public ModelSlice(String column) {
        this.column = Util.fixEmpty(column);
    }

    void check(@NonNull Mistakes mistakes) {
        String parameter = "sliceRules: slice(column: '" + column + "')";
        if (column == null) {
            mistakes.add("sliceRules", "there is a slice without a column", "Write slice(column: 'speed', bins: 5)");
        }
        mistakes.atLeast(parameter + " bins", bins == null ? null : bins.doubleValue(), 2);
        mistakes.atLeast(parameter + " minRows", minRows == null ? null : minRows.doubleValue(), 1);
    }

    @NonNull
    SliceSpec toSpec() {
        return new SliceSpec(column, values, bins, minRows);
    }

    public String getColumn() {
        return column;
    }

    @NonNull
    public List<String> getValues() {
        return values;
    }

    @DataBoundSetter
    public void setValues(@CheckForNull List<String> values) {
        this.values = ModelStep.lines(values);
    }

    /** For the form: one a line. */
    @NonNull
    public String getValuesLines() {
        return String.join("\n", values);
    }

    @CheckForNull
    public Integer getBins() {
        return bins;
    }

    @DataBoundSetter
    public void setBins(@CheckForNull Integer bins) {
        this.bins = bins;
    }

    @CheckForNull
    public Integer getMinRows() {
        return minRows;
    }

    @DataBoundSetter
    public void setMinRows(@CheckForNull Integer minRows) {
        this.minRows = minRows;
    }

    @Extension
    @Symbol("slice")
    public static final class DescriptorImpl extends Descriptor<ModelSlice> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelSlice_displayName();
        }
    }
}
