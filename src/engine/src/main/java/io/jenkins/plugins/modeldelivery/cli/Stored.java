package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
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

    /**
     * Copies a version's file for the engine to load, and beside it what is known of its inputs and outputs if another tool
     * made it.
     *
     * @throws InputException if the engine can run no model of that format
     */
    static void engineModel(Registry registry, ModelName model, Version version, Path file)
            throws IOException, RegistryException {
        String format = version.facts().format();
        BlobRef signature = version.facts().documents().get(Harvest.SIGNATURE);
        if (!format.equals(Harvest.FORMAT) && (!ModelFormat.runs(format) || signature == null)) {
            throw new InputException(
                    "The engine cannot run v" + version.number() + " of '" + model + "': it was registered from "
                            + version.facts().model().name() + " with the format " + format
                            + (ModelFormat.runs(format) ? " before such files were looked into" : ""),
                    "parameter version",
                    ModelFormat.runs(format)
                            ? "Register the file again."
                            : "Register it as onnx or xgboost if it is one; or let the tool that made it write its"
                                    + " predictions, and judge those: validate --predictions FILE.");
        }
        registry.copy(version.facts().model(), file);
        if (signature != null) {
            registry.copy(signature, file.resolveSibling(file.getFileName() + FileSignature.SUFFIX));
        }
    }

    /** Digest of the file that a version learned from; null: not known. */
    static String learnedFrom(Version version) {
        return version.facts().lineage() == null
                ? null
                : version.facts().lineage().learnedFrom();
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
