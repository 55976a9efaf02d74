package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.StageRules;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.util.Map;
import jenkins.model.Jenkins;

/**
 * The stages as they are configured at the moment: those of {@link ModelDeliveryConfiguration} everywhere, made stricter
 * by every folder on the way down to the model ({@link FolderDemands}).
 */
final class ConfiguredStages implements StageRules {

    @Override
    public Stages stages() {
        return ModelDeliveryConfiguration.get().current();
    }

    @Override
    public Stages stages(ModelName model) {
        return inFolder(model.folder());
    }

    /**
     * The stages as they hold for the models of a folder.
     *
     * @param folder full name; empty: the root. Folders on the way that do not exist demand nothing.
     */
    @NonNull
    static Stages inFolder(@NonNull String folder) {
        Stages stages = ModelDeliveryConfiguration.get().current();
        ExtensionList<FolderDemands> sources = ExtensionList.lookup(FolderDemands.class);
        if (folder.isEmpty() || sources.isEmpty()) {
            return stages;
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (int end = folder.indexOf('/'); ; end = folder.indexOf('/', end + 1)) {
                Item item = Jenkins.get().getItemByFullName(end < 0 ? folder : folder.substring(0, end));
                if (item != null) {
                    for (FolderDemands source : sources) {
                        Map<String, Policy> demands = source.of(item);
                        if (!demands.isEmpty()) {
                            stages = stages.stricter(demands);
                        }
                    }
                }
                if (end < 0) {
                    return stages;
                }
            }
        }
    }
}
