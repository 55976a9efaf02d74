package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.PendingMoves;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * Lets models follow the folders that they belong to, and lineages the jobs that they name. A folder is whatever holds items,
 * a multibranch project among them.
 *
 * <ul>
 *   <li>Renamed or moved: the models of a folder get its new name; a job takes along only the lineages that lead to it.
 *   <li>Deleted: the models of a folder move to one that does not exist, so that only administrators see them. The end of a
 *       job changes nothing: its versions stay.
 *   <li>Created, copied, or moved to a name where models already are, which were there before the folder was: those move
 *       aside likewise. Nobody comes by models through the choice of a name.
 * </ul>
 */
@Extension
public final class ItemFollower extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(ItemFollower.class.getName());
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock = Clock.systemUTC();

    /**
     * The items below the one that moved last on this thread, of which Jenkins is about to tell one by one. They have followed
     * already.
     */
    private final ThreadLocal<Below> told = new ThreadLocal<>();

    private record Below(String from, String to, Set<String> names) {
        boolean has(String oldName, String newName) {
            return newName.startsWith(to + "/")
                    && oldName.equals(from + newName.substring(to.length()))
                    && names.remove(newName);
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        Below below = told.get();
        if (below != null && below.has(oldFullName, newFullName)) {
            if (below.names().isEmpty()) {
                told.remove();
            }
            return;
        }
        told.remove();
        if (!present()) {
            return;
        }
        if (item instanceof ItemGroup<?> folder) {
            Set<String> names = new HashSet<>();
            for (Item child : Items.allItems2(ACL.SYSTEM2, folder, Item.class)) {
                names.add(child.getFullName());
            }
            if (!names.isEmpty()) {
                told.set(new Below(oldFullName, newFullName, names));
            }
            makeWay(newFullName);
        }
        PendingMoves.get().follow(oldFullName, newFullName, user());
    }

    /** Also of a copy, which begins without models. */
    @Override
    public void onCreated(Item item) {
        if (item instanceof ItemGroup) {
            makeWay(item.getFullName());
        }
    }

    @Override
    public void onDeleted(Item item) {
        if (item instanceof ItemGroup && present()) {
            leave(item.getFullName(), "deleted");
        }
    }

    /**
     * Models that are there before their folder is belong to one that is no more: it was renamed or deleted while this plugin
     * was not there to see it.
     */
    private void makeWay(String folder) {
        try {
            Optional<Registry> registry = ModelRegistry.ifPresent();
            if (registry.isPresent()
                    && registry.get().models().stream()
                            .anyMatch(name -> name.value().startsWith(folder + "/"))) {
                LOGGER.log(Level.WARNING, "The new folder ''{0}'' begins without the models of an earlier one", folder);
                leave(folder, "earlier");
            }
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "It cannot be told whether there are models in '" + folder + "' already");
        }
    }

    private void leave(String folder, String word) {
        PendingMoves.get().follow(folder, folder + "~" + word + "-" + STAMP.format(clock.instant()), user());
    }

    /** Whether there is anything to follow, asked without opening it. */
    private static boolean present() {
        return Files.isDirectory(ModelRegistry.directory());
    }

    @CheckForNull
    private static String user() {
        Authentication who = Jenkins.getAuthentication2();
        return ACL.SYSTEM2.equals(who) ? null : who.getName();
    }
}
