package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a version, decides its gates and records both. */
@Command(
        name = "validate",
        description = "Measure a version on data, beside a baseline if wanted, and decide its gates.",
        footerHeading = "%nGates:%n",
        footer = {
            "  --gate 'auc min=0.75'               at least",
            "  --gate 'logLoss max=0.3'            at most",
            "  --gate 'auc maxDrop=0.005'          at most this much worse than the baseline",
            "  --gate 'rmse minChange=5 %%'        at least this much better than the baseline, relatively",
            "  --gate 'auc min=0.75 confidence=95%%'  in at least 95 %% of the bootstrap resamples as well",
            "  --gate 'auc min=0.7 slice=state'    in every slice by that column that has enough rows",
            "  --gate 'recall maxGap=0.1 slice=state'  largest less smallest value of these slices at most",
            "  --gate 'selectionRate minRatio=0.8 slice=state'  smallest at least that share of the largest",
            "  Several bounds in one gate are separated by blanks; 'level=UNSTABLE' makes a build unstable only."
        })
final class ValidateCommand extends RegistryCall {

    @Mixin
    private VersionOption which;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Rows with their true target: one file, several separated by commas, or a pattern.")
    private String data;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Instead: labels and predictions of any tool, columns label, prediction, probability or"
                    + " probability_<class> each; files as for"
                    + " --data.")
    private String predictions;

    @Option(names = "--positive", paramLabel = "CLASS", description = "With --predictions: the positive class.")
    private String positive;

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            description = "Stage, alias or number of the version to compare with, measured on the same rows.")
    private String baseline;

    @Option(names = "--gate", paramLabel = "GATE", description = "A condition, see below; repeatable.")
    private List<String> gates = new ArrayList<>();

    @Mixin
    private JUnitOption junit;

    @Option(
            names = "--slice",
            paramLabel = "COLUMN[:RULE]",
            description =
                    "Measure parts of the rows by a column's values as well; repeatable. RULE has values=A|B, bins=4,"
                            + " minRows=100, separated by commas.")
    private List<String> slices = new ArrayList<>();

    @Option(
            names = "--cost",
            paramLabel = "ACTUAL>PREDICTED=COST",
            description = "What a row costs, for the metric cost; repeatable.")
    private List<String> costs = new ArrayList<>();

    @Option(
            names = "--resamples",
            paramLabel = "NUMBER",
            description = "Bootstrap samples that say how sure the metrics are; 0: none. Default: 1000.")
    private Integer resamples;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of the bootstrap. Default: 42.")
    private Long seed;

    @Mixin
    private OnnxRuntimeOption onnxRuntime;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "At most this many. Default: all.")
    private Integer threads;

    @Mixin
    private ExpectOptions expect;

    @Option(
            names = "--like-training",
            description = "As --like, with the rows that the version learned from as the example.")
    private boolean likeTraining;

    @Mixin
    private ReadingOption reading;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(which.model, "");
        if (predictions != null && (likeTraining || !expect.read(null, null).none())) {
            throw new InputException(
                    "Expectations are of data, and predictions are given",
                    "--expect",
                    "Check them by themselves: check.");
        }
        List<Gate> conditions = gates.stream().map(GateSyntax::parse).toList();
        Gate comparing =
                conditions.stream().filter(Gate::comparative).findFirst().orElse(null);
        if (comparing != null && baseline == null && predictions == null) {
            throw new InputException(
                    "The gate on " + comparing.metric() + " compares with a baseline, and none is named",
                    "--gate",
                    "Add --baseline with a stage, an alias or a number, for example --baseline prod.");
        }
        // What cannot be recorded need not be measured. Others may write while the measuring goes on.
        openExisting().close();
        junit.check();
        try (Registry registry = openForReading();
                Scratch scratch = Scratch.create()) {
            Model model = registry.get(name);
            Version candidate = Selector.select(model, which.version, registry.stages());
            Version champion = baseline(registry, model, candidate);
            Path candidateFile = scratch.directory().resolve("candidate.zip");
            Path baselineFile = scratch.directory().resolve("baseline.zip");
            if (predictions == null) {
                Stored.engineModel(registry, name, candidate, candidateFile);
                if (champion != null) {
                    Stored.engineModel(registry, name, champion, baselineFile);
                }
            }
            Expectations expected = expect.read(
                    likeTraining ? candidateFile.toString() : null, likeTraining ? candidate.number() : null);
            ValidateRequest judging = new ValidateRequest(
                    name.value(),
                    candidate.number(),
                    scratch.directory().toString(),
                    data,
                    predictions == null ? candidateFile.toString() : null,
                    predictions,
                    champion == null || predictions != null ? null : baselineFile.toString(),
                    champion == null ? null : champion.number(),
                    baseline != null && registry.stages().find(baseline).isPresent() ? baseline : null,
                    positive,
                    conditions,
                    threads,
                    resamples,
                    seed,
                    slices.stream().map(SliceSyntax::parse).toList(),
                    costs.stream().map(CostSyntax::parse).toList(),
                    reading.reading(),
                    new ValidateRequest.Learned(
                            Stored.learnedFrom(candidate), champion == null ? null : Stored.learnedFrom(champion)));
            Result found = Execution.run(
                    predictions == null ? DataCheckRequest.before(judging, data, expected) : judging, progress());
            if (found instanceof DataCheckResult refused) {
                new Narrator(console()).tell(refused);
                console().bad("nothing was measured or recorded");
                answer(refused);
                return Execution.exitCode(refused);
            }
            ValidationResult result = (ValidationResult) found;
            new Narrator(console()).tell(result);
            junit.write(TestSuite.of(result));
            try (Registry writable = openForWriting()) {
                writable.record(
                        name,
                        Harvest.validated(
                                result,
                                candidate.number(),
                                Stored.documents(writable, scratch.directory(), result, result.report())),
                        actor());
            }
            answer(result);
            return Execution.exitCode(result);
        }
    }

    /** The version to compare with; null when none was asked for or its stage is empty. */
    private Version baseline(Registry registry, Model model, Version candidate) throws RegistryException {
        if (baseline == null) {
            return null;
        }
        if (registry.stages().find(baseline).isPresent()) {
            Version champion = model.champion(baseline).orElse(null);
            return champion == null || champion.number() == candidate.number() ? null : champion;
        }
        return Selector.select(model, baseline, registry.stages());
    }
}
