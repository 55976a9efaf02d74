package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.checkout.EnvironmentCode;
import io.jenkins.plugins.modeldelivery.checkout.GitCheckout;
import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Purpose;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a version and registers it. */
@Command(name = "train", description = "Train a model on a data file and register it as a new version.")
final class TrainCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "Training rows: CSV or TSV with a header line, or newline-delimited JSON, plain or .gz, or Parquet;"
                            + " several files separated by commas, or a pattern such as 'data/**/*.csv'.")
    private String data;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description =
                    "Column to predict. Trainer kMeans takes none; to anomaly it only tells which rows are anomalies, to measure by.")
    private String target;

    @Option(
            names = "--trainer",
            paramLabel = "NAME",
            description =
                    "Algorithm: gradientBoosting (default), randomForest, logisticRegression, linear, auto (searches among them), kMeans, anomaly, dummy.")
    private String trainer;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Parameter of the trainer; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "${COMPLETION-CANDIDATES}. Default: inferred from the target.")
    private Task task;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns to learn from. Default: all but the target.")
    private List<String> features;

    @Option(names = "--ignore", split = ",", paramLabel = "COLUMN", description = "Columns not to learn from.")
    private List<String> ignore;

    @Option(names = "--positive", paramLabel = "CLASS", description = "Positive class. Default: the rarer one.")
    private String positive;

    @Option(
            names = "--test-data",
            paramLabel = "FILE",
            description = "Rows to measure on, instead of splitting some off.")
    private String testData;

    @Option(names = "--test", paramLabel = "SHARE", description = "Share of rows split off to measure on. Default: 0.2")
    private Double test;

    @Option(
            names = "--time-column",
            paramLabel = "COLUMN",
            description =
                    "Split off the newest rows by this column; with --test-data those of folds and early stopping.")
    private String timeColumn;

    @Option(
            names = "--group-column",
            paramLabel = "COLUMN",
            description =
                    "Keep rows with the same value of this column together: all trained on, or all measured on; with"
                            + " --test-data in folds and early stopping.")
    private String groupColumn;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of every random choice. Default: 42")
    private Long seed;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "At most this many. Default: all.")
    private Integer threads;

    @Option(
            names = "--weight-column",
            paramLabel = "COLUMN",
            description = "How much each row counts while learning; measuring counts every row once.")
    private String weightColumn;

    @Option(
            names = "--class-weights",
            paramLabel = "balanced",
            description = "Let the classes count the same while learning, however many rows they have.")
    private String classWeights;

    @Option(
            names = "--increasing",
            split = ",",
            paramLabel = "COLUMN",
            description = "Numeric features with which the prediction may only rise.")
    private List<String> increasing;

    @Option(
            names = "--decreasing",
            split = ",",
            paramLabel = "COLUMN",
            description = "Numeric features with which the prediction may only fall.")
    private List<String> decreasing;

    @Option(names = "--description", paramLabel = "TEXT", description = "Note kept with the version.")
    private String description;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "Tag kept with the version; repeatable.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(
            names = "--into",
            paramLabel = "STAGE",
            description =
                    "Stage that the version is for, where each environment trains its own: refused before the training if"
                            + " the stage demands that the commit has passed in the stage before.")
    private String into;

    @Mixin
    private ExpectOptions expect;

    @Mixin
    private ReadingOption reading;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        // What cannot be registered need not be trained. Others may write while the training goes on.
        Purpose.check(tags);
        Lineage.Code code = code();
        try (Registry registry = openForWriting()) {
            if (into != null) {
                List<String> missing = registry.missingOfCode(name, into, code == null ? null : code.commit());
                if (!missing.isEmpty()) {
                    throw new RegistryException("Not trained for " + into + ". " + String.join(" ", missing));
                }
            }
        }
        try (Scratch scratch = Scratch.create()) {
            TrainerSpec spec = trainer == null && parameters.isEmpty()
                    ? null
                    : new TrainerSpec(trainer == null ? "gradientBoosting" : trainer, new LinkedHashMap<>(parameters));
            TrainRequest training = new TrainRequest(
                    name.value(),
                    scratch.directory().toString(),
                    data,
                    target,
                    task,
                    spec,
                    features,
                    ignore,
                    positive,
                    testData,
                    test,
                    timeColumn,
                    seed,
                    threads,
                    groupColumn,
                    weightColumn,
                    classWeights,
                    increasing,
                    decreasing,
                    null,
                    reading.reading());
            Result found = Execution.run(DataCheckRequest.before(training, data, expect.read(null, null)), progress());
            if (found instanceof DataCheckResult refused) {
                new Narrator(console()).tell(refused);
                console().bad("nothing was trained or registered");
                answer(refused);
                return Execution.exitCode(refused);
            }
            TrainResult result = (TrainResult) found;
            new Narrator(console()).tell(result);
            register(name, result, code, scratch);
        }
        return ExitCode.OK;
    }

    private void register(ModelName name, TrainResult result, Lineage.Code code, Scratch scratch)
            throws IOException, RegistryException {
        try (Registry registry = openForWriting()) {
            BlobRef file = Stored.file(registry, scratch.directory(), result.artifact());
            Map<String, BlobRef> documents = Stored.documents(registry, scratch.directory(), result, result.report());
            Version version = registry.register(
                    name,
                    Harvest.version(result, file, documents, code, null, description, Purpose.add(tags, into), null),
                    actor());
            console()
                    .good("registered " + name + " v" + version.number() + " in " + version.stage()
                            + (into == null ? "" : " for " + into) + " ("
                            + Quantities.bytes(file.bytes()) + ", sha256 "
                            + file.sha256().substring(0, 12) + ")");
            answer(new Registered(name.value(), version.number(), version.stage(), result));
        }
    }

    /** The JSON answer. */
    record Registered(String model, int version, String stage, TrainResult result) {}

    /** As the environment says, else as the directory does. */
    private static Lineage.Code code() {
        Lineage.Code named = EnvironmentCode.of(System.getenv());
        try {
            return named != null ? named : GitCheckout.of(Path.of(""), null).orElse(null);
        } catch (IOException e) {
            Console.error().faint("The commit is not recorded: " + e.getMessage());
            return null;
        }
    }
}
