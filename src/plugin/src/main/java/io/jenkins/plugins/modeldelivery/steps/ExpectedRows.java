package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What is expected of data as a whole: {@code rows(min: 1000, duplicates: 0.01)}. */
public final class ExpectedRows extends DataExpectation {
    private static final long serialVersionUID = 1L;

    private Integer min;
    private Integer max;
    private Double duplicates;
    private boolean listedOnly;

    @DataBoundConstructor
    public ExpectedRows() {}

    @NonNull
    Expectations.Rows toRows() {
        return new Expectations.Rows(
                min == null ? null : min.longValue(),
                max == null ? null : max.longValue(),
                duplicates,
                listedOnly,
                severity());
    }

    @CheckForNull
    public Integer getMin() {
        return min;
    }

    @DataBoundSetter
    public void setMin(@CheckForNull Integer min) {
        this.min = min;
    }

    @CheckForNull
    public Integer getMax() {
        return max;
    }

    @DataBoundSetter
    public void setMax(@CheckForNull Integer max) {
        this.max = max;
    }

    @CheckForNull
    public Double getDuplicates() {
        return duplicates;
    }

    @DataBoundSetter
    public void setDuplicates(@CheckForNull Double duplicates) {
        this.duplicates = duplicates;
    }

    public boolean isListedOnly() {
        return listedOnly;
    }

    @DataBoundSetter
    public void setListedOnly(boolean listedOnly) {
        this.listedOnly = listedOnly;
    }

    @Extension
    @Symbol("rows")
    public static final class DescriptorImpl extends DataExpectationDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ExpectedRows_displayName();
        }

        @POST
        public FormValidation doCheckMin(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.wholeNumber(item, "min", value, 0);
        }

        @POST
        public FormValidation doCheckMax(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.wholeNumber(item, "max", value, 1);
        }

        @POST
        public FormValidation doCheckDuplicates(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item,
                    "duplicates",
                    value,
                    (mistakes, share) -> mistakes.between("duplicates", share, -Double.MIN_VALUE, Math.nextUp(1.0)));
        }
    }
}
