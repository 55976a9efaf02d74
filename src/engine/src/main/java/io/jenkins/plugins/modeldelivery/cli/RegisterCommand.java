package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.format.Declaration;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.ForeignFile;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers a model file that another tool made. */
@Command(name = "register", description = "Register a model file made by any tool as a new version.")
final class RegisterCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "onnx, xgboost, tribuo or other; the file is checked to be that. Default: other",
            defaultValue = "other")
    private String format;

    @Option(names = "--target", paramLabel = "COLUMN", description = "Column it predicts.")
    private String target;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "onnx, xgboost: columns of the data in the order in which the model takes them. Default: as the"
                            + " file names them.")
    private List<String> features = new ArrayList<>();

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "CLASS",
            description = "onnx, xgboost: the classes as the data has them, in the order of the model's probabilities."
                    + " Default: as the file names them.")
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--positive",
            paramLabel = "CLASS",
            description = "onnx, xgboost: the positive class of two. Default: the second.")
    private String positive;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "${COMPLETION-CANDIDATES}. Default: as the file tells, where it does.")
    private Task task;

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
        ModelFormat kind = ModelFormat.of(format, "--format");
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
            ForeignFile stored;
            try (InputStream content = Files.newInputStream(file)) {
                stored = ForeignFile.store(
                        registry,
                        file.getFileName().toString(),
                        content,
                        kind,
                        new Declaration(task, target, features, classes, positive));
            }
            Version version = registry.register(
                    name,
                    stored.version(metrics, new Lineage(null, null, null, null, null, null), description, tags, null),
                    actor());
            BlobRef blob = stored.model();
            console()
                    .good("registered " + name + " v" + version.number() + " in " + version.stage() + " ("
                            + Quantities.bytes(blob.bytes()) + ", sha256 "
                            + blob.sha256().substring(0, 12) + ")");
            if (stored.signature() != null) {
                console().line(stored.signature().sentence());
                String missing = stored.signature().missing();
                if (missing != null) {
                    console()
                            .note("To be run on data it has to be registered with " + missing
                                    + "; without, it can be promoted and fetched.");
                }
            }
            answer(version.facts());
        }
        return ExitCode.OK;
    }
}
