package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.registry.Model;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A version that is no more: what the ledger knows of it. Its files are gone, or will be. */
@ExportedBean
public final class DeletedVersionPage implements ModelObject {

    private final Model model;
    private final Model.Deleted version;

    DeletedVersionPage(@NonNull Model model, @NonNull Model.Deleted version) {
        this.model = model;
        this.version = version;
    }

    @Override
    public String getDisplayName() {
        return Messages.VersionPage_displayName(String.valueOf(getNumber()));
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

    /** Its number, which no other version will have. */
    @Exported
    public int getNumber() {
        return version.facts().version();
    }

    /** When it was deleted. */
    @Exported
    @NonNull
    public Moment getDeleted() {
        return Moment.of(version.deletion().time());
    }

    /** Who deleted it. */
    @Exported
    @NonNull
    public String getDeletedBy() {
        return version.deletion().actor().phrase();
    }

    /** Why; null: nobody said. */
    @CheckForNull
    @Exported
    public String getReason() {
        return Util.fixEmptyAndTrim(version.deletion().event().reason());
    }

    /** When it was registered. */
    @Exported
    @NonNull
    public Moment getRegistered() {
        return Moment.of(version.registered());
    }

    /** Who registered it. */
    @Exported
    @NonNull
    public String getBy() {
        return version.actor().phrase();
    }

    /** What it predicted; null when not known. */
    @CheckForNull
    @Exported
    public String getTask() {
        Task task = version.facts().task();
        return task == null ? null : task.toString();
    }

    /** The column it predicted; null when not known. */
    @CheckForNull
    @Exported
    public String getTarget() {
        return version.facts().target();
    }

    /** Free text; null: none. */
    @CheckForNull
    @Exported
    public String getDescription() {
        return Util.fixEmptyAndTrim(version.facts().description());
    }

    /** Its metrics as registered. */
    @Exported
    @NonNull
    public Map<String, Double> getMetrics() {
        return version.facts().metrics();
    }

    /** The same as a table. */
    @NonNull
    public List<MetricRow> getMetricRows() {
        return MetricRow.all(version.facts());
    }

    /** Where it came from. */
    @Exported
    @NonNull
    public Origin getLineage() {
        return Origin.of(version.facts(), version.registered());
    }

    /** The model file that it had. */
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

    /** What happened to it, newest first. */
    @NonNull
    public List<LedgerLine> getHistory() {
        return getOwner().getLedger().lines(getNumber());
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }
}
