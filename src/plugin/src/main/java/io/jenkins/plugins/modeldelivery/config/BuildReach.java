package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * How far a build reaches. One with an identity is bound by the permissions of that identity alone. One that runs as SYSTEM,
 * as all do that nobody gave an identity, has every permission, and whoever may change its job would have, too: it is bound
 * to the models of its job's folder and of those below, and may read those of the folders above, unless the administrator
 * allows it all folders ({@link ModelDeliveryConfiguration#isOtherFolders}).
 */
final class BuildReach {

    private BuildReach() {}

    /** Who a build acts as; anonymous if that cannot be known. */
    @NonNull
    static Authentication identity(@NonNull Run<?, ?> build) {
        return identity(build.getParent());
    }

    /** Who builds of a job act as; anonymous if that cannot be known. */
    @NonNull
    static Authentication identity(@NonNull Job<?, ?> job) {
        return job instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : Jenkins.ANONYMOUS2;
    }

    /**
     * Why a model is out of a build's reach, whether there is such a model or not; null: it is not.
     *
     * @return one sentence without its full stop, and what to do
     */
    @CheckForNull
    static String refusal(@NonNull Run<?, ?> build, @NonNull ModelName model, @NonNull Permission permission) {
        return refusal(build.getParent(), model, permission);
    }

    /** Why a model is out of reach of the builds of a job; see there. */
    @CheckForNull
    static String refusal(@NonNull Job<?, ?> job, @NonNull ModelName model, @NonNull Permission permission) {
        if (PendingMoves.get().covers(model)) {
            return "Model '" + model
                    + "' is out of reach: the folder of that name was renamed or deleted, and its models"
                    + " could not follow yet. They will be tried again within a minute; the administrator is told why (Manage"
                    + " Jenkins)";
        }
        if (!ACL.SYSTEM2.equals(identity(job))
                || ModelDeliveryConfiguration.get().isOtherFolders()) {
            return null;
        }
        String own = ModelAccess.folder(job);
        if (within(model.folder(), own)) {
            return null;
        }
        boolean above = within(own, model.folder());
        if (above && (permission == Permissions.VIEW || permission == Permissions.VIEW_BADGE)) {
            return null;
        }
        return "Model '" + model + "' is out of reach: this build runs as SYSTEM, and may use the models of "
                + (own.isEmpty() ? "the root" : "its job's folder '" + own + "'") + " and of the folders below"
                + (above ? ", but only read those of the folders above" : " only")
                + ". Give builds the identity of a user (plugin Authorize Project), or let an administrator allow every"
                + " folder (Manage Jenkins, System, Model Delivery: otherFolders)";
    }

    /** Whether a folder is another one or lies below it. */
    private static boolean within(String folder, String outer) {
        return outer.isEmpty() || folder.equals(outer) || folder.startsWith(outer + "/");
    }
}
