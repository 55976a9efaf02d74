package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a name mean a version. */
@Command(name = "alias", description = "Let a name mean a version, whatever it meant before; or take the name away.")
final class AliasCommand extends RegistryCall {

    @Mixin
    private VersionOption which;

    @Option(names = "--remove", description = "Take the alias away.")
    private boolean remove;

    @Parameters(paramLabel = "ALIAS", description = "Letters, digits, '_' and '-', such as 'champion'.")
    private String alias;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(which.model, "");
        try (Registry registry = openExisting()) {
            if (remove) {
                registry.changes(name, actor()).removeAlias(alias);
                console().good("alias '" + alias + "' of " + name + " is gone");
            } else {
                int number = Selector.select(registry.get(name), which.version, registry.stages())
                        .number();
                registry.changes(name, actor()).alias(alias, number);
                console().good("alias '" + alias + "' names " + name + " v" + number);
            }
            answer(registry.get(name).aliases());
        }
        return ExitCode.OK;
    }
}
