package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts a former champion back. */
@Command(
        name = "rollback",
        description = "Put the previous version of a stage back, or a named one that stood there. Gates are not asked.")
final class RollbackCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(names = "--stage", paramLabel = "STAGE", description = "Stage to roll back. Default: the last, prod.")
    private String stage;

    @Option(names = "--version", paramLabel = "VERSION", description = "Which one. Default: the one before.")
    private String version;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the ledger.")
    private String reason;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openExisting()) {
            Integer number = version == null
                    ? null
                    : Integer.valueOf(Selector.select(registry.get(name), version, registry.stages())
                            .number());
            Event.Transitioned moved = registry.changes(name, actor())
                    .rollback(stage == null ? registry.stages().last().name() : stage, number, reason);
            console().good("rolled back: " + Moves.sentence(console(), name, moved));
            answer(moved);
        }
        return ExitCode.OK;
    }
}
