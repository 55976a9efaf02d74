package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.LedgerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets models follow a folder that has another name. Each model moves by itself; what a crash or a failure leaves is carried
 * through by doing all of it again, so every part must do nothing where it is done already.
 */
final class Relocation {
    private final WriteAccess access;
    private final ModelDirectories directories;
    private final Inventory inventory;
    private final ModelLedgers ledgers;
    private final LedgerFile.Opener disk;
    private final Told told;
    private final AtomicLong count = new AtomicLong();

    /** Is told of models that moved, without any lock. */
    interface Told {
        void of(Map<ModelName, ModelName> moved, Actor actor);
    }

    Relocation(OpenDirectory directory, Told told) {
        access = directory.access();
        directories = directory.directories();
        inventory = directory.inventory();
        ledgers = directory.ledgers();
        disk = directory.writer().disk();
        this.told = told;
    }

    /** How often models got other directories. */
    long count() {
        return count.get();
    }

    /** @return new name by the one before */
    Map<ModelName, ModelName> move(String from, String to, Actor actor) throws IOException, RegistryException {
        resume();
        return from.equals(to) ? Map.of() : told(actor, () -> carryThrough(begin(from, to, actor)));
    }

    /** Moves one model alone. */
    void rename(ModelName from, ModelName to, Actor actor) throws IOException, RegistryException {
        resume();
        told(actor, () -> carryThrough(begin(from, to, actor)));
    }

    /** Carries through what was begun before, oldest first. */
    void resume() throws IOException, RegistryException {
        for (Version.Recorded<Event.ItemMoved> begun : inventory.unfinished()) {
            // Unless somebody else just did.
            told(begun.actor(), () -> inventory.unfinished().contains(begun) ? carryThrough(begun) : Map.of());
        }
    }

    private Map<ModelName, ModelName> told(Actor actor, WriteAccess.Write<Map<ModelName, ModelName>> move)
            throws IOException, RegistryException {
        Map<ModelName, ModelName> moved = access.exclusive(() -> {
            count.incrementAndGet();
            return move.run();
        });
        told.of(moved, actor);
        return moved;
    }

    /** Says which models below a job or folder go where; writes it down, but does not do it. */
    private Version.Recorded<Event.ItemMoved> begin(String from, String to, Actor actor)
            throws IOException, RegistryException {
        Map<String, String> models = new LinkedHashMap<>();
        // Deleted ones follow, too: their ledgers are not for whoever gets a folder of the old name.
        for (NavigableSet<ModelName> names : List.of(inventory.models(), inventory.removed())) {
            for (ModelName name : names) {
                if (name.value().startsWith(from + "/")) {
                    ModelName wanted = ModelName.closest(to + name.value().substring(from.length()));
                    models.put(name.value(), free(wanted, models.values()).value());
                }
            }
        }
        for (String target : models.values()) {
            stepAside(new ModelName(target), models.values(), actor);
        }
        return inventory.begin(new Event.ItemMoved(from, to, models), actor);
    }

    /** Gives a model that was deleted another name, if it still has one that is wanted now. */
    private void stepAside(ModelName wanted, Collection<String> given, Actor actor)
            throws IOException, RegistryException {
        if (formerly(wanted)) {
            ModelName aside = wanted;
            for (int i = 2; formerly(aside) || given.contains(aside.value()); i++) {
                aside = free(ModelName.closest(wanted + "~" + i), given);
            }
            carryThrough(inventory.begin(alone(wanted, aside), actor));
        }
    }

    /** Whether a model had that name, be its ledger still there or lost. */
    private boolean formerly(ModelName name) throws IOException {
        return directories.occupied(name) || inventory.removed().contains(name);
    }

    /**
     * Says that one model goes to a name that is free; writes it down, but does not do it. No job or folder moves, even if
     * one has the model's name.
     */
    private Version.Recorded<Event.ItemMoved> begin(ModelName from, ModelName to, Actor actor)
            throws IOException, RegistryException {
        if (!inventory.contains(from)) {
            throw new RegistryException("There is no model '" + from + "' in the registry.");
        }
        if (inventory.contains(to)) {
            throw new RegistryException("There is a model '" + to + "' already. Choose another name.");
        }
        if (Files.exists(directories.ledger(to)) || formerly(to)) {
            throw new RegistryException(
                    "There was a model '" + to + "', and its ledger keeps the name. Choose another name.");
        }
        return inventory.begin(alone(from, to), actor);
    }

    /** One model alone: by that, no job or folder has another name afterwards. */
    static Event.ItemMoved alone(ModelName from, ModelName to) {
        return new Event.ItemMoved(from.value(), from.value(), Map.of(from.value(), to.value()));
    }

    /**
     * As many models as can; one that cannot keeps the others from nothing.
     *
     * @return new name by the one before, of those that are not deleted
     */
    private Map<ModelName, ModelName> carryThrough(Version.Recorded<Event.ItemMoved> begun)
            throws IOException, RegistryException {
        Map<ModelName, ModelName> moved = new LinkedHashMap<>();
        Set<ModelName> removed = inventory.removed();
        IOException failure = null;
        for (Map.Entry<String, String> model : begun.event().models().entrySet()) {
            ModelName name = new ModelName(model.getKey());
            ModelName target = new ModelName(model.getValue());
            try {
                if (Files.exists(directories.ledger(name))) {
                    directories.clear(target, disk);
                    ledgers.of(name).relocate(target, directories.ledger(target), begun.actor());
                }
                if (!removed.contains(name)) {
                    moved.put(name, target);
                }
            } catch (IOException | RegistryException e) {
                if (failure == null) {
                    failure = new IOException(
                            "The model '" + name + "' cannot be moved to '" + target + "': " + e.getMessage(), e);
                } else {
                    failure.addSuppressed(e);
                }
            } finally {
                ledgers.forget(name);
                ledgers.forget(target);
            }
        }
        if (failure != null) {
            throw failure;
        }
        inventory.finish(begun);
        return moved;
    }

    /** @param given away by the same move */
    private ModelName free(ModelName wanted, Collection<String> given) throws IOException {
        ModelName name = wanted;
        for (int i = 2; inventory.contains(name) || given.contains(name.value()); i++) {
            name = ModelName.closest(wanted + "~" + i);
        }
        return name;
    }
}
