package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets models follow a job or folder that has another name. Each model moves by itself; what a crash leaves is carried
 * through by doing all of it again, so every part must do nothing where it is done already.
 */
final class Relocation {
    private final ModelDirectories directories;
    private final Inventory inventory;
    private final Function<ModelName, ModelLedger> ledgers;
    private final Consumer<ModelName> forget;

    Relocation(
            ModelDirectories directories,
            Inventory inventory,
            Function<ModelName, ModelLedger> ledgers,
            Consumer<ModelName> forget) {
        this.directories = directories;
        this.inventory = inventory;
        this.ledgers = ledgers;
        this.forget = forget;
    }

    /** Says which models below a job or folder go where; writes it down, but does not do it. */
    Version.Recorded<Event.ItemMoved> begin(String from, String to, Actor actor) throws IOException, RegistryException {
        Map<String, String> models = new LinkedHashMap<>();
        for (ModelName name : inventory.models()) {
            if (name.value().startsWith(from + "/")) {
                String wanted = to + name.value().substring(from.length());
                models.put(name.value(), free(wanted).value());
            }
        }
        return inventory.begin(new Event.ItemMoved(from, to, models), actor);
    }

    /**
     * Says that one model goes to a name that is free; writes it down, but does not do it. No job or folder moves, even if
     * one has the model's name.
     */
    Version.Recorded<Event.ItemMoved> begin(ModelName from, ModelName to, Actor actor)
            throws IOException, RegistryException {
        if (!inventory.contains(from)) {
            throw new RegistryException("There is no model '" + from + "' in the registry.");
        }
        if (inventory.contains(to)) {
            throw new RegistryException("There is a model '" + to + "' already. Choose another name.");
        }
        if (Files.exists(directories.ledger(to))) {
            throw new RegistryException(
                    "There was a model '" + to + "', and its ledger keeps the name. Choose another name.");
        }
        return inventory.begin(
                new Event.ItemMoved(from.value(), from.value(), Map.of(from.value(), to.value())), actor);
    }

    /** @return new name by the one before */
    Map<ModelName, ModelName> carryThrough(Version.Recorded<Event.ItemMoved> begun)
            throws IOException, RegistryException {
        Map<ModelName, ModelName> moved = new LinkedHashMap<>();
        for (Map.Entry<String, String> model : begun.event().models().entrySet()) {
            ModelName name = new ModelName(model.getKey());
            ModelName target = new ModelName(model.getValue());
            if (Files.exists(directories.ledger(name))) {
                ledgers.apply(name).relocate(target, directories.ledger(target), begun.actor());
            }
            forget.accept(name);
            forget.accept(target);
            moved.put(name, target);
        }
        inventory.finish(begun);
        return moved;
    }

    private ModelName free(String wanted) throws IOException {
        ModelName name = new ModelName(wanted);
        for (int i = 2; inventory.contains(name) || Files.exists(directories.ledger(name)); i++) {
            name = new ModelName(wanted + "~" + i);
        }
        return name;
    }
}
