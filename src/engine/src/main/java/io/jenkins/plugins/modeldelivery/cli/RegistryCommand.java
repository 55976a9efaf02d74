package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.Audit;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
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
            ListCommand.class,
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
                            trainer(version),
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

    private static String trainer(Version version) {
        Lineage lineage = version.facts().lineage();
        return lineage == null || lineage.trainer() == null
                ? version.facts().format()
                : lineage.trainer().name();
    }

    /** What happened. */
    @Command(
            name = "ledger",
            description = "What was in a stage, when, and why; with --at just then; with --all every event.")
    static final class Ledger extends RegistryCall {
        @Parameters(paramLabel = "MODEL", description = "Full name of the model.")
        private String model;

        @Option(names = "--stage", paramLabel = "STAGE", description = "Which stage. Default: the last, prod.")
        private String stage;

        @ArgGroup(exclusive = true)
        private Which which;

        /** Something else than the whole history of a stage. */
        static final class Which {
            @Option(
                    names = "--at",
                    paramLabel = "TIME",
                    description = "What was in the stage at that time: 2026-03-01, 2026-03-01T12:30 (UTC), or with"
                            + " an offset, 2026-03-01T12:30+02:00.")
            private String at;

            @Option(names = "--all", description = "Every event, oldest first.")
            private boolean all;
        }

        @Override
        public Integer call() throws IOException, RegistryException {
            try (Registry registry = openForReading()) {
                ModelName name = ModelName.resolve(model, "");
                String damage = registry.get(name).damage();
                if (damage != null) {
                    console().bad("damaged, the events from there on are missing: " + damage);
                }
                if (which != null && which.all) {
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
                    String of = stage == null ? registry.stages().last().name() : stage;
                    if (which == null) {
                        List<Tenure> tenures = registry.history(name, of);
                        console().heading("What was in " + of + ", when, why");
                        tenures(tenures);
                        answer(tenures);
                    } else {
                        Instant time = Times.parse(which.at, "--at");
                        List<Tenure> then = registry.at(name, of, time).stream().toList();
                        console().heading("What was in " + of + " at " + Words.time(time) + " UTC");
                        tenures(then);
                        answer(then.isEmpty() ? Map.of() : then.get(0));
                    }
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
                console().line(which == null ? "  nothing yet" : "  nothing");
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
