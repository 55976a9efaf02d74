package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Who may do what with which model: a model is guarded by the folder that its full name names. A model that the user may
 * not {@link Permissions#VIEW view} does not exist for that user, so nothing here tells the two apart.
 */
public final class ModelAccess {

    private ModelAccess() {}

    /**
     * The rights on the models of a folder. A folder that is gone protects no longer, so its models are for administrators
     * only; so are models that could not follow their folder to its new name yet, whatever has the old name now.
     *
     * @param name of a model, existing or not
     */
    @NonNull
    public static ACL acl(@NonNull ModelName name) {
        Jenkins jenkins = Jenkins.get();
        if (name.folder().isEmpty()) {
            return jenkins.getACL();
        }
        Item folder = PendingMoves.get().covers(name) ? null : folder(name);
        if (folder != null) {
            return folder.getACL();
        }
        return ACL.lambda2((user, permission) -> jenkins.getACL().hasPermission2(user, Jenkins.ADMINISTER));
    }

    /** Whether the current user has the permission, and may see at all what it is about. */
    public static boolean has(@NonNull ModelName name, @NonNull Permission permission) {
        ACL acl = acl(name);
        return acl.hasPermission(permission)
                && (permission == Permissions.VIEW_BADGE || acl.hasPermission(Permissions.VIEW));
    }

    /**
     * Whether a build may; it acts with the authentication that builds of its job have. If that is the system's, it is the
     * folders that bind it.
     */
    public static boolean has(@NonNull Run<?, ?> build, @NonNull ModelName name, @NonNull Permission permission) {
        try (ACLContext ignored = ACL.as2(BuildReach.identity(build))) {
            return BuildReach.refusal(build, name, permission) == null && has(name, permission);
        }
    }

    /**
     * Why a model lies beyond the folders that bind a build which runs as SYSTEM; null: it does not. The same whether there
     * is such a model or not.
     *
     * @return what is wrong and what to do, without the last full stop
     */
    @CheckForNull
    public static String outOfReach(@NonNull Run<?, ?> build, @NonNull ModelName name, @NonNull Permission permission) {
        return BuildReach.refusal(build, name, permission);
    }

    /** Whether the builds of a job may; see {@link #has(Run, ModelName, Permission)}. */
    public static boolean has(@NonNull Job<?, ?> job, @NonNull ModelName name, @NonNull Permission permission) {
        try (ACLContext ignored = ACL.as2(BuildReach.identity(job))) {
            return BuildReach.refusal(job, name, permission) == null && has(name, permission);
        }
    }

    /** Why a model lies beyond the folders that bind the builds of a job; see {@link #outOfReach(Run, ModelName, Permission)}. */
    @CheckForNull
    public static String outOfReach(@NonNull Job<?, ?> job, @NonNull ModelName name, @NonNull Permission permission) {
        return BuildReach.refusal(job, name, permission);
    }

    /** Names of all models that a build may view, sorted. */
    @NonNull
    public static List<ModelName> visible(@NonNull Run<?, ?> build) throws IOException {
        try (ACLContext ignored = ACL.as2(BuildReach.identity(build))) {
            return visible().stream()
                    .filter(name -> BuildReach.refusal(build, name, Permissions.VIEW) == null)
                    .toList();
        }
    }

    /** Whether the folder of a model exists; the root always does. */
    public static boolean folderExists(@NonNull ModelName name) {
        return name.folder().isEmpty() || folder(name) != null;
    }

    @CheckForNull
    private static Item folder(ModelName name) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Item item = Jenkins.get().getItemByFullName(name.folder());
            return item instanceof ItemGroup ? item : null;
        }
    }

    /** The model, if it exists and the current user may view it. */
    @NonNull
    public static Optional<Model> find(@NonNull ModelName name) throws IOException {
        return has(name, Permissions.VIEW) ? ModelRegistry.get().find(name) : Optional.empty();
    }

    /**
     * The model, if it exists and the current user may view its badge. Nothing but the badge may be shown of it.
     */
    @NonNull
    public static Optional<Model> findForBadge(@NonNull ModelName name) throws IOException {
        return has(name, Permissions.VIEW_BADGE) ? ModelRegistry.get().find(name) : Optional.empty();
    }

    /** Names of all models that the current user may view, sorted. */
    @NonNull
    public static List<ModelName> visible() throws IOException {
        return visible("");
    }

    /**
     * Names of all models that the current user may view, as one writes them in a job: those of its folder and below relative
     * to it and first, the others absolute.
     *
     * @param item the job; null: none is known
     */
    @NonNull
    public static List<String> namesFor(@CheckForNull Item item) throws IOException {
        String folder = folder(item);
        String prefix = folder.isEmpty() ? "" : folder + "/";
        Map<Boolean, List<String>> names =
                visible().stream().map(ModelName::value).collect(Collectors.partitioningBy(n -> n.startsWith(prefix)));
        return Stream.concat(
                        names.get(true).stream().map(name -> name.substring(prefix.length())),
                        names.get(false).stream().map(name -> "/" + name))
                .toList();
    }

    /** Names of the models in a folder and below it that the current user may view, sorted; the empty folder is the root. */
    @NonNull
    public static List<ModelName> visible(@NonNull String folder) throws IOException {
        return within(folder).filter(viewable()).toList();
    }

    /** Whether the current user may view any model in a folder or below it. */
    public static boolean seesAny(@NonNull String folder) throws IOException {
        return within(folder).anyMatch(viewable());
    }

    /**
     * Whether the current user may view a model, for asking about many: each folder is asked once, however many models it
     * has. For one request only, and for one thread.
     */
    @NonNull
    public static Predicate<ModelName> viewable() {
        Map<String, Boolean> folders = new HashMap<>();
        return name -> folders.computeIfAbsent(name.folder(), folder -> has(name, Permissions.VIEW));
    }

    private static Stream<ModelName> within(String folder) throws IOException {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return ModelRegistry.get().models().stream().filter(name -> name.value().startsWith(prefix));
    }

    /**
     * Full name of the folder that a job's model names are relative to.
     *
     * @param item the job; null: none is known
     */
    @NonNull
    public static String folder(@CheckForNull Item item) {
        if (item == null) {
            return "";
        }
        ItemGroup<?> group = item.getParent();
        // The configurations of a matrix and the modules of a Maven job are items within their job.
        while (group instanceof Job<?, ?> job) {
            group = job.getParent();
        }
        return group.getFullName();
    }
}
