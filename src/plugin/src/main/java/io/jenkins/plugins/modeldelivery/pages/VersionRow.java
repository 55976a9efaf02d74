package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.lineage.BuildTrace;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A version in a table or on a card. */
@ExportedBean(defaultVisibility = 999)
public final class VersionRow {
    private final ModelName model;
    private final Version version;

    VersionRow(@NonNull ModelName model, @NonNull Version version) {
        this.model = model;
        this.version = version;
    }

    /** Its number. */
    @Exported
    public int getNumber() {
        return version.number();
    }

    /** Where it stands. */
    @Exported
    public String getStage() {
        return version.stage();
    }

    /** How that stage is shown. */
    @NonNull
    public StageMark getStageMark() {
        return StageMark.of(version.stage());
    }

    /** When it came there. */
    @Exported
    public Moment getSince() {
        return Moment.of(version.since());
    }

    /** When it was registered. */
    @Exported
    public Moment getRegistered() {
        return Moment.of(version.registered());
    }

    /** Who registered it. */
    @Exported
    public String getBy() {
        return version.actor().phrase();
    }

    /** Movable names that mean it. */
    @Exported
    public List<String> getAliases() {
        return version.aliases();
    }

    /** Its metrics as last measured. */
    @Exported
    public Map<String, Double> getMetrics() {
        return version.measured();
    }

    /** The metric that says most, with its value; null when it has none. */
    @CheckForNull
    public String getHeadline() {
        Map<String, Double> metrics = version.measured();
        return Metric.headline(metrics)
                .map(name -> name + " " + Metric.format(metrics.get(name)))
                .orElse(null);
    }

    /** On which rows the metrics were measured, in words: those of two versions compare only on the same rows. */
    @NonNull
    public String getMeasuredOn() {
        ValidationMark newest = getValidation();
        if (newest == null || newest.metrics().isEmpty()) {
            return Messages.VersionRow_atTraining();
        }
        return newest.data() == null ? Messages.VersionRow_inValidation() : Messages.VersionRow_onData(newest.data());
    }

    /** Newest validation; null when there is none. */
    @CheckForNull
    @Exported
    public ValidationMark getValidation() {
        return version.validation().map(ValidationMark::of).orElse(null);
    }

    /** Newest drift check; null when there is none. */
    @CheckForNull
    @Exported
    public DriftMark getDrift() {
        return version.driftCheck().map(DriftMark::of).orElse(null);
    }

    /** Name of the algorithm, or for a model trained elsewhere its format. */
    @Exported
    public String getTrainer() {
        return Optional.ofNullable(version.facts().lineage())
                .map(Lineage::trainer)
                .map(trainer -> trainer.name())
                .orElse(version.facts().format());
    }

    /** {@code team/rain #12}; null when no build made it. */
    @CheckForNull
    @Exported
    public String getBuild() {
        Lineage lineage = version.facts().lineage();
        return lineage == null || lineage.build() == null
                ? null
                : lineage.build().job() + " #" + lineage.build().number();
    }

    /** Address of that build relative to the root of Jenkins; null when it is gone or hidden. */
    @CheckForNull
    public String getBuildUrl() {
        return Links.build(version.facts(), version.registered())
                .map(BuildTrace::url)
                .orElse(null);
    }

    /** Address of its page relative to the root of Jenkins. */
    @Exported
    public String getUrl() {
        return Links.version(model, version.number());
    }
}
