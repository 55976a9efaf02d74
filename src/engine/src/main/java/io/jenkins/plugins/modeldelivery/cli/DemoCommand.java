package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.report.DeliveryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole delivery loop on the bird-strike data, by the very commands that a user would type, one after the other in
 * this process. It stops at the first command that does not answer as the story expects.
 */
@Command(
        name = "demo",
        description = "Run the whole delivery loop on the bird-strike data that comes with the sources.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String MODEL = "birdstrikes/damage";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data files are. Default: ${DEFAULT-VALUE}",
            defaultValue = "docs/examples/birdstrikes")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where registry and report go; must not exist or be an earlier demo's. Default: ${DEFAULT-VALUE}",
            defaultValue = "target/demo")
    private Path out;

    private final Console console = Console.standard();
    private int chapter;

    @Override
    public Integer call() throws IOException, RegistryException {
        long started = System.nanoTime();
        Path registry = out.resolve("registry");
        reset(registry);
        String early = data.resolve("1990-1993.csv.gz").toString();
        String earlyHeldOut = data.resolve("1994-1995.csv.gz").toString();
        String late = data.resolve("1997-2000.csv.gz").toString();
        String lateHeldOut = data.resolve("2001-2002.csv.gz").toString();

        console.heading("Model Delivery: one model from training to production, drift, retraining and rollback.");
        console.line("Data: reports of birds hitting aircraft; the model says whether the aircraft was damaged.");

        chapter("Train version 1 on 1990-1993, measured on rows it has not seen");
        expect(ExitCode.OK, "train", "--model", MODEL, "--data", early, "--target", "damage", "--time-column", "date");

        chapter("Validate it on 1994-1995 and promote it: staging, then prod");
        expect(
                ExitCode.OK,
                "validate",
                "--model",
                MODEL,
                "--data",
                earlyHeldOut,
                "--gate",
                "auc min=0.75",
                "--gate",
                "logLoss max=0.35",
                "--baseline",
                "prod");
        expect(ExitCode.OK, "promote", "--model", MODEL, "--to", "staging", "--reason", "gates passed on 1994-1995");
        expect(ExitCode.OK, "promote", "--model", MODEL, "--to", "prod", "--reason", "first release");

        chapter("Years later: is 1997-2000 still the world that version 1 learned from?");
        expect(ExitCode.REFUSED, "drift", "--model", MODEL, "--stage", "prod", "--data", late);

        chapter("It is not. Train version 2 on 1997-2000 and compare both on 2001-2002");
        expect(
                ExitCode.OK,
                "train",
                "--model",
                MODEL,
                "--data",
                late,
                "--target",
                "damage",
                "--time-column",
                "date",
                "--tag",
                "because=drift");
        expect(
                ExitCode.OK,
                "validate",
                "--model",
                MODEL,
                "--data",
                lateHeldOut,
                "--baseline",
                "prod",
                "--gate",
                "auc minChange=0.01",
                "--gate",
                "logLoss maxDrop=0.005");
        expect(ExitCode.OK, "promote", "--model", MODEL, "--to", "staging", "--reason", "better than the champion");
        expect(ExitCode.OK, "promote", "--model", MODEL, "--to", "prod", "--reason", "retrained after drift");

        chapter("Something smells: roll back in one step, and forward again");
        expect(ExitCode.OK, "rollback", "--model", MODEL, "--stage", "prod", "--reason", "support tickets");
        expect(
                ExitCode.OK,
                "rollback",
                "--model",
                MODEL,
                "--stage",
                "prod",
                "--version",
                "2",
                "--reason",
                "false alarm, forward again");

        chapter("Score new rows with what is in prod");
        expect(
                ExitCode.OK,
                "score",
                "--model",
                MODEL,
                "--data",
                lateHeldOut,
                "--output",
                out.resolve("scored.csv").toString());

        chapter("What was in prod, when, why");
        expect(ExitCode.OK, "registry", "ledger", MODEL);
        expect(ExitCode.OK, "registry", "list");
        expect(ExitCode.OK, "registry", "verify");

        Path index = report(registry);
        console.blank();
        console.good("The whole loop took " + Durations.text((System.nanoTime() - started) / 1e9) + ". Report: "
                + console.bold(index.toString()));
        return ExitCode.OK;
    }

    private void chapter(String title) {
        console.blank();
        console.heading(++chapter + ". " + title);
    }

    /** Shows the command as a user would type it, runs it, and holds its exit code against the story. */
    private void expect(int exitCode, String... arguments) {
        List<String> shown = new ArrayList<>();
        Arrays.stream(arguments)
                .map(a -> a.matches("[\\w./:=-]+") ? a : "'" + a + "'")
                .forEach(shown::add);
        console.faint("$ model-delivery " + String.join(" ", shown));
        List<String> full = new ArrayList<>(List.of(arguments));
        int after = arguments[0].equals("registry") ? 2 : 1;
        full.addAll(after, List.of("--registry", out.resolve("registry").toString()));
        int answered = Main.execute(full.toArray(String[]::new));
        if (answered == ExitCode.BAD_INPUT) {
            throw new InputException(
                    "The demo stops here, because that command was refused",
                    null,
                    "Run it where the sources are, or name their data with --data and an empty directory with --out.");
        }
        if (answered != exitCode) {
            throw new IllegalStateException("The demo expected exit code " + exitCode + " and got " + answered
                    + " from: model-delivery " + String.join(" ", full));
        }
    }

    /** Removes an earlier demo's registry; refuses to touch anything else. */
    private void reset(Path registry) throws IOException {
        if (Files.exists(registry)) {
            if (!Files.exists(registry.resolve("registry.json"))) {
                throw new InputException(
                        "The directory exists and is no demo registry", registry.toString(), "Give another --out.");
            }
            new Scratch(registry).close();
        }
        Files.createDirectories(out);
    }

    /** The index page, with the reports of every version and check beside it. */
    private Path report(Path directory) throws IOException, RegistryException {
        Path reports = out.resolve("reports");
        Path index = out.resolve("index.html");
        Files.createDirectories(reports);
        try (Registry registry = Registry.openReadOnly(directory, Stages.DEFAULT)) {
            ModelName name = ModelName.resolve(MODEL, "");
            Model model = registry.get(name);
            Map<String, String> links = new HashMap<>();
            for (BlobRef report : reports(model)) {
                String file = report.sha256().substring(0, 12) + ".html";
                registry.copy(report, reports.resolve(file));
                links.put(report.sha256(), "reports/" + file);
            }
            DeliveryReport.write(
                    model, registry.ledger(name), registry.stages(), blob -> links.get(blob.sha256()), index);
            return index;
        }
    }

    private static List<BlobRef> reports(Model model) {
        List<BlobRef> reports = new ArrayList<>();
        for (Version version : model.versions().values()) {
            reports.add(version.facts().documents().get(Harvest.REPORT));
            version.validations().forEach(v -> reports.add(v.event().documents().get(Harvest.REPORT)));
            version.driftChecks().forEach(v -> reports.add(v.event().documents().get(Harvest.REPORT)));
        }
        reports.removeIf(Objects::isNull);
        return reports;
    }
}
