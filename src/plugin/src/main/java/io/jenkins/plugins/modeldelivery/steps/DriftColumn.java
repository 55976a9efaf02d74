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
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What holds for one column in {@code checkDrift}: {@code column(name: 'speed', drift: 0.2, critical: true)}. */
public final class DriftColumn extends AbstractDescribableImpl<DriftColumn> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The distances that {@link DriftRequest.ColumnRule} knows. */
    private static final List<String> STATISTICS = List.of("ks", "psi", "js", "wasserstein", "cramersV");

    private final String name;
    private String statistic;
    private Double warning;
    private Double drift;
    private boolean ignore;
    private boolean critical;

    @DataBoundConstructor
    public DriftColumn(String name) {
        this.name = Util.fixEmpty(name);
    }

    void check(@NonNull Mistakes mistakes) {
        String parameter = "columns: column(name: '" + name + "')";
        if (name == null) {
            mistakes.add("columns", "there is a column without a name", "Write column(name: 'speed', drift: 0.2)");
        }
        mistakes.oneOf(parameter + " statistic", statistic, STATISTICS);
        mistakes.atLeast(parameter + " warning", warning, 0);
        mistakes.atLeast(parameter + " drift", drift, 0);
        if (warning != null && drift != null && warning > drift) {
            mistakes.add(parameter, "warning " + warning + " is more than drift " + drift, null);
        }
        if (ignore && critical) {
            mistakes.add(parameter, "is both ignored and critical", "Choose one");
        }
    }

    @NonNull
    DriftRequest.ColumnRule toRule() {
        return new DriftRequest.ColumnRule(name, statistic, warning, drift, ignore, critical);
    }

    public String getName() {
        return name;
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

        @POST
        public ComboBoxModel doFillNameItems(
                @AncestorInPath Item item, @RelativePath("..") @QueryParameter String model) {
            return new Choices(item).inputs(model);
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> mistakes.required("name", value));
        }

        @POST
        public FormValidation doCheckWarning(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String drift) {
            return FieldCheck.number(item, "warning", value, (mistakes, warning) -> {
                mistakes.atLeast("warning", warning, 0);
                Optional<Double> from = Lines.number(drift);
                if (from.isPresent() && warning > from.get()) {
                    mistakes.add("warning", warning + " is more than drift " + from.get(), null);
                }
            });
        }

        @POST
        public FormValidation doCheckDrift(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "drift", value, (mistakes, drift) -> mistakes.atLeast("drift", drift, 0));
        }
    }
}
