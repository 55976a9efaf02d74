package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerProxy;

/** The models of a folder. Shown beside the folder only when there are some: most folders have none. */
public final class FolderModels implements Action, StaplerProxy {

    private static final Logger LOGGER = Logger.getLogger(FolderModels.class.getName());

    private final AbstractItem folder;

    private FolderModels(AbstractItem folder) {
        this.folder = folder;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return hasModels() ? "symbol-cube" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ModelsPage_displayName();
    }

    @NonNull
    @Override
    public String getUrlName() {
        return Links.ROOT;
    }

    /** The page; null, which is answered with 404, for those who have nothing to see here. */
    @CheckForNull
    @Override
    public Object getTarget() {
        return folder.hasPermission(Permissions.VIEW) || hasModels() ? new ModelsPage(folder.getFullName()) : null;
    }

    private boolean hasModels() {
        try {
            return ModelAccess.seesAny(folder.getFullName());
        } catch (IOException e) {
            // The list of all models says what is wrong.
            LOGGER.log(Level.FINE, "The registry cannot be opened", e);
            return false;
        }
    }

    /** Attaches it to everything that holds jobs and is none itself: folders, multibranch projects, organizations. */
    @Extension
    public static final class Factory extends TransientActionFactory<AbstractItem> {

        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull AbstractItem target) {
            return target instanceof ItemGroup && !(target instanceof Job)
                    ? List.of(new FolderModels(target))
                    : List.of();
        }
    }
}
