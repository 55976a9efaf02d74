package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.registry.Audit;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is in a registry, and what may leave it. */
@Command(
        name = "registry",
        description = "Look into a registry and keep it in order: list, show, ledger, verify, retain, delete.",
        subcommands = {
            RegistryCommand.ListModels.class,
            RegistryCommand.Show.class,
            RegistryCommand.Ledger.class,
            RegistryCommand.Verify.class,
            RetainCommand.class,
            DeleteCommand.class
        },
        mixinStandardHelpOptions = true)
final class RegistryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? There are list, show, ledger, verify, retain and delete");
    }

    /** One line a model. */
    @Command(name = "list", description = "All models: what is in which stage.")
    static final class ListModels extends RegistryCall {
        @Override
        public Integer call() throws IOException, RegistryException {
            try (Registry registry = openForReading()) {
                List<Model> models = new ArrayList<>();
                for (ModelName name : registry.models()) {
                    registry.find(name).ifPresent(models::add);
                }
                List<String> head = new ArrayList<>(List.of("model", "newest"));
                head.addAll(registry.stages().names());
                List<List<String>> rows = new ArrayList<>(List.of(head));
                for (Model model : models) {
                    List<String> row = new ArrayList<>();
                    row.add(model.name().value() + (model.damage() == null ? "" : " (damaged)"));
                    row.add(model.newest().map(v -> "v" + v.number()).orElse("none"));
                    registry.stages()
                            .names()
                            .forEach(stage -> row.add(model.champion(stage)
                                    .map(v -> "v" + v.number() + " since " + Words.day(v.since()))
                                    .orElse("")));
                    rows.add(row);
                }
                if (models.isEmpty()) {
                    console().line("  no models yet: 'train' or 'register' makes one");
                } else {
                    console().table(rows);
                }
                answer(models);
            }
            return ExitCode.OK;
        }
    }

    /** One model, or one version. */
    @Command(name = "show", description = "One model: its stages, versions and metrics.")
    static final class Show extends RegistryCall {
        @Parameters(paramLabel = "MODEL", description = "Full name of the model.")
        private String model;

        @Override
        public Integer call() throws IOException, RegistryException {
            try (Registry registry = openForReading()) {
                Model found = registry.get(ModelName.resolve(model, ""));
                console().heading(found.name().value());
                if (found.damage() != null) {
                    console().bad("damaged, read-only: " + found.damage());
                }
                List<List<String>> rows = new ArrayList<>();
                rows.add(
                        List.of("version", "stage", "since", "trainer", "metrics when trained", "validation", "drift"));
                for (Version version : found.versions().values()) {
                    rows.add(List.of(
                            "v" + version.number(),
                            version.stage(),
                            Words.day(version.since()),
                            version.facts().lineage().trainer() == null
                                    ? version.facts().format()
                                    : version.facts().lineage().trainer().name(),
                            Words.metrics(version.facts().metrics()),
                            version.validation()
                                    .map(v -> v.event().passed() ? "passed" : "failed")
                                    .orElse("none"),
                            version.driftCheck()
                                    .map(v -> v.event().level().toString())
                                    .orElse("none")));
                }
                console().table(rows);
                for (Map.Entry<String, Integer> alias : found.aliases().entrySet()) {
                    console().line("  alias " + alias.getKey() + " " + console().arrow() + " v" + alias.getValue());
                }
                answer(found);
            }
            return ExitCode.OK;
        }
    }

    /** What happened. */
    @Command(name = "ledger", description = "What was in a stage, when, and why; with --all every event.")
    static final class Ledger extends RegistryCall {
        @Parameters(paramLabel = "MODEL", description = "Full name of the model.")
        private String model;

        @Option(names = "--stage", paramLabel = "STAGE", description = "Which stage. Default: the last, prod.")
        private String stage;

        @Option(names = "--all", description = "Every event, oldest first.")
        private boolean all;

        @Override
        public Integer call() throws IOException, RegistryException {
            try (Registry registry = openForReading()) {
                ModelName name = ModelName.resolve(model, "");
                String damage = registry.get(name).damage();
                if (damage != null) {
                    console().bad("damaged, the events from there on are missing: " + damage);
                }
                if (all) {
                    List<Entry> entries = registry.ledger(name);
                    List<List<String>> rows = new ArrayList<>();
                    rows.add(List.of("seq", "time (UTC)", "what", "who"));
                    for (Entry entry : entries) {
                        rows.add(List.of(
                                Long.toString(entry.seq()),
                                Words.time(entry.time()),
                                Table.shorten(Words.event(entry.event())),
                                entry.actor().phrase()));
                    }
                    console().table(rows);
                    answer(entries);
                } else {
                    String which = stage == null ? registry.stages().last().name() : stage;
                    List<Tenure> tenures = registry.history(name, which);
                    console().heading("What was in " + which + ", when, why");
                    tenures(tenures);
                    answer(tenures);
                }
            }
            return ExitCode.OK;
        }

        private void tenures(List<Tenure> tenures) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("version", "from (UTC)", "until (UTC)", "how", "who", "why"));
            for (Tenure tenure : tenures) {
                rows.add(List.of(
                        "v" + tenure.version(),
                        Words.time(tenure.from()),
                        tenure.to() == null ? "now" : Words.time(tenure.to()),
                        tenure.kind(),
                        tenure.actor().phrase(),
                        tenure.reason() == null ? "" : Table.shorten(tenure.reason())));
            }
            if (tenures.isEmpty()) {
                console().line("  nothing yet");
            } else {
                console().table(rows);
            }
        }
    }

    /** Checks everything. */
    @Command(name = "verify", description = "Check every ledger's chain and every file's digest.")
    static final class Verify extends RegistryCall {
        @Override
        public Integer call() throws IOException, RegistryException {
            try (Registry registry = openForReading()) {
                Audit audit = registry.audit();
                List<String> problems = audit.problems();
                problems.forEach(console()::bad);
                audit.notes().forEach(console()::note);
                int models = registry.models().size();
                if (problems.isEmpty()) {
                    console()
                            .good("sound: " + models + (models == 1 ? " model" : " models")
                                    + ", every chain whole, every digest right");
                }
                if (audit.unreferenced() > 0) {
                    console()
                            .line("  " + audit.unreferenced()
                                    + (audit.unreferenced() == 1 ? " stored file (" : " stored files (")
                                    + Quantities.bytes(audit.unreferencedBytes())
                                    + ") that no version has: of deleted ones, or of runs that ended before they"
                                    + " registered. 'registry retain' removes them");
                }
                answer(problems);
                return problems.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
            }
        }
    }
}
