package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Listing;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The models of a folder and of all folders below it, a page at a time. One object a request. What the user may
 * not view is not there: neither in the list, nor below its address.
 */
@ExportedBean
public final class ModelsPage implements ModelObject {

    private static final Logger LOGGER = Logger.getLogger(ModelsPage.class.getName());

    private final String folder;
    private ListQuery query;
    private Listing found;

    ModelsPage(@NonNull String folder) {
        this.folder = folder;
    }

    /** A list that nobody asked for by a request. */
    public ModelsPage(@NonNull ListQuery query) {
        folder = query.query().folder();
        this.query = query;
    }

    @Override
    public String getDisplayName() {
        return Messages.ModelsPage_displayName();
    }

    /** Full name of the folder; empty for all models. */
    @Exported
    @NonNull
    public String getFolder() {
        return folder;
    }

    /** What is searched for, in which order. */
    @NonNull
    public ListQuery getQuery() {
        if (query == null) {
            query = ListQuery.of(folder, Stapler.getCurrentRequest2());
        }
        return query;
    }

    /** Why nothing can be listed; null when all is well. */
    @CheckForNull
    public String getTrouble() {
        try {
            ModelRegistry.get();
            return null;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The registry cannot be opened", e);
            return Jenkins.get().hasPermission(Jenkins.SYSTEM_READ) ? e.getMessage() : Messages.ModelsPage_trouble();
        }
    }

    /** What is wrong with the query; null: nothing. */
    @CheckForNull
    @Exported
    public String getProblem() {
        return getQuery().problem();
    }

    /** Which part of the list is shown. */
    @Exported
    @NonNull
    public Paging getPaging() throws IOException {
        return Paging.of(found(), getQuery().repeated());
    }

    /** The models on this page. */
    @Exported
    @NonNull
    public List<ModelRow> getModels() throws IOException {
        Stages stages = ModelRegistry.get().stages();
        return found().rows().stream()
                .map(summary -> ModelRow.of(summary, folder, stages))
                .toList();
    }

    /** All stages in order. */
    @Exported
    @NonNull
    public List<StageMark> getStages() throws IOException {
        return ModelRegistry.get().stages().order().stream().map(StageMark::of).toList();
    }

    /** The stages with a column each. */
    @NonNull
    public List<StageMark> getColumns() throws IOException {
        return ModelRow.columns(ModelRegistry.get().stages());
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /** {@code .../model/rain/}: a model of this folder; {@link Absent} if there is none or it is hidden. */
    @NonNull
    @StaplerDispatchable
    public Object getModel(String name) throws IOException {
        Optional<ModelName> full = below(name);
        Optional<Model> model = full.isEmpty() ? Optional.empty() : ModelAccess.find(full.get());
        return model.isPresent() ? new ModelPage(model.get()) : new Absent(Messages.ModelsPage_noModel(name));
    }

    /**
     * {@code .../folder/team/}: models further down. Those of deleted folders, and of folders that the current user cannot
     * go to, would otherwise be nowhere.
     */
    @CheckForNull
    public ModelsPage getFolder(String name) throws IOException {
        Optional<ModelName> full = below(name);
        return full.isEmpty() || !ModelAccess.seesAny(full.get().value())
                ? null
                : new ModelsPage(full.get().value());
    }

    /** The full name of what has that name here; empty if nothing can have it. */
    private Optional<ModelName> below(String name) {
        try {
            return Optional.of(new ModelName(folder.isEmpty() ? name : folder + "/" + name));
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "Asked for a model that cannot be");
            return Optional.empty();
        }
    }

    private Listing found() throws IOException {
        if (found == null) {
            found = ModelRegistry.get().search(getQuery().query(), ModelAccess.viewable());
        }
        return found;
    }
}
