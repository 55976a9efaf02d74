package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.modeldelivery.registry.Change;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.StageRules;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/**
 * Holds the one open {@link Registry} of this controller, in {@code $JENKINS_HOME/model-delivery}. It is opened when first
 * asked for and closed when Jenkins terminates, after the running Pipelines were suspended. A failed attempt to open it is
 * not remembered: the next call tries again, so that an administrator can repair the directory without a restart.
 */
@Extension
public final class ModelRegistry {

    /** Directory of the registry, relative to the home of Jenkins. */
    public static final String DIRECTORY = "model-delivery";

    private static final StageRules STAGES = new ConfiguredStages();

    private static final Logger LOGGER = Logger.getLogger(ModelRegistry.class.getName());

    /** Null while closed; guarded by this. */
    private Registry registry;

    /** Whether Jenkins terminates: nothing opens the registry again, its successor might hold it already. */
    private boolean terminated;

    /**
     * The open registry.
     *
     * @throws IOException if it cannot be opened, for example because another process has it open; the message names the
     *     directory and the reason
     */
    @NonNull
    public static Registry get() throws IOException {
        return ExtensionList.lookupSingleton(ModelRegistry.class).open();
    }

    /** The stages of this controller, known without opening the registry. */
    @NonNull
    public static Stages stages() {
        return STAGES.stages();
    }

    /** The stages as they hold for one model, whose folders may demand more. */
    @NonNull
    public static Stages stages(@NonNull ModelName model) {
        return STAGES.stages(model);
    }

    /**
     * The open registry if this controller has one: what only follows models need not make one.
     *
     * @throws IOException as {@link #get()} does
     */
    @NonNull
    public static Optional<Registry> ifPresent() throws IOException {
        return Files.isDirectory(directory()) ? Optional.of(get()) : Optional.empty();
    }

    /** Where the registry of this controller lies, open or not. */
    @NonNull
    public static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve(DIRECTORY);
    }

    private synchronized Registry open() throws IOException {
        if (terminated) {
            throw new IOException("The model registry is closed: Jenkins is shutting down");
        }
        if (registry == null) {
            Path directory = directory();
            try {
                Registry opened = Registry.open(directory, STAGES);
                opened.onChange(ModelRegistry::tell);
                registry = opened;
                StagesOnDisk.changed();
            } catch (RegistryException | IOException e) {
                throw new IOException(
                        "The model registry in " + directory + " cannot be opened: " + e.getMessage()
                                + ". Nothing was changed; an administrator of this Jenkins must look at it",
                        e);
            }
            LOGGER.log(Level.FINE, "Opened {0}", directory);
        }
        return registry;
    }

    private static void tell(Change change) {
        for (RegistryListener listener : ExtensionList.lookup(RegistryListener.class)) {
            try {
                listener.changed(change);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> listener.getClass().getName() + " failed on a change of " + change.name());
            }
        }
    }

    private synchronized void close() {
        terminated = true;
        if (registry != null) {
            try {
                registry.close();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Could not close the model registry in " + directory());
            }
            registry = null;
        }
    }

    /** Gives the directory free for the next process. */
    @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED)
    public static void closeOnTermination() {
        ModelRegistry instance = ExtensionList.lookup(ModelRegistry.class).get(ModelRegistry.class);
        if (instance != null) {
            instance.close();
        }
    }
}
