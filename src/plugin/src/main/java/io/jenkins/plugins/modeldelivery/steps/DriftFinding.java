package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What one kind of finding counts for in {@code checkDrift}: {@code finding(kind: 'duplicates', counts: 'ignore')}, {@code
 * finding(kind: 'newCategory', warning: 0.05, drift: 0.2)}.
 */
public final class DriftFinding extends AbstractDescribableImpl<DriftFinding> implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final List<String> COUNTS = Stream.of(FindingRule.Counts.values())
            .map(FindingRule.Counts::toString)
            .toList();

    private final String kind;
    private String counts;
    private Double warning;
    private Double drift;

    @DataBoundConstructor
    public DriftFinding(String kind) {
        this.kind = Util.fixEmptyAndTrim(kind);
    }

    void check(@NonNull Mistakes mistakes) {
        String parameter = "findings: finding(kind: '" + kind + "')";
        if (counts != null && !COUNTS.contains(counts)) {
            mistakes.oneOf(parameter + " counts", counts, COUNTS);
            return;
        }
        Problems problems = new Problems();
        toRule().check(parameter, problems);
        for (Problem problem : problems.list()) {
            mistakes.add(problem);
        }
    }

    @NonNull
    FindingRule toRule() {
        return new FindingRule(
                kind,
                counts == null ? null : FindingRule.Counts.valueOf(counts.toUpperCase(Locale.ROOT)),
                warning,
                drift);
    }

    public String getKind() {
        return kind;
    }

    /** {@code ignore}, {@code warning} or {@code drift}; null: what it does anyway, or by the shares. */
    @CheckForNull
    public String getCounts() {
        return counts;
    }

    @DataBoundSetter
    public void setCounts(@CheckForNull String counts) {
        this.counts = Util.fixEmptyAndTrim(counts);
    }

    /** Share of the rows from which it is a warning, 0..1. */
    @CheckForNull
    public Double getWarning() {
        return warning;
    }

    @DataBoundSetter
    public void setWarning(@CheckForNull Double warning) {
        this.warning = warning;
    }

    /** Share of the rows from which it is drift, 0..1. */
    @CheckForNull
    public Double getDrift() {
        return drift;
    }

    @DataBoundSetter
    public void setDrift(@CheckForNull Double drift) {
        this.drift = drift;
    }

    @Extension
    @Symbol("finding")
    public static final class DescriptorImpl extends Descriptor<DriftFinding> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DriftFinding_displayName();
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillKindItems() {
            ListBoxModel items = new ListBoxModel();
            FindingRule.KINDS.forEach(items::add);
            return items;
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillCountsItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.DriftFinding_byShares(), "");
            COUNTS.forEach(items::add);
            return items;
        }

        @POST
        public FormValidation doCheckWarning(@AncestorInPath Item item, @QueryParameter String value) {
            return share(item, "warning", value);
        }

        @POST
        public FormValidation doCheckDrift(@AncestorInPath Item item, @QueryParameter String value) {
            return share(item, "drift", value);
        }

        private static FormValidation share(Item item, String name, String value) {
            return FieldCheck.number(
                    item,
                    name,
                    value,
                    (mistakes, share) -> mistakes.between(name, share, -Double.MIN_VALUE, Math.nextUp(1.0)));
        }
    }
}
