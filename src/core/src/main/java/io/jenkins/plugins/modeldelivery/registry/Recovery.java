package io.jenkins.plugins.modeldelivery.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings the inventory to agree with the directories of models when a registry is opened for writing: after a crash, after
 * damage to the inventory, and in a registry of a format that had none.
 */
final class Recovery {
    private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

    private final ModelDirectories directories;
    private final Inventory inventory;
    private final Relocation relocation;

    Recovery(ModelDirectories directories, Inventory inventory, Relocation relocation) {
        this.directories = directories;
        this.inventory = inventory;
        this.relocation = relocation;
    }

    void run() throws IOException, RegistryException {
        try {
            relocation.resume();
        } catch (IOException | RegistryException e) {
            // The models that did not get there yet wait; all others are of use meanwhile.
            LOGGER.log(System.Logger.Level.ERROR, "A move that was begun cannot be carried through yet", e);
        }
        Set<ModelName> known = new HashSet<>(inventory.models());
        known.addAll(inventory.removed());
        List<ModelName> found = new ArrayList<>();
        for (ModelName name : directories.unknown(known)) {
            for (ModelName former : directories.former(name)) {
                if (inventory.knows(former)) {
                    // The line that said so is lost, and what stands in the inventory instead is long gone.
                    inventory.finish(inventory.begin(Relocation.alone(former, name), Inventory.REGISTRY));
                }
            }
            if (directories.deleted(name)) {
                inventory.remove(name, Inventory.REGISTRY);
            } else {
                found.add(name);
            }
        }
        for (ModelName name : inventory.removed()) {
            // A deletion that was begun and not acknowledged, or a registration after it that was not written down.
            if (directories.occupied(name) && !directories.deleted(name)) {
                found.add(name);
            }
        }
        inventory.add(found);
        if (inventory.aside().isPresent()) {
            // What it lost may have been that one of the others was deleted.
            for (ModelName name : List.copyOf(inventory.models())) {
                if (directories.occupied(name) && directories.deleted(name)) {
                    inventory.remove(name, Inventory.REGISTRY);
                }
            }
        }
    }
}
