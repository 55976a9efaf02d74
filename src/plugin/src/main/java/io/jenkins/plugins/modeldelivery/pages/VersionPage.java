package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * One version of a model: everything an approver needs on one page. One object a request, made only for those who may view
 * the model.
 */
@ExportedBean
public final class VersionPage implements ModelObject, StaplerFallback {

    private final Model model;
    private final Version version;
    private List<InputRow> inputs;
    private List<Candidacy> candidacies;

    /** @param model that the current user may view */
    public VersionPage(@NonNull Model model, @NonNull Version version) {
        this.model = model;
        this.version = version;
    }

    @Override
    public String getDisplayName() {
        return Messages.VersionPage_displayName(String.valueOf(version.number()));
    }

    /** The model's page, for what both show. */
    @NonNull
    public ModelPage getOwner() {
        return new ModelPage(model);
    }

    /** Full name of the model. */
    @Exported
    @NonNull
    public String getModel() {
        return model.name().value();
    }

    /** What tables show of it, too. */
    @Exported
    @NonNull
    public VersionRow getVersion() {
        return new VersionRow(model.name(), version);
    }

    /** Free text; null: none. */
    @CheckForNull
    @Exported
    public String getDescription() {
        return Util.fixEmptyAndTrim(version.facts().description());
    }

    /** What it predicts; null when not known. */
    @CheckForNull
    @Exported
    public String getTask() {
        Task task = version.facts().task();
        return task == null ? null : task.toString();
    }

    /** The column it predicts; null when not known. */
    @CheckForNull
    @Exported
    public String getTarget() {
        return version.facts().target();
    }

    /** Key-value notes as they are now, sorted. */
    @Exported
    @NonNull
    public Map<String, String> getTags() {
        return version.tags();
    }

    /** The metrics as a table. */
    @NonNull
    public List<MetricRow> getMetrics() {
        return MetricRow.all(version);
    }

    /** Where it comes from. */
    @Exported
    @NonNull
    public Origin getLineage() {
        return Origin.of(version.facts(), version.registered());
    }

    /** The model file. */
    @Exported
    @NonNull
    public Origin.File getFile() {
        return Origin.File.of(version.facts().model());
    }

    /** {@code model-delivery}, {@code onnx}, {@code xgboost}, {@code tribuo} or {@code other}. */
    @Exported
    @NonNull
    public String getFormat() {
        return version.facts().format();
    }

    /** All validations, newest first. */
    @Exported
    @NonNull
    public List<ValidationMark> getValidations() {
        return ValidationMark.all(version);
    }

    /** All drift checks, newest first. */
    @Exported
    @NonNull
    public List<DriftMark> getDriftChecks() {
        return DriftMark.all(version);
    }

    /** How far each column was in its drift checks. */
    @NonNull
    public DriftTrend getDriftTrend() {
        return DriftTrend.of(getDriftChecks(), getInputs());
    }

    /** Its inputs, most important first; empty where the training left no word about them. */
    @Exported
    @NonNull
    public List<InputRow> getInputs() {
        if (inputs == null) {
            inputs = InputRow.of(model.name(), version);
        }
        return inputs;
    }

    /** Whether the training left a report. */
    public boolean isReport() {
        return version.facts().documents().containsKey(Harvest.REPORT);
    }

    /** The stages it may be promoted to, and what stands between, nearest first. */
    @Exported
    @NonNull
    public List<Candidacy> getCandidacies() throws IOException {
        if (candidacies == null) {
            candidacies = Candidacy.all(model, version);
        }
        return candidacies;
    }

    /** All approvals, rejections and withdrawals, newest first. */
    @Exported
    @NonNull
    public List<ReviewMark> getReviews() {
        return ReviewMark.all(version);
    }

    /** Reviews that no candidacy shows: of stages it has entered, and those that were withdrawn or replaced. */
    @NonNull
    public List<ReviewMark> getPastReviews() throws IOException {
        Set<String> ahead = getCandidacies().stream().map(c -> c.stage().name()).collect(Collectors.toSet());
        return getReviews().stream()
                .filter(review -> !review.standing() || !ahead.contains(review.stage()))
                .toList();
    }

    /** Whether the current user may promote, review, archive, name and tag it. */
    public boolean isPromotable() {
        return model.damage() == null && ModelAccess.has(model.name(), Permissions.PROMOTE);
    }

    /** Whether the current user may delete it, and it does not stand where that is refused. */
    public boolean isDeletable() throws IOException {
        return model.damage() == null
                && ModelAccess.has(model.name(), Permissions.DELETE)
                && ModelRegistry.get().stages().index(version.stage()) <= 0
                && version.aliases().isEmpty();
    }

    /** What happened to it, newest first. */
    @NonNull
    public List<LedgerLine> getHistory() {
        return getOwner().getLedger().lines(version.number());
    }

    /** {@code .../training/}: what the training left. */
    @NonNull
    public Documents getTraining() {
        return new Documents(version.facts().documents());
    }

    /**
     * {@code .../check/17/}: what a validation or a drift check left.
     *
     * @param seq its line of the ledger
     */
    @CheckForNull
    public Documents getCheck(String seq) {
        return Stream.concat(
                        version.validations().stream()
                                .filter(v -> String.valueOf(v.seq()).equals(seq))
                                .map(v -> v.event().documents()),
                        version.driftChecks().stream()
                                .filter(d -> String.valueOf(d.seq()).equals(seq))
                                .map(d -> d.event().documents()))
                .findFirst()
                .map(Documents::new)
                .orElse(null);
    }

    /** The model file as a download. */
    @GET
    @WebMethod(name = "model")
    public HttpResponse doModel() {
        return BlobResponse.download(version.facts().model());
    }

    /** {@code .../promote} and what else may be done to the version. */
    @Override
    public VersionActions getStaplerFallback() {
        return new VersionActions(model.name(), version.number());
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }
}
