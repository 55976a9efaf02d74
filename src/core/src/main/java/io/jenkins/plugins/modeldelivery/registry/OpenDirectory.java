package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.blob.BlobStore;
import io.jenkins.plugins.modeldelivery.ledger.Disk;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a registry's directory has, opened and in order.
 *
 * @param root the directory
 * @param writer appends to ledgers
 * @param access who may write
 * @param directories of the models
 * @param blobs stored files
 * @param inventory which models there are
 * @param ledgers of the models
 */
record OpenDirectory(
        Path root,
        Ledgers writer,
        WriteAccess access,
        ModelDirectories directories,
        BlobStore blobs,
        Inventory inventory,
        ModelLedgers ledgers) {

    private static final String MODELS = "models";
    private static final String BLOBS = "blobs";

    /** A registry on such a directory. */
    interface Wiring {
        Registry of(OpenDirectory directory);
    }

    /** Opens it for writing, mends what a crash left, and makes it if it is not there. */
    static Registry forWriting(Path root, Ledgers writer, Duration patience, Memory memory, Wiring wiring)
            throws IOException, RegistryException {
        Disk.createDirectories(root);
        RegistryLock lock = RegistryLock.take(root, patience);
        try {
            if (!About.exists(root)) {
                About.create(root, writer.clock());
            }
            int format = About.check(root);
            ModelDirectories directories = new ModelDirectories(root.resolve(MODELS));
            boolean expected = format == Registry.FORMAT && directories.any();
            Inventory inventory = Inventory.open(root, directories, writer, expected);
            OpenDirectory opened = of(root, writer, lock, directories, inventory, memory);
            Registry registry = wiring.of(opened);
            opened.blobs().clean();
            new Recovery(directories, inventory, registry.relocation()).run();
            About.upgrade(root);
            return registry;
        } catch (IOException | RegistryException | RuntimeException e) {
            try {
                lock.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Opens it for reading; changes nothing. */
    static OpenDirectory forReading(Path root, Memory memory) throws IOException, RegistryException {
        About.check(root);
        ModelDirectories directories = new ModelDirectories(root.resolve(MODELS));
        return of(root, Ledgers.REAL, null, directories, Inventory.read(root, directories), memory);
    }

    /** @param lock null: for reading */
    private static OpenDirectory of(
            Path root,
            Ledgers writer,
            RegistryLock lock,
            ModelDirectories directories,
            Inventory inventory,
            Memory memory) {
        WriteAccess access = new WriteAccess(root, lock);
        return new OpenDirectory(
                root,
                writer,
                access,
                directories,
                new BlobStore(root.resolve(BLOBS)),
                inventory,
                new ModelLedgers(root, directories, writer, access.readOnly(), inventory, memory));
    }
}
