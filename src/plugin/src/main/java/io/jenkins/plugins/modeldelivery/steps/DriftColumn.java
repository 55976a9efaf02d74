package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What holds for one column in {@code checkDrift}, or for all of a type: {@code column(name: 'speed', drift: 0.2, critical:
 * true)}, {@code column(type: 'numeric', statistic: 'psi')}.
 */
public final class DriftColumn extends AbstractDescribableImpl<DriftColumn> implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final List<String> STATISTICS = DriftRequest.Limits.STATISTICS;
    private static final List<String> TYPES =
            List.of(Signature.Type.NUMERIC.toString(), Signature.Type.CATEGORICAL.toString());

    private String name;
    private String type;
    private String statistic;
    private Double warning;
    private Double drift;
    private boolean ignore;
    private boolean critical;
    private Double missingWarning;
    private Double missingDrift;

    @DataBoundConstructor
    public DriftColumn() {}

    /** A rule that changes nothing yet. */
    public DriftColumn(@NonNull String name) {
        this.name = Util.fixEmpty(name);
    }

    void check(@NonNull Mistakes mistakes) {
        String parameter = "columns: column(" + (name == null ? "type: '" + type : "name: '" + name) + "')";
        if (name == null && type == null) {
            mistakes.add("columns", "there is a column without a name", "Write column(name: 'speed', drift: 0.2)");
        }
        if (name != null && type != null) {
            mistakes.add(parameter, "has a name and a type", "Give one of the two");
        }
        mistakes.oneOf(parameter + " type", type, TYPES);
        if (type != null && (ignore || critical)) {
            mistakes.add(parameter, "ignores or makes critical all columns of a type", "Name single columns for that");
        }
        mistakes.oneOf(parameter + " statistic", statistic, STATISTICS);
        mistakes.atLeast(parameter + " warning", warning, 0);
        mistakes.atLeast(parameter + " drift", drift, 0);
        if (warning != null && drift != null && warning > drift) {
            mistakes.add(parameter, "warning " + warning + " is more than drift " + drift, null);
        }
        checkMissing(mistakes, parameter + " ", missingWarning, missingDrift);
        if (ignore && critical) {
            mistakes.add(parameter, "is both ignored and critical", "Choose one");
        }
    }

    @NonNull
    DriftRequest.ColumnRule toRule() {
        return new DriftRequest.ColumnRule(
                name, statistic, warning, drift, ignore, critical, missingWarning, missingDrift);
    }

    /** Whether it is for all columns of a type. */
    boolean isForType() {
        return type != null;
    }

    @NonNull
    DriftRequest.TypeRule toTypeRule() {
        return new DriftRequest.TypeRule(
                Signature.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                new DriftRequest.Limits(statistic, warning, drift, missingWarning, missingDrift));
    }

    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmpty(name);
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
    public String getStatistic() {
        return statistic;
    }

    @DataBoundSetter
    public void setStatistic(@CheckForNull String statistic) {
        this.statistic = Util.fixEmptyAndTrim(statistic);
    }

    @CheckForNull
    public Double getWarning() {
        return warning;
    }

    @DataBoundSetter
    public void setWarning(@CheckForNull Double warning) {
        this.warning = warning;
    }

    @CheckForNull
    public Double getDrift() {
        return drift;
    }

    @DataBoundSetter
    public void setDrift(@CheckForNull Double drift) {
        this.drift = drift;
    }

    public boolean isIgnore() {
        return ignore;
    }

    @DataBoundSetter
    public void setIgnore(boolean ignore) {
        this.ignore = ignore;
    }

    public boolean isCritical() {
        return critical;
    }

    @DataBoundSetter
    public void setCritical(boolean critical) {
        this.critical = critical;
    }

    /** Change of the share of missing values from which it is a warning, 0..1. */
    @CheckForNull
    public Double getMissingWarning() {
        return missingWarning;
    }

    @DataBoundSetter
    public void setMissingWarning(@CheckForNull Double missingWarning) {
        this.missingWarning = missingWarning;
    }

    /** Change of the share of missing values from which it drifts, 0..1. */
    @CheckForNull
    public Double getMissingDrift() {
        return missingDrift;
    }

    @DataBoundSetter
    public void setMissingDrift(@CheckForNull Double missingDrift) {
        this.missingDrift = missingDrift;
    }

    /** @param where what their names stand behind */
    static void checkMissing(
            Mistakes mistakes, String where, @CheckForNull Double missingWarning, @CheckForNull Double missingDrift) {
        mistakes.between(where + "missingWarning", missingWarning, -Double.MIN_VALUE, Math.nextUp(1.0));
        mistakes.between(where + "missingDrift", missingDrift, -Double.MIN_VALUE, Math.nextUp(1.0));
        if (missingWarning != null && missingDrift != null && missingWarning > missingDrift) {
            mistakes.add(where + "missingWarning", missingWarning + " is more than missingDrift " + missingDrift, null);
        }
    }

    /** Checks the field of a share, which is not above that of drift. */
    static FormValidation checkMissingWarning(Item item, String value, String missingDrift) {
        return FieldCheck.number(
                item,
                "missingWarning",
                value,
                (mistakes, share) -> checkMissing(
                        mistakes, "", share, Lines.number(missingDrift).orElse(null)));
    }

    static FormValidation checkMissingDrift(Item item, String value) {
        return FieldCheck.number(
                item, "missingDrift", value, (mistakes, share) -> checkMissing(mistakes, "", null, share));
    }

    /** Checks the field of the threshold of a warning, which is not above that of drift. */
    static FormValidation checkWarning(Item item, String value, String drift) {
        return FieldCheck.number(item, "warning", value, (mistakes, warning) -> {
            mistakes.atLeast("warning", warning, 0);
            Optional<Double> from = Lines.number(drift);
            if (from.isPresent() && warning > from.get()) {
                mistakes.add("warning", warning + " is more than drift " + from.get(), null);
            }
        });
    }

    @Extension
    @Symbol("column")
    public static final class DescriptorImpl extends Descriptor<DriftColumn> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DriftColumn_displayName();
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillStatisticItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.DriftColumn_defaultStatistic(), "");
            STATISTICS.forEach(items::add);
            return items;
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillTypeItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.DriftColumn_noType(), "");
            TYPES.forEach(items::add);
            return items;
        }

        @POST
        public ComboBoxModel doFillNameItems(
                @AncestorInPath Item item, @RelativePath("..") @QueryParameter String model) {
            return new Choices(item).inputs(model);
        }

        @POST
        public FormValidation doCheckName(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String type) {
            return FieldCheck.text(item, value, mistakes -> {
                if (type == null || type.isBlank()) {
                    mistakes.required("name", value);
                } else if (!value.isBlank()) {
                    mistakes.add("name", "is given together with a type", "Give one of the two");
                }
            });
        }

        @POST
        public FormValidation doCheckWarning(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String drift) {
            return checkWarning(item, value, drift);
        }

        @POST
        public FormValidation doCheckMissingWarning(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String missingDrift) {
            return checkMissingWarning(item, value, missingDrift);
        }

        @POST
        public FormValidation doCheckMissingDrift(@AncestorInPath Item item, @QueryParameter String value) {
            return checkMissingDrift(item, value);
        }

        @POST
        public FormValidation doCheckDrift(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "drift", value, (mistakes, drift) -> mistakes.atLeast("drift", drift, 0));
        }
    }
}
