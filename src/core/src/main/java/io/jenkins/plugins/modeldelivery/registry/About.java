package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.ledger.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The file {@code registry.json}, which makes a directory a registry.
 *
 * @param format version of the layout of the directory
 * @param created when, UTC
 */
record About(int format, Instant created) {
    private static final String FILE = "registry.json";

    /** Whether a directory is a registry, of whatever format. */
    static boolean exists(Path root) {
        return Files.exists(root.resolve(FILE));
    }

    /** Makes a directory a registry; only its one writer may. */
    static void create(Path root, Clock clock) throws IOException, RegistryException {
        if (Files.exists(root.resolve("models"))) {
            throw new RegistryException("The registry " + root + " has models, but its " + FILE
                    + " is missing. Restore that file; the format is described in docs/registry-format.md.");
        }
        Json.write(
                root.resolve(FILE), new About(Registry.FORMAT, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        Disk.force(root);
    }

    /**
     * @return the format
     * @throws RegistryException if there is no registry, or one of a format that this class does not know
     */
    static int check(Path root) throws IOException, RegistryException {
        if (!exists(root)) {
            throw new RegistryException("There is no registry in " + root + " (no " + FILE + "). Check the path.");
        }
        int format = Json.read(root.resolve(FILE), About.class).format();
        if (format < 1 || format > Registry.FORMAT) {
            throw new RegistryException("The registry " + root + " has format " + format
                    + "; this version of Model Delivery knows up to " + Registry.FORMAT + ". Use a newer version.");
        }
        return format;
    }

    /** Whether a registry has all that the newest format asks for. */
    static boolean newest(Path root) throws IOException {
        return Json.read(root.resolve(FILE), About.class).format() == Registry.FORMAT;
    }

    /** Gives a registry of an older format, which now has what the newest one asks for, the newest format's number. */
    static void upgrade(Path root) throws IOException {
        About about = Json.read(root.resolve(FILE), About.class);
        if (about.format() < Registry.FORMAT) {
            Json.write(root.resolve(FILE), new About(Registry.FORMAT, about.created()));
            Disk.force(root);
        }
    }
}
