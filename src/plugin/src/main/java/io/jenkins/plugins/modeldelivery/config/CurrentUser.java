package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The user who asks, as the one who does something to models: by a page, by REST or by a command. */
public final class CurrentUser {

    private CurrentUser() {}

    /** As the ledger names the user. */
    @NonNull
    public static Actor actor() {
        return Actor.user(Jenkins.getAuthentication2().getName());
    }

    /**
     * What makes a request that is made again do nothing twice: no other user and no build can have chosen the same.
     *
     * @param key as the user chose it; blank: none
     */
    @CheckForNull
    public static String once(@CheckForNull String key) {
        String given = Util.fixEmptyAndTrim(key);
        return given == null ? null : actor().phrase() + ": " + given;
    }

    /**
     * What the user does to a model.
     *
     * @param permission that it takes
     * @throws org.springframework.security.access.AccessDeniedException without that permission on the model
     */
    @NonNull
    public static Changes changes(@NonNull ModelName name, @NonNull Permission permission) throws IOException {
        ModelAccess.acl(name).checkPermission(permission);
        return ModelRegistry.get().changes(name, actor());
    }
}
