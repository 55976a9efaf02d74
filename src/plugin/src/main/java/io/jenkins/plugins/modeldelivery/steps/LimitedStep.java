package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.config.DriftDefaults;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that compares data by distances, tests and limits that may be chosen. */
public abstract class LimitedStep extends JudgingStep {
    private static final long serialVersionUID = 1L;

    static final List<String> CORRECTIONS = Arrays.stream(DriftRequest.Correction.values())
            .map(DriftRequest.Correction::toString)
            .toList();

    private ArrayList<DriftColumn> columns = new ArrayList<>();
    private ArrayList<DriftFinding> findings = new ArrayList<>();
    private Double alpha;
    private String correction;
    private Double share;
    private String statistic;
    private Double warning;
    private Double drift;
    private Double missingWarning;
    private Double missingDrift;
    private Integer minRows;

    protected LimitedStep(@CheckForNull String model) {
        super(model);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        mistakes.between("alpha", alpha, 0, 1);
        mistakes.oneOf("correction", correction, CORRECTIONS);
        mistakes.between("share", share, 0, Math.nextUp(1.0));
        mistakes.oneOf("statistic", statistic, DriftRequest.Limits.STATISTICS);
        mistakes.atLeast("warning", warning, 0);
        mistakes.atLeast("drift", drift, 0);
        if (warning != null && drift != null && warning > drift) {
            mistakes.add("warning", warning + " is more than drift " + drift, null);
        }
        mistakes.atLeast("minRows", minRows, 1);
        DriftColumn.checkMissing(mistakes, "", missingWarning, missingDrift);
        columns.forEach(column -> column.check(mistakes));
        findings.forEach(finding -> finding.check(mistakes));
    }

    /** What an administrator has set. */
    @NonNull
    static DriftDefaults configured() {
        DriftDefaults configured = ModelDeliveryConfiguration.get().getDrift();
        return configured == null ? new DriftDefaults() : configured;
    }

    @NonNull
    final List<DriftRequest.ColumnRule> rules() {
        return columns.stream()
                .filter(column -> !column.isForType())
                .map(DriftColumn::toRule)
                .toList();
    }

    @NonNull
    final List<DriftRequest.TypeRule> typeRules() {
        return columns.stream()
                .filter(DriftColumn::isForType)
                .map(DriftColumn::toTypeRule)
                .toList();
    }

    @NonNull
    final List<FindingRule> findingRules() {
        return findings.stream().map(DriftFinding::toRule).toList();
    }

    @NonNull
    final DriftRequest.Limits limits() {
        return new DriftRequest.Limits(statistic, warning, drift, missingWarning, missingDrift);
    }

    /** Null: that of the engine. */
    @CheckForNull
    final DriftRequest.Correction correction(@NonNull DriftDefaults defaults) {
        String corrected = correction == null ? defaults.getCorrection() : correction;
        return corrected == null ? null : DriftRequest.Correction.valueOf(corrected.toUpperCase(Locale.ROOT));
    }

    @NonNull
    public List<DriftColumn> getColumns() {
        return columns;
    }

    @DataBoundSetter
    public void setColumns(@CheckForNull List<DriftColumn> columns) {
        this.columns = columns == null ? new ArrayList<>() : new ArrayList<>(columns);
    }

    @NonNull
    public List<DriftFinding> getFindings() {
        return findings;
    }

    @DataBoundSetter
    public void setFindings(@CheckForNull List<DriftFinding> findings) {
        this.findings = findings == null ? new ArrayList<>() : new ArrayList<>(findings);
    }

    @CheckForNull
    public Double getAlpha() {
        return alpha;
    }

    @DataBoundSetter
    public void setAlpha(@CheckForNull Double alpha) {
        this.alpha = alpha;
    }

    @CheckForNull
    public String getCorrection() {
        return correction;
    }

    @DataBoundSetter
    public void setCorrection(@CheckForNull String correction) {
        this.correction = Util.fixEmptyAndTrim(correction);
    }

    @CheckForNull
    public Double getShare() {
        return share;
    }

    @DataBoundSetter
    public void setShare(@CheckForNull Double share) {
        this.share = share;
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

    /** Change of the share of missing values from which any column is a warning. */
    @CheckForNull
    public Double getMissingWarning() {
        return missingWarning;
    }

    @DataBoundSetter
    public void setMissingWarning(@CheckForNull Double missingWarning) {
        this.missingWarning = missingWarning;
    }

    /** Change of the share of missing values from which any column drifts. */
    @CheckForNull
    public Double getMissingDrift() {
        return missingDrift;
    }

    @DataBoundSetter
    public void setMissingDrift(@CheckForNull Double missingDrift) {
        this.missingDrift = missingDrift;
    }

    @CheckForNull
    public Integer getMinRows() {
        return minRows;
    }

    @DataBoundSetter
    public void setMinRows(@CheckForNull Integer minRows) {
        this.minRows = minRows;
    }
}
