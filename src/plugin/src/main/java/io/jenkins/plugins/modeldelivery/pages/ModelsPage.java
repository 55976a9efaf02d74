package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The models of a folder and of all folders below it, by name, a page at a time. One object a request. What the user may
 * not view is not there: neither in the list, nor below its address.
 */
@ExportedBean
public final class ModelsPage implements ModelObject {

    /** Models on a full page. */
    static final int SIZE = 50;

    private static final Logger LOGGER = Logger.getLogger(ModelsPage.class.getName());

    private final String folder;
    private List<ModelName> found;

    ModelsPage(@NonNull String folder) {
        this.folder = folder;
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

    /** What is searched for; empty: everything. */
    @NonNull
    public String getQuery() {
        String query = parameter("q");
        return query == null ? "" : query.trim();
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

    /** Which part of the list is shown. */
    @Exported
    @NonNull
    public Paging getPaging() throws IOException {
        String query = getQuery();
        return Paging.of(parameter("page"), SIZE, found().size(), query.isEmpty() ? "" : "q=" + Util.rawEncode(query));
    }

    /** The models on this page. */
    @Exported
    @NonNull
    public List<ModelRow> getModels() throws IOException {
        Stages stages = ModelRegistry.get().stages();
        List<ModelRow> rows = new ArrayList<>();
        for (ModelName name : getPaging().of(found())) {
            row(name, stages).ifPresent(rows::add);
        }
        return rows;
    }

    /** Names of the stages with a column each. */
    @NonNull
    public List<String> getStages() throws IOException {
        return StageCell.servingNames(ModelRegistry.get().stages());
    }

    /** The same for programs. */
    public Api getApi() {
        return new Api(this);
    }

    /** {@code .../model/rain/}: a model of this folder; null, which is answered with 404, if it is absent or hidden. */
    @CheckForNull
    public ModelPage getModel(String name) throws IOException {
        Optional<ModelName> full = below(name);
        return full.isEmpty()
                ? null
                : ModelAccess.find(full.get()).map(ModelPage::new).orElse(null);
    }

    /**
     * {@code .../folder/team/}: models further down. Those of deleted folders, and of folders that the current user cannot
     * go to, would otherwise be nowhere.
     */
    @CheckForNull
    public ModelsPage getFolder(String name) throws IOException {
        Optional<ModelName> full = below(name);
        return full.isEmpty() || Catalog.visible(full.get().value()).isEmpty()
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

    private Optional<ModelRow> row(ModelName name, Stages stages) {
        try {
            return ModelRegistry.get().find(name).map(model -> ModelRow.of(model, folder, stages));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The ledger of model '" + name + "' cannot be read");
            return Optional.of(ModelRow.unreadable(name, folder, stages));
        }
    }

    private List<ModelName> found() throws IOException {
        if (found == null) {
            String wanted = getQuery().toLowerCase(Locale.ROOT);
            found = Catalog.visible(folder).stream()
                    .filter(name -> name.value().toLowerCase(Locale.ROOT).contains(wanted))
                    .toList();
        }
        return found;
    }

    private static String parameter(String name) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? null : request.getParameter(name);
    }
}
