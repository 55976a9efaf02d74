package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a version, or a model. */
@Command(
        name = "delete",
        description = {
            "Delete one version of a model, or the model with all its versions.",
            "Refused while a version serves in a stage after the first, or an alias names it. The ledger keeps what was and"
                    + " who deleted it; numbers are not given again. The files go with the next 'registry retain'."
        })
final class DeleteCommand extends RegistryCall {

    @Parameters(paramLabel = "MODEL", description = "Full name of the model.")
    private String model;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Which one: a number, a stage, an alias or 'newest'. Default: all, and the model itself.")
    private String version;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the ledger.")
    private String reason;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openExisting()) {
            if (version == null) {
                int versions = registry.get(name).versions().size();
                registry.delete(name, reason, actor());
                console().good("deleted " + name + " with " + versions + (versions == 1 ? " version" : " versions"));
                answer(Map.of("model", name.value()));
            } else {
                int number = Selector.select(registry.get(name), version, registry.stages())
                        .number();
                registry.changes(name, actor()).deleteVersion(number, reason);
                console().good("deleted v" + number + " of " + name);
                answer(Map.of("model", name.value(), "version", number));
            }
        }
        return ExitCode.OK;
    }
}
