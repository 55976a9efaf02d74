package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.StaplerProxy;

/** All models of this Jenkins, for those who may view at least one, or models as such. */
@Extension
@Symbol("modelDelivery")
public final class ModelsRootAction implements RootAction, StaplerProxy {

    private static final Logger LOGGER = Logger.getLogger(ModelsRootAction.class.getName());

    @CheckForNull
    @Override
    public String getIconFileName() {
        return isVisible() ? "symbol-cube" : null;
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
        return isVisible() ? new ModelsPage("") : null;
    }

    private boolean isVisible() {
        if (Jenkins.get().hasPermission(Permissions.VIEW)) {
            return true;
        }
        try {
            return ModelAccess.seesAny("");
        } catch (IOException e) {
            // Who may see no model has no use for the news; who may has them on the page.
            LOGGER.log(Level.FINE, "The registry cannot be opened", e);
            return false;
        }
    }
}
