package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NewVersion;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers a model file that another tool made. */
@Command(name = "register", description = "Register a model file made by any tool as a new version.")
final class RegisterCommand extends RegistryCall {

    private static final List<String> FORMATS = List.of("onnx", "tribuo", "other");

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "onnx, tribuo or other. Default: other",
            defaultValue = "other")
    private String format;

    @Option(names = "--target", paramLabel = "COLUMN", description = "Column it predicts.")
    private String target;

    @Option(names = "--metric", paramLabel = "NAME=VALUE", description = "A metric as measured elsewhere; repeatable.")
    private Map<String, Double> metrics = new LinkedHashMap<>();

    @Option(names = "--description", paramLabel = "TEXT", description = "Note kept with the version.")
    private String description;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "Tag kept with the version; repeatable.")
    private Map<String, String> tags = new LinkedHashMap<>();

    private static void check(String metric, Double value) {
        if (metric.isBlank() || !Double.isFinite(value)) {
            throw new InputException(
                    metric.isBlank() ? "A metric has no name" : "The metric " + metric + " is " + value,
                    "--metric " + metric + "=" + value,
                    "Write it as in --metric auc=0.87, or leave it out.");
        }
    }

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        if (!FORMATS.contains(format)) {
            throw new InputException(
                    "The format '" + format + "' is unknown",
                    "--format",
                    Nearest.of(format, FORMATS)
                            .map(n -> "Did you mean '" + n + "'?")
                            .orElse("Formats are " + String.join(", ", FORMATS) + "."));
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    Files.exists(file) ? "This is not a file" : "There is no such file",
                    file.toString(),
                    "Check the path of the model file.");
        }
        if (Files.size(file) == 0) {
            throw new InputException("The file is empty", file.toString(), "Did the tool finish writing it?");
        }
        metrics.forEach(RegisterCommand::check);
        try (Registry registry = openForWriting()) {
            BlobRef blob;
            try (InputStream content = Files.newInputStream(file)) {
                blob = registry.store(file.getFileName().toString(), content, null);
            }
            Version version = registry.register(
                    name,
                    new NewVersion(
                            format,
                            blob,
                            Map.of(),
                            null,
                            target,
                            metrics,
                            new Lineage(null, null, null, null, null, null),
                            description,
                            tags,
                            null),
                    actor());
            console()
                    .good("registered " + name + " v" + version.number() + " in " + version.stage() + " ("
                            + Quantities.bytes(blob.bytes()) + ", sha256 "
                            + blob.sha256().substring(0, 12) + ")");
            answer(version.facts());
        }
        return ExitCode.OK;
    }
}
