package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Moves what a run left in its output directory into a registry. */
final class Stored {

    private Stored() {}

    /** One artifact, its digest checked on the way. */
    static BlobRef file(Registry registry, Path directory, Artifact artifact) throws IOException, RegistryException {
        try (InputStream content = Files.newInputStream(directory.resolve(artifact.file()))) {
            return registry.store(artifact.file(), content, artifact.sha256());
        }
    }

    /** The result itself and its report, by role. */
    static Map<String, BlobRef> documents(Registry registry, Path directory, Result result, Artifact report)
            throws IOException, RegistryException {
        Path file = directory.resolve(Result.FILE);
        Json.write(file, result);
        BlobRef stored;
        try (InputStream content = Files.newInputStream(file)) {
            stored = registry.store(Result.FILE, content, null);
        }
        return Map.of(Harvest.RESULT, stored, Harvest.REPORT, file(registry, directory, report));
    }
}
