package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * Who may do what with which model: a model is guarded by the folder that its full name names. A model that the user may
 * not {@link Permissions#VIEW view} does not exist for that user, so nothing here tells the two apart.
 */
public final class ModelAccess {

    private ModelAccess() {}

    /**
     * The rights on the models of a folder. A folder that is gone protects no longer, so its models are for administrators
     * only.
     *
     * @param name of a model, existing or not
     */
    @NonNull
    public static ACL acl(@NonNull ModelName name) {
        Jenkins jenkins = Jenkins.get();
        if (name.folder().isEmpty()) {
            return jenkins.getACL();
        }
        Item folder;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            folder = jenkins.getItemByFullName(name.folder());
        }
        if (folder instanceof ItemGroup) {
            return folder.getACL();
        }
        return ACL.lambda2((user, permission) -> jenkins.getACL().hasPermission2(user, Jenkins.ADMINISTER));
    }

    /** Whether the current user has the permission, and may see the model at all. */
    public static boolean has(@NonNull ModelName name, @NonNull Permission permission) {
        ACL acl = acl(name);
        return acl.hasPermission(Permissions.VIEW) && acl.hasPermission(permission);
    }

    /**
     * Whether a build may; it acts with the authentication that builds of its job have, which is the system's unless the
     * administrator configured another.
     */
    public static boolean has(@NonNull Run<?, ?> build, @NonNull ModelName name, @NonNull Permission permission) {
        Authentication authentication = build.getParent() instanceof hudson.model.Queue.Task task
                ? Tasks.getAuthenticationOf2(task)
                : Jenkins.ANONYMOUS2;
        try (ACLContext ignored = ACL.as2(authentication)) {
            return has(name, permission);
        }
    }

    /** The model, if it exists and the current user may view it. */
    @NonNull
    public static Optional<Model> find(@NonNull ModelName name) throws IOException {
        return has(name, Permissions.VIEW) ? ModelRegistry.get().find(name) : Optional.empty();
    }

    /** Names of all models that the current user may view, sorted. */
    @NonNull
    public static List<ModelName> visible() throws IOException {
        return ModelRegistry.get().models().stream()
                .filter(name -> has(name, Permissions.VIEW))
                .toList();
    }

    /**
     * Full name of the folder that a job's model names are relative to.
     *
     * @param item the job; null: none is known
     */
    @NonNull
    public static String folder(@CheckForNull Item item) {
        return item == null ? "" : item.getParent().getFullName();
    }
}
