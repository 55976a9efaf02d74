package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * Does the work of one step within a freestyle build, while the build waits for it. The engine is a process that the build's
 * launcher starts, so it ends with the build; otherwise everything is as {@link EngineExecution} and {@link
 * RegistryExecution} do it for a Pipeline.
 */
public final class FreestyleExecution {

    private static final Logger LOGGER = Logger.getLogger(FreestyleExecution.class.getName());

    /** Seconds that an aborted build waits for what must not be interrupted. */
    private static final int PATIENCE = 8;

    private final Workplace place;

    /**
     * @param workspace null: the build has none
     * @param environment with the variables of the build
     */
    public FreestyleExecution(
            @NonNull Run<?, ?> run,
            @CheckForNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException {
        this.place = FreestyleWorkplace.of(run, workspace, environment, launcher, listener);
    }

    /**
     * Does what needs no engine.
     *
     * @throws AbortException that tells the user what is wrong
     */
    public void perform(@NonNull RegistryWork work) throws IOException, InterruptedException {
        forgiving(work, address -> uninterrupted(() -> work.act(new StepWork(place, address))));
    }

    /**
     * Lets the engine work on the agent.
     *
     * @throws AbortException that tells the user what is wrong
     */
    public void perform(@NonNull EngineWork work) throws IOException, InterruptedException {
        forgiving(work, address -> runEngine(work, address));
    }

    /** Does the work on the model that is meant now, and goes on without what the step is forgiven for. */
    private void forgiving(ModelWork work, Part part) throws IOException, InterruptedException {
        ModelAddress address = ModelAddress.of(work.getModel(), place.run());
        try {
            part.of(address);
        } catch (IOException | InputException | RegistryException e) {
            if (!Forgiveness.granted(place, work, address, e)) {
                throw forUsers(e);
            }
        }
    }

    /** What is done with a model. */
    private interface Part {
        void of(ModelAddress address) throws IOException, InterruptedException, RegistryException;
    }

    private void runEngine(EngineWork work, ModelAddress address)
            throws IOException, InterruptedException, RegistryException {
        FilePath workspace = place.workspace();
        EngineProcess process = EngineProcess.beside(workspace);
        FilePath own = process.directory(workspace);
        try {
            EngineLaunch launch = new EngineLaunch(place, work, process);
            Integer chosen = launch.prepare(workspace, new StepWork(place, address));
            EngineResult result = EngineResult.read(own, run(process, own, launch.command()), work.getJava());
            EngineJar.archive(workspace, own, work.getJava(), place.environment());
            uninterrupted(() -> work.finish(
                    new Completion(new StepWork(place, address), own, result.text(), chosen), result.document()));
        } finally {
            uninterrupted(() -> {
                process.clean();
                return null;
            });
        }
    }

    /** Runs the engine to its end. */
    private int run(EngineProcess process, FilePath own, EngineCommand command)
            throws IOException, InterruptedException {
        Launcher launcher = place.launcher();
        boolean unix = launcher.isUnix();
        FilePath script = own.child(unix ? "engine.sh" : "engine.bat");
        script.write(unix ? command.shell() : command.batch(), StandardCharsets.UTF_8.name());
        String path = script.getRemote();
        Proc running = launcher.launch()
                .cmds(unix ? new String[] {"sh", path} : new String[] {"cmd", "/c", "call", path})
                .envs(process.marked(place.environment()))
                .pwd(place.workspace())
                .stdout(place.listener())
                .quiet(true)
                .start();
        try {
            return running.join();
        } catch (InterruptedException e) {
            place.listener().getLogger().println("Stopping the engine");
            boolean killed = process.kill(place.workspace(), launcher, place.listener());
            awaitEnd(running);
            place.listener()
                    .getLogger()
                    .println(
                            killed
                                    ? "The engine is stopped; nothing was registered"
                                    : "The agent does not say whether the engine is stopped. Nothing was registered");
            throw e;
        }
    }

    /** Only after it was killed by {@link EngineProcess#kill}: this alone would wait for ever for what ignores the signal. */
    private static void awaitEnd(Proc killed) {
        try (Timeout ignored = Timeout.limit(PATIENCE, TimeUnit.SECONDS)) {
            killed.kill();
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "it is not known whether an engine has ended");
        }
    }

    /**
     * Does something that writes to the registry, on a thread that an abort does not interrupt: that would close the files
     * it is writing.
     */
    private static void uninterrupted(Callable<?> work) throws IOException, InterruptedException {
        FutureTask<?> task = new FutureTask<>(work);
        Background.submit(() -> {
            task.run();
            return null;
        });
        try {
            task.get();
        } catch (InterruptedException e) {
            try {
                task.get(PATIENCE, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException late) {
                LOGGER.log(Level.FINE, late, () -> "while a build was aborted");
            }
            throw e;
        } catch (ExecutionException e) {
            throw forUsers(e.getCause());
        }
    }

    private static IOException forUsers(Throwable e) throws InterruptedException {
        Throwable told = RegistryExecution.forUsers(e);
        if (told instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (told instanceof Error error) {
            throw error;
        }
        return told instanceof IOException io ? io : new IOException(told);
    }
}
