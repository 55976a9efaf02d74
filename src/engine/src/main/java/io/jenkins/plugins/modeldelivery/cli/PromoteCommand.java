package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Purpose;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves a version into a stage. */
@Command(name = "promote", description = "Move a version into a stage; the version that stood there is archived.")
final class PromoteCommand extends RegistryCall {

    @Mixin
    private VersionOption which;

    @Option(names = "--to", paramLabel = "STAGE", description = "Stage to enter. Default: the one it was trained into.")
    private String to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the ledger.")
    private String reason;

    @Option(names = "--alias", paramLabel = "NAME", description = "Also let this alias name the version.")
    private String alias;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(which.model, "");
        try (Registry registry = openExisting()) {
            if (alias != null) {
                // Before the promotion: a command that is refused has done nothing.
                registry.checkAlias(alias);
            }
            Version version = Selector.select(registry.get(name), which.version, registry.stages());
            Event.Transitioned moved =
                    registry.changes(name, actor()).promote(version.number(), target(version), reason);
            console().good(Moves.sentence(console(), name, moved));
            if (alias != null) {
                registry.changes(name, actor()).alias(alias, version.number());
                console().good("alias '" + alias + "' names v" + version.number());
            }
            answer(moved);
        }
        return ExitCode.OK;
    }

    private String target(Version version) {
        return to != null
                ? to
                : Purpose.of(version)
                        .orElseThrow(() -> new InputException(
                                "is missing, and v" + version.number() + " was trained into no stage in particular",
                                "--to",
                                "Name the stage."));
    }
}
