package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ledgers of a registry's models, one object each as long as the registry is open: two for one file would write to it
 * without knowing of each other.
 */
final class ModelLedgers {
    private final Path root;
    private final ModelDirectories directories;
    private final Ledgers writer;
    private final boolean readOnly;
    private final Inventory inventory;
    private final Memory memory;
    private final Map<ModelName, ModelLedger> ledgers = new ConcurrentHashMap<>();

    /**
     * @param root directory of the registry
     * @param readOnly whether another process may be writing
     */
    ModelLedgers(
            Path root,
            ModelDirectories directories,
            Ledgers writer,
            boolean readOnly,
            Inventory inventory,
            Memory memory) {
        this.root = root;
        this.directories = directories;
        this.writer = writer;
        this.readOnly = readOnly;
        this.inventory = inventory;
        this.memory = memory;
    }

    /** That of a model which exists or is about to. */
    ModelLedger of(ModelName name) {
        return ledgers.computeIfAbsent(
                name, n -> new ModelLedger(n, root, directories.ledger(n), writer, readOnly, inventory, memory));
    }

    /** That of a model, if it may exist: names that somebody tries are not remembered. */
    Optional<ModelLedger> existing(ModelName name) throws IOException {
        ModelLedger ledger = ledgers.get(name);
        if (ledger != null) {
            return Optional.of(ledger);
        }
        return inventory.knows(name) || Files.exists(directories.ledger(name))
                ? Optional.of(of(name))
                : Optional.empty();
    }

    /** That of a model, if anybody has asked for it; null: nobody has. */
    ModelLedger present(ModelName name) {
        return ledgers.get(name);
    }

    /** Lines that a model's ledger had since the registry was opened, as far as they were read; 0: none was. */
    long seen(ModelName name) {
        ModelLedger ledger = ledgers.get(name);
        return ledger == null ? 0 : ledger.seen();
    }

    /** A model is elsewhere now. */
    void forget(ModelName name) {
        ledgers.remove(name);
    }
}
