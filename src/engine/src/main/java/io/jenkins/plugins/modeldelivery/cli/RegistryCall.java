package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.StageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command on a registry has: where it is, and how to answer. */
abstract class RegistryCall implements Callable<Integer> {

    /** Environment variable that names the registry when {@code --registry} does not. */
    private static final String ENVIRONMENT = "MODEL_DELIVERY_REGISTRY";

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "Registry directory. Default: $MODEL_DELIVERY_REGISTRY, else ./model-registry")
    private Path registry;

    @Option(
            names = "--json",
            description = "Print the result as JSON on standard output; the rest goes to standard error.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private Console console;

    /** Where to tell people. */
    final Console console() {
        if (console == null) {
            console = json ? Console.error() : Console.standard();
        }
        return console;
    }

    final Progress progress() {
        return console().terminal() ? new BarProgress(console()) : new LogProgress(console());
    }

    /** Prints the document if JSON was asked for. */
    final void answer(Object document) {
        if (json) {
            System.out.println(Json.pretty(document));
        }
    }

    final Path directory() {
        if (registry != null) {
            return registry;
        }
        String environment = System.getenv(ENVIRONMENT);
        return Path.of(environment == null || environment.isEmpty() ? "model-registry" : environment);
    }

    final Registry openForWriting() throws IOException, RegistryException {
        return Registry.open(directory(), StageSettings.read(directory()));
    }

    /** For writing, but only where a registry is: a command on a version that exists makes no directory. */
    final Registry openExisting() throws IOException, RegistryException {
        openForReading().close();
        return openForWriting();
    }

    final Registry openForReading() throws IOException, RegistryException {
        return Registry.openReadOnly(directory(), StageSettings.read(directory()));
    }

    /** Who acts: the account that runs the command. */
    static Actor actor() {
        return Actor.user(System.getProperty("user.name", "unknown"));
    }
}
