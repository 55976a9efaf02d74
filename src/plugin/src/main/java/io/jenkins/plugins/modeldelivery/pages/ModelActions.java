package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.CurrentUser;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * What may be done to a model as a whole, below its address, by forms and by programs. Made only for those who may view the
 * model.
 */
public final class ModelActions {

    private final ModelName model;

    ModelActions(@NonNull ModelName model) {
        this.model = model;
    }

    /**
     * Brings back the champion of a stage before the present one, or a version that stood there before.
     *
     * @param version number or alias; empty: the champion before the present one
     */
    @RequirePOST
    public HttpResponse doRollback(
            @QueryParameter String stage,
            @QueryParameter String version,
            @QueryParameter String reason,
            @QueryParameter String once)
            throws IOException {
        return Answer.to(
                model,
                Permissions.PROMOTE,
                changes -> Done.moved(
                                model,
                                changes.once(CurrentUser.once(once))
                                        .rollback(
                                                Answer.stage(model, stage, "stage"),
                                                number(version),
                                                Util.fixEmptyAndTrim(reason)))
                        .at(Links.model(model)));
    }

    /** Takes an alias away. */
    @RequirePOST
    public HttpResponse doRemoveAlias(@QueryParameter String alias) throws IOException {
        return act(Permissions.PROMOTE, changes -> changes.removeAlias(Answer.required(alias, "alias")));
    }

    /** Sets a note on the model itself. */
    @RequirePOST
    public HttpResponse doTag(@QueryParameter String key, @QueryParameter String value) throws IOException {
        return act(Permissions.CONFIGURE, changes -> changes.tag(null, Answer.required(key, "key"), value));
    }

    /** Takes a note off the model itself. */
    @RequirePOST
    public HttpResponse doRemoveTag(@QueryParameter String key) throws IOException {
        return act(Permissions.CONFIGURE, changes -> changes.removeTag(null, Answer.required(key, "key")));
    }

    /**
     * Gives the model another name, perhaps in another folder, in which the user must be allowed to add models.
     *
     * @param to name as a job in the model's folder would write it: relative to that folder, absolute with a leading slash
     */
    @RequirePOST
    public HttpResponse doMove(@QueryParameter String to) throws IOException {
        return Answer.to(model, Permissions.CONFIGURE, changes -> {
            ModelName target = ModelName.resolve(Answer.required(to, "to"), model.folder());
            if (!ModelAccess.folderExists(target) || !ModelAccess.has(target, Permissions.VIEW)) {
                throw new InputException(
                        Messages.ModelActions_noFolder(target.folder()), "to", Messages.ModelActions_noFolderAdvice());
            }
            ModelAccess.acl(target).checkPermission(Permissions.REGISTER);
            ModelRegistry.get().rename(model, target, CurrentUser.actor());
            return Done.model(target);
        });
    }

    /** Deletes the model with all its versions, unless one serves or has an alias. */
    @RequirePOST
    public HttpResponse doDelete(@QueryParameter String reason) throws IOException {
        return Answer.to(model, Permissions.DELETE, changes -> {
            ModelRegistry.get().delete(model, Util.fixEmptyAndTrim(reason), CurrentUser.actor());
            return Done.model(model).at(Links.folder(model.folder()));
        });
    }

    private interface Act {
        void on(Changes changes) throws IOException, RegistryException;
    }

    private Answer act(Permission permission, Act act) throws IOException {
        return Answer.to(model, permission, changes -> {
            act.on(changes);
            return Done.model(model);
        });
    }

    @CheckForNull
    private Integer number(String version) throws IOException, RegistryException {
        String spec = Util.fixEmptyAndTrim(version);
        if (spec == null) {
            return null;
        }
        Registry registry = ModelRegistry.get();
        return Selector.select(registry.get(model), spec, registry.stages(model))
                .number();
    }
}
