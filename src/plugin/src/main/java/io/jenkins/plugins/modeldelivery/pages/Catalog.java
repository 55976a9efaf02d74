package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which models the current user sees. Asks each folder once, however many models it has. */
final class Catalog {

    private Catalog() {}

    /** Names of the visible models in a folder and below it, sorted; of all for the empty folder. */
    @NonNull
    static List<ModelName> visible(@NonNull String folder) throws IOException {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        Map<String, Boolean> folders = new HashMap<>();
        return ModelRegistry.get().models().stream()
                .filter(name -> name.value().startsWith(prefix))
                .filter(name -> folders.computeIfAbsent(name.folder(), f -> mayView(name)))
                .toList();
    }

    private static boolean mayView(ModelName name) {
        ACL acl = ModelAccess.acl(name);
        return acl.hasPermission(Permissions.VIEW);
    }
}
