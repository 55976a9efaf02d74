package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a version out of its stage. */
@Command(name = "archive", description = "Take a version out of its stage; the stage may be empty then.")
final class ArchiveCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "Number, stage, alias or 'newest'.")
    private String version;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the ledger.")
    private String reason;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openExisting()) {
            int number = Selector.select(registry.get(name), version, registry.stages())
                    .number();
            Event.Transitioned moved = registry.changes(name, actor()).archive(number, reason);
            console().good(Moves.sentence(console(), name, moved));
            answer(moved);
        }
        return ExitCode.OK;
    }
}
