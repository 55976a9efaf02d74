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

    /** Says which model goes where; writes it down, but does not do it. */
    Version.Recorded<Event.ItemMoved> begin(String from, String to, Actor actor) throws IOException, RegistryException {
        Map<String, String> models = new LinkedHashMap<>();
        for (ModelName name : inventory.models()) {
            if (name.value().equals(from) || name.value().startsWith(from + "/")) {
                String wanted = to + name.value().substring(from.length());
                models.put(name.value(), free(wanted).value());
            }
        }
        return inventory.begin(new Event.ItemMoved(from, to, models), actor);
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
