package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.gate.Gates;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import io.jenkins.plugins.modeldelivery.watch.Sustained;
import io.jenkins.plugins.modeldelivery.watch.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares data with what a version learned from, and records the verdict. */
@Command(
        name = "drift",
        description = "Compare current data with what a version learned from.",
        footerHeading = "%nColumns:%n",
        footer = {
            "  --column speed:drift=0.3,warning=0.15      other limits for one column",
            "  --column speed:statistic=psi               another distance",
            "  --column operator:critical                 its drift alone makes the data set drift",
            "  --column date:ignore                       leave it out",
            "  --column speed:missingDrift=0.3            other limits for the share of missing values",
            "  --type numeric:statistic=wasserstein       for all columns of a type",
            "  --finding duplicates:ignore                a kind of finding says nothing about the verdict",
            "  --finding newCategory:warning=0.05,drift=0.2   from which share of the rows on it counts, and for what",
            "  --finding schema:drift                     such a finding makes the data set drift",
            "  --gate 'auc maxDrop=0.02'                  performance: measured where the target is known, else estimated",
            "  --gate 'rmse max=12 level=UNSTABLE'        a warning instead of drift when it fails",
            "A column's own rule wins over its type's, that over --statistic, --warning and --drift, and those over the",
            "distance's own limits. Kinds of findings: newCategory, vanishedCategory, outOfRange, unreadable, duplicates,",
            "constant, empty, type, schema, rows, freshness."
        })
final class DriftCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = {"--stage", "--version"},
            paramLabel = "VERSION",
            description = "Stage, alias, number or 'newest'. Default: the last stage, prod.")
    private String version;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Current rows: one file, several separated by commas, or a pattern.")
    private String data;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "Compare with this instead of the training profile: a file, several, or a pattern (exact, value"
                            + " by value), a file that 'profile' wrote, or the data of earlier checks of the version:"
                            + " 'last', 'last 5', 'check 17' by its number.")
    private String baseline;

    @Option(
            names = "--domain-classifier",
            description = "Also train trees to tell the baseline's rows from the current ones: finds changed relations"
                    + " between columns. Needs a file as --baseline.")
    private boolean domainClassifier;

    @Option(
            names = "--freshness",
            paramLabel = "AGE",
            description = "How old the newest date may be: '2 days', '36 hours', with a column 'sold_at: 2 days'."
                    + " Default: as old as it is.")
    private String freshness;

    @Option(names = "--column", paramLabel = "RULE", description = "What holds for one column, see below; repeatable.")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "RULE",
            description = "What holds for all numeric or categorical columns; repeatable.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--finding",
            paramLabel = "RULE",
            description = "What a kind of finding counts for, see below; repeatable.")
    private List<String> findings = new ArrayList<>();

    @Option(
            names = "--statistic",
            paramLabel = "DISTANCE",
            description = "Distance that decides for all columns that have it: ks, psi, js, wasserstein, cramersV,"
                    + " hellinger, kuiper, cramerVonMises, andersonDarling, brownForsythe, chiSquared, mutualInformation."
                    + " Default: of numbers ks or andersonDarling, whichever says more, of categories cramersV.")
    private String statistic;

    @Option(names = "--warning", paramLabel = "NUMBER", description = "Distance from which any column is a warning.")
    private Double warning;

    @Option(names = "--drift", paramLabel = "NUMBER", description = "Distance from which any column drifts.")
    private Double drift;

    @Option(
            names = "--missing-warning",
            paramLabel = "SHARE",
            description = "Change of the share of missing values from which any column is a warning. Default: 0.05")
    private Double missingWarning;

    @Option(
            names = "--missing-drift",
            paramLabel = "SHARE",
            description = "Change of the share of missing values from which any column drifts. Default: 0.1")
    private Double missingDrift;

    @Option(
            names = "--alpha",
            paramLabel = "NUMBER",
            description = "Level of significance after correction. Default: 0.05")
    private Double alpha;

    @Option(
            names = "--correction",
            paramLabel = "METHOD",
            description = "${COMPLETION-CANDIDATES}. Default: BH (Benjamini-Hochberg).")
    private DriftRequest.Correction correction;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Share of columns that must drift for the data set to drift. Default: 0.3")
    private Double share;

    @Option(
            names = "--min-rows",
            paramLabel = "NUMBER",
            description = "Below this many rows there is no verdict. Default: 100")
    private Integer minRows;

    @Option(
            names = "--gate",
            paramLabel = "GATE",
            description =
                    "A condition on how well the model does on these rows, compared with the rows held out at training; repeatable.")
    private List<String> gates = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "K of N",
            description =
                    "So many of the version's last checks must find drift before it counts. Default: this one alone.")
    private String window;

    @Mixin
    private JUnitOption junit;

    @Mixin
    private OnnxRuntimeOption onnxRuntime;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "At most this many. Default: all.")
    private Integer threads;

    @Mixin
    private ReadingOption reading;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        List<DriftRequest.ColumnRule> rules =
                columns.stream().map(ColumnSyntax::parse).toList();
        List<DriftRequest.TypeRule> ofTypes =
                types.stream().map(ColumnSyntax::parseType).toList();
        List<FindingRule> ofFindings =
                findings.stream().map(ColumnSyntax::parseFinding).toList();
        List<Gate> conditions = gates.stream().map(GateSyntax::parse).toList();
        Gates.checkOnCurrentRows(conditions, null);
        boolean earlier = DriftHistory.means(baseline);
        Window counted = window == null ? Window.ONE : Window.parse(window);
        // What cannot be recorded need not be compared. Others may write while the comparing goes on.
        openExisting().close();
        junit.check();
        try (Registry registry = openForReading();
                Scratch scratch = Scratch.create()) {
            String which = version == null ? registry.stages().last().name() : version;
            Version checked = Selector.select(registry.get(name), which, registry.stages());
            Path file = scratch.directory().resolve("model.zip");
            Stored.engineModel(registry, name, checked, file);
            List<String> profiles = new ArrayList<>();
            if (earlier) {
                for (BlobRef profile : DriftHistory.profiles(checked, baseline)) {
                    Path copy = scratch.directory().resolve("check-" + profiles.size() + ".json");
                    registry.copy(profile, copy);
                    profiles.add(copy.toString());
                }
            }
            DriftResult result = (DriftResult) Execution.run(
                    new DriftRequest(
                            name.value(),
                            checked.number(),
                            scratch.directory().toString(),
                            file.toString(),
                            data,
                            rules,
                            alpha,
                            correction,
                            share,
                            minRows,
                            threads,
                            ofTypes,
                            new DriftRequest.Limits(statistic, warning, drift, missingWarning, missingDrift),
                            null,
                            reading.reading(),
                            DriftHistory.window(baseline).isPresent() ? null : baseline,
                            profiles,
                            freshness,
                            domainClassifier ? true : null,
                            DriftHistory.of(checked, baseline),
                            conditions,
                            ofFindings,
                            Stored.learnedFrom(checked)),
                    progress());
            new Narrator(console()).tell(result);
            try (Registry writable = openForWriting()) {
                Map<String, BlobRef> documents =
                        new LinkedHashMap<>(Stored.documents(writable, scratch.directory(), result, result.report()));
                documents.put(Harvest.PROFILE, Stored.file(writable, scratch.directory(), result.profile()));
                Version recorded = writable.record(
                        name, Harvest.checked(result, checked.number(), checked.stage(), documents), actor());
                Sustained sustained = Sustained.of(
                        counted,
                        DriftHistory.alike(recorded, DriftHistory.Kind.of(baseline)).stream()
                                .map(check -> check.event().level())
                                .toList());
                List<Version.Recorded<Event.DriftChecked>> checks = recorded.driftChecks();
                console()
                        .line("  recorded as check "
                                + checks.get(checks.size() - 1).seq() + " of v" + checked.number());
                if (sustained.isHeldBack()) {
                    console().note("It counts for less: " + sustained.reason());
                }
                junit.write(TestSuite.of(
                        result,
                        sustained.level(),
                        result.summary() + (sustained.isHeldBack() ? ". But " + sustained.reason() : "")));
                answer(result);
                return sustained.level() == DriftResult.Level.DRIFT ? ExitCode.REFUSED : ExitCode.OK;
            }
        }
    }
}
