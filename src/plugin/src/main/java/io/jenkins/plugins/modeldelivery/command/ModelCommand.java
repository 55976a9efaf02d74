package io.jenkins.plugins.modeldelivery.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.cli.CLICommand;
import io.jenkins.plugins.modeldelivery.config.CurrentUser;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NotFound;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;

/**
 * A command about models. What goes wrong ends it with the exit codes that all commands of Jenkins have: 2 for arguments
 * that cannot be read, 3 for a value that means nothing here (no such model, version or stage), 4 when the registry refuses,
 * 6 without the permission, 1 for a fault of the program.
 */
abstract class ModelCommand extends CLICommand {

    /** Does it and returns the exit code. */
    abstract int act() throws IOException, RegistryException;

    @Override
    protected final int run() throws Exception {
        try {
            return act();
        } catch (InputException | NotFound e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (RegistryException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * The model of that full name.
     *
     * @throws NotFound if there is none, or the user may not view it, which must not be told apart
     */
    @NonNull
    static Model model(@NonNull String name) throws IOException, NotFound {
        return ModelAccess.find(ModelName.resolve(name, null))
                .orElseThrow(() -> new NotFound("There is no model '" + name + "', or "
                        + CurrentUser.actor().id() + " may not view it. list-models lists those that there are."));
    }

    /** A version by number, stage, alias, or {@code newest}. */
    @NonNull
    static Version version(@NonNull Model model, @NonNull String version) throws IOException, RegistryException {
        return Selector.select(model, version, ModelRegistry.get().stages(model.name()));
    }

    /** The name of a stage that there is. */
    @NonNull
    static String stage(@NonNull Model model, @NonNull String stage) throws IOException, NotFound {
        Stages stages = ModelRegistry.get().stages(model.name());
        try {
            return stages.get(stage).name();
        } catch (RegistryException e) {
            throw new NotFound(e.getMessage());
        }
    }
}
