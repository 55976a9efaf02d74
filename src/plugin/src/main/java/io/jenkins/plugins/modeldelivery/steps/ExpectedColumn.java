package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Span;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What is expected of one column: {@code column(name: 'age', min: 0, max: 120, missing: 0.02)}. */
public final class ExpectedColumn extends DataExpectation {
    private static final long serialVersionUID = 1L;

    private static final List<String> TYPES =
            Arrays.stream(Signature.Type.values()).map(Signature.Type::toString).toList();

    private final String name;
    private String type;
    private Double min;
    private Double max;
    private Double missing;
    private ArrayList<String> values = new ArrayList<>();
    private boolean unique;
    private boolean increasing;
    private String freshness;
    private boolean absent;
    private Double tolerance;
    private boolean sensitive;

    @DataBoundConstructor
    public ExpectedColumn(String name) {
        this.name = Util.fixEmpty(name);
    }

    @Override
    void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        mistakes.oneOf("expect: column '" + name + "' type", type, TYPES);
    }

    @NonNull
    Expectation toExpectation() {
        return new Expectation(
                name,
                type == null || !TYPES.contains(type) ? null : Signature.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                min,
                max,
                missing,
                values,
                unique,
                increasing,
                freshness,
                absent,
                tolerance,
                sensitive,
                severity());
    }

    public String getName() {
        return name;
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
    public String valuesText() {
        return String.join("\n", values);
    }

    @CheckForNull
    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(@CheckForNull String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    @CheckForNull
    public Double getMin() {
        return min;
    }

    @DataBoundSetter
    public void setMin(@CheckForNull Double min) {
        this.min = min;
    }

    @CheckForNull
    public Double getMax() {
        return max;
    }

    @DataBoundSetter
    public void setMax(@CheckForNull Double max) {
        this.max = max;
    }

    @CheckForNull
    public Double getMissing() {
        return missing;
    }

    @DataBoundSetter
    public void setMissing(@CheckForNull Double missing) {
        this.missing = missing;
    }

    public boolean isUnique() {
        return unique;
    }

    @DataBoundSetter
    public void setUnique(boolean unique) {
        this.unique = unique;
    }

    public boolean isIncreasing() {
        return increasing;
    }

    @DataBoundSetter
    public void setIncreasing(boolean increasing) {
        this.increasing = increasing;
    }

    @CheckForNull
    public String getFreshness() {
        return freshness;
    }

    @DataBoundSetter
    public void setFreshness(@CheckForNull String freshness) {
        this.freshness = Util.fixEmptyAndTrim(freshness);
    }

    public boolean isAbsent() {
        return absent;
    }

    @DataBoundSetter
    public void setAbsent(boolean absent) {
        this.absent = absent;
    }

    @CheckForNull
    public Double getTolerance() {
        return tolerance;
    }

    @DataBoundSetter
    public void setTolerance(@CheckForNull Double tolerance) {
        this.tolerance = tolerance;
    }

    public boolean isSensitive() {
        return sensitive;
    }

    @DataBoundSetter
    public void setSensitive(boolean sensitive) {
        this.sensitive = sensitive;
    }

    @Extension
    @Symbol("column")
    public static final class DescriptorImpl extends DataExpectationDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ExpectedColumn_displayName();
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillTypeItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ExpectedColumn_anyType(), "");
            TYPES.forEach(items::add);
            return items;
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> mistakes.required("name", value));
        }

        @POST
        public FormValidation doCheckMin(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String max) {
            return FieldCheck.number(item, "min", value, (mistakes, min) -> {
                Optional<Double> most = Lines.number(max);
                if (most.isPresent() && min > most.get()) {
                    mistakes.add("min", min + " is more than max " + most.get(), null);
                }
            });
        }

        @POST
        public FormValidation doCheckMax(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "max", value, (mistakes, max) -> {});
        }

        @POST
        public FormValidation doCheckMissing(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item,
                    "missing",
                    value,
                    (mistakes, share) -> mistakes.between("missing", share, -Double.MIN_VALUE, Math.nextUp(1.0)));
        }

        @POST
        public FormValidation doCheckTolerance(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item,
                    "tolerance",
                    value,
                    (mistakes, share) -> mistakes.between("tolerance", share, -Double.MIN_VALUE, Math.nextUp(1.0)));
        }

        @POST
        public FormValidation doCheckFreshness(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> {
                if (!value.isBlank()) {
                    try {
                        Span.parse(value);
                    } catch (IllegalArgumentException e) {
                        mistakes.add("freshness", e.getMessage(), null);
                    }
                }
            });
        }
    }
}
