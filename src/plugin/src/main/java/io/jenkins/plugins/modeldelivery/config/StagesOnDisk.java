package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Saveable;
import hudson.model.TopLevelItem;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.StageSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * Keeps the stages and what folders demand beside the models, so that the command line knows and obeys them when Jenkins is
 * down ({@link StageSettings}). Written in the background, soon after something of it changed; the registry never reads it
 * here.
 */
@Extension
public final class StagesOnDisk {

    private static final Logger LOGGER = Logger.getLogger(StagesOnDisk.class.getName());

    /** Several changes that come together are written once. */
    private static final long DELAY_MILLIS = 200;

    private final AtomicBoolean pending = new AtomicBoolean();

    /** What was written last; null: nothing yet. */
    private volatile StageSettings written;

    /** Something changed, or a registry was opened that may not have the file. */
    static void changed() {
        StagesOnDisk instance = ExtensionList.lookup(StagesOnDisk.class).get(StagesOnDisk.class);
        if (instance != null && instance.pending.compareAndSet(false, true)) {
            instance.schedule();
        }
    }

    private void schedule() {
        Timer.get().schedule(this::write, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void write() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null || jenkins.isTerminating()) {
            return;
        }
        if (jenkins.getInitLevel().compareTo(InitMilestone.COMPLETED) < 0) {
            // Folders that are not loaded yet would seem to demand nothing.
            schedule();
            return;
        }
        pending.set(false);
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Registry registry = ModelRegistry.ifPresent().orElse(null);
            if (registry != null) {
                StageSettings settings = new StageSettings(ModelRegistry.stages(), folders(jenkins));
                registry.keep(settings);
                written = settings;
            }
        } catch (IOException | RegistryException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Could not write " + StageSettings.FILE
                            + ": until the next change of a stage, the command line knows those from before");
        }
    }

    private static Map<String, Map<String, Policy>> folders(Jenkins jenkins) {
        Map<String, Map<String, Policy>> folders = new HashMap<>();
        jenkins.allItems(TopLevelItem.class, item -> item instanceof ItemGroup).forEach(folder -> {
            Map<String, Policy> demands = demands(folder);
            if (!demands.isEmpty()) {
                folders.put(folder.getFullName(), demands);
            }
        });
        return folders;
    }

    private static Map<String, Policy> demands(Item folder) {
        Map<String, Policy> all = new HashMap<>();
        for (FolderDemands source : ExtensionList.lookup(FolderDemands.class)) {
            source.of(folder).forEach((stage, policy) -> all.merge(stage, policy, Policy::stricter));
        }
        return all;
    }

    /** Whether what was written names the folder or one below it. */
    private static boolean known(String folder) {
        StagesOnDisk instance = ExtensionList.lookup(StagesOnDisk.class).get(StagesOnDisk.class);
        StageSettings written = instance == null ? null : instance.written;
        return written != null
                && written.folders().keySet().stream()
                        .anyMatch(name -> name.equals(folder) || name.startsWith(folder + "/"));
    }

    /** Notices what is configured. */
    @Extension
    public static final class Configured extends SaveableListener {
        @Override
        public void onChange(Saveable o, XmlFile file) {
            if (o instanceof ModelDeliveryConfiguration
                    || o instanceof ItemGroup
                            && o instanceof Item folder
                            && (known(folder.getFullName()) || !demands(folder).isEmpty())) {
                changed();
            }
        }
    }

    /** Notices folders that have another name now, or are gone. */
    @Extension
    public static final class Moved extends ItemListener {
        @Override
        public void onLocationChanged(@NonNull Item item, @NonNull String oldFullName, @NonNull String newFullName) {
            if (item instanceof ItemGroup && known(oldFullName)) {
                changed();
            }
        }

        @Override
        public void onDeleted(@NonNull Item item) {
            if (item instanceof ItemGroup && known(item.getFullName())) {
                changed();
            }
        }
    }
}
