package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies a version's model file out of the registry. */
@Command(name = "fetch", description = "Copy a version's model file, its digest checked on the way.")
final class FetchCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = {"--stage", "--version"},
            paramLabel = "VERSION",
            description = "Stage, alias, number or 'newest'. Default: the last stage, prod.")
    private String version;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to. Default: here.", defaultValue = ".")
    private Path dir;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openForReading()) {
            Version chosen = Selector.select(
                    registry.get(name),
                    version == null ? registry.stages().last().name() : version,
                    registry.stages());
            BlobRef blob = chosen.facts().model();
            Files.createDirectories(dir);
            Path target = dir.resolve(blob.name());
            registry.copy(blob, target);
            BlobRef signature = chosen.facts().documents().get(Harvest.SIGNATURE);
            if (signature != null) {
                // Without it, nothing here knows how to run a model of another tool.
                registry.copy(signature, dir.resolve(blob.name() + FileSignature.SUFFIX));
            }
            console()
                    .good(name + " v" + chosen.number() + " " + console().arrow() + " " + target + " (sha256 "
                            + blob.sha256().substring(0, 12) + " checked)");
            answer(new Fetched(name.value(), chosen.number(), target.toString(), blob.sha256()));
        }
        return ExitCode.OK;
    }

    /** The JSON answer. */
    record Fetched(String model, int version, String file, String sha256) {}
}
