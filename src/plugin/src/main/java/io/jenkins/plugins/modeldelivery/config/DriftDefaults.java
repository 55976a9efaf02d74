package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What drift checks go by where a step does not say, as people write it. Fractions are kept as texts: Configuration as
 * Code silently loses a number with a point.
 */
public final class DriftDefaults extends AbstractDescribableImpl<DriftDefaults> implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final List<String> CORRECTIONS = Arrays.stream(DriftRequest.Correction.values())
            .map(DriftRequest.Correction::toString)
            .toList();

    private String statistic;
    private String warning;
    private String drift;
    private String missingWarning;
    private String missingDrift;
    private String alpha;
    private String correction;
    private String share;
    private Integer minRows;

    @DataBoundConstructor
    public DriftDefaults() {}

    /**
     * Checks all of it.
     *
     * @throws InputException that tells everything that is wrong
     */
    void check() {
        Problems problems = new Problems();
        new DriftRequest.Limits(
                        statistic,
                        number("warning", warning, "a distance", problems),
                        number("drift", drift, "a distance", problems),
                        number("missingWarning", missingWarning, "a share of the rows", problems),
                        number("missingDrift", missingDrift, "a share of the rows", problems))
                .check("drift", problems);
        Double level = number("alpha", alpha, "a level of significance", problems);
        if (level != null && !(level > 0 && level < 1)) {
            problems.add("alpha is " + alpha, "drift", "Give a level of significance between 0 and 1, as 0.05");
        }
        Double part = number("share", share, "a share of the columns", problems);
        if (part != null && !(part >= 0 && part <= 1)) {
            problems.add("share is " + share, "drift", "Give a share of the columns from 0 to 1, as 0.3");
        }
        if (minRows != null && minRows < 1) {
            problems.add("minRows is " + minRows, "drift", "Give a number of rows from 1 on, as 100");
        }
        if (correction != null && !CORRECTIONS.contains(correction)) {
            problems.add(
                    "'" + correction + "' is no correction",
                    "drift",
                    Nearest.advice(correction, CORRECTIONS, "corrections"));
        }
        problems.refuse();
    }

    /** Null, with a note, if it is none. */
    @CheckForNull
    private static Double number(String name, @CheckForNull String value, String what, Problems problems) {
        try {
            return Fields.decimal(value);
        } catch (InputException e) {
            problems.add(name + " is '" + value + "', which is no number", "drift", "Give " + what + ", as 0.1");
            return null;
        }
    }

    /** Which distance decides, and from where on. */
    @NonNull
    public DriftRequest.Limits limits() {
        return new DriftRequest.Limits(
                statistic,
                Fields.decimal(warning),
                Fields.decimal(drift),
                Fields.decimal(missingWarning),
                Fields.decimal(missingDrift));
    }

    /** The level of significance after correction; null: that of the engine. */
    @CheckForNull
    public Double alpha() {
        return Fields.decimal(alpha);
    }

    /** The share of the columns that must drift; null: that of the engine. */
    @CheckForNull
    public Double share() {
        return Fields.decimal(share);
    }

    /** The distance that decides for the columns that have it; null: that of their type. */
    @CheckForNull
    public String getStatistic() {
        return statistic;
    }

    @DataBoundSetter
    public void setStatistic(@CheckForNull String statistic) {
        this.statistic = Util.fixEmptyAndTrim(statistic);
    }

    /** Distance from which a column is a warning. */
    @CheckForNull
    public String getWarning() {
        return warning;
    }

    @DataBoundSetter
    public void setWarning(@CheckForNull String warning) {
        this.warning = Util.fixEmptyAndTrim(warning);
    }

    /** Distance from which a column drifts. */
    @CheckForNull
    public String getDrift() {
        return drift;
    }

    @DataBoundSetter
    public void setDrift(@CheckForNull String drift) {
        this.drift = Util.fixEmptyAndTrim(drift);
    }

    /** Change of the share of missing values from which a column is a warning, 0..1. */
    @CheckForNull
    public String getMissingWarning() {
        return missingWarning;
    }

    @DataBoundSetter
    public void setMissingWarning(@CheckForNull String missingWarning) {
        this.missingWarning = Util.fixEmptyAndTrim(missingWarning);
    }

    /** Change of the share of missing values from which a column drifts, 0..1. */
    @CheckForNull
    public String getMissingDrift() {
        return missingDrift;
    }

    @DataBoundSetter
    public void setMissingDrift(@CheckForNull String missingDrift) {
        this.missingDrift = Util.fixEmptyAndTrim(missingDrift);
    }

    /** Level of significance after correction, 0..1. */
    @CheckForNull
    public String getAlpha() {
        return alpha;
    }

    @DataBoundSetter
    public void setAlpha(@CheckForNull String alpha) {
        this.alpha = Util.fixEmptyAndTrim(alpha);
    }

    /** How p-values are corrected; one of {@link DriftRequest.Correction} in lower case. */
    @CheckForNull
    public String getCorrection() {
        return correction;
    }

    @DataBoundSetter
    public void setCorrection(@CheckForNull String correction) {
        this.correction = Util.fixEmptyAndTrim(correction);
    }

    /** Share of the columns that must drift for the data to drift, 0..1. */
    @CheckForNull
    public String getShare() {
        return share;
    }

    @DataBoundSetter
    public void setShare(@CheckForNull String share) {
        this.share = Util.fixEmptyAndTrim(share);
    }

    /** Fewer rows are insufficient data. */
    @CheckForNull
    public Integer getMinRows() {
        return minRows;
    }

    @DataBoundSetter
    public void setMinRows(@CheckForNull Integer minRows) {
        this.minRows = minRows;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<DriftDefaults> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DriftDefaults_displayName();
        }

        @POST
        public ListBoxModel doFillStatisticItems() {
            return items(Messages.DriftDefaults_standardStatistic(), DriftRequest.Limits.STATISTICS);
        }

        @POST
        public ListBoxModel doFillCorrectionItems() {
            return items(Messages.DriftDefaults_standardCorrection(), CORRECTIONS);
        }

        private static ListBoxModel items(String standard, List<String> values) {
            ListBoxModel items = new ListBoxModel();
            if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                items.add(standard, "");
                values.forEach(items::add);
            }
            return items;
        }

        @POST
        public FormValidation doCheckWarning(@QueryParameter String value) {
            return check(defaults -> defaults.setWarning(value));
        }

        /**
         * Looks at both thresholds, this field and not the other: to a form the nearest {@code drift} of that one is the box
         * around all of them.
         */
        @POST
        public FormValidation doCheckDrift(@QueryParameter String value, @QueryParameter String warning) {
            return check(defaults -> {
                defaults.setDrift(value);
                // Another field tells itself if it is no number.
                defaults.setWarning(Fields.decimalOrNone(warning) == null ? null : warning);
            });
        }

        @POST
        public FormValidation doCheckMissingWarning(@QueryParameter String value) {
            return check(defaults -> defaults.setMissingWarning(value));
        }

        @POST
        public FormValidation doCheckMissingDrift(@QueryParameter String value, @QueryParameter String missingWarning) {
            return check(defaults -> {
                defaults.setMissingDrift(value);
                defaults.setMissingWarning(Fields.decimalOrNone(missingWarning) == null ? null : missingWarning);
            });
        }

        @POST
        public FormValidation doCheckAlpha(@QueryParameter String value) {
            return check(defaults -> defaults.setAlpha(value));
        }

        @POST
        public FormValidation doCheckShare(@QueryParameter String value) {
            return check(defaults -> defaults.setShare(value));
        }

        @POST
        public FormValidation doCheckMinRows(@QueryParameter String value) {
            return check(defaults -> defaults.setMinRows(Fields.number(value)));
        }

        private static FormValidation check(Consumer<DriftDefaults> set) {
            return Fields.check(null, () -> {
                DriftDefaults defaults = new DriftDefaults();
                set.accept(defaults);
                defaults.check();
            });
        }
    }
}
