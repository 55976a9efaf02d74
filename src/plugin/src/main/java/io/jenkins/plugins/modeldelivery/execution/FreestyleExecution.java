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
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does the work of one step within a freestyle build, while the build waits for it. The engine is a process that the build's
 * launcher starts, so it ends with the build; otherwise everything is as {@link EngineExecution} and {@link
 * RegistryExecution} do it for a Pipeline.
 */
public final class FreestyleExecution {

    private static final Logger LOGGER = Logger.getLogger(FreestyleExecution.class.getName());

    /** By this variable whatever the engine started is found again, to be killed with it. */
    private static final String COOKIE = "MODEL_DELIVERY_RUN";

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
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException(
                    "The workspace " + workspace.getRemote() + " is the root of a file system. Use one "
                            + "that lies in a directory, so that there is a place beside it for temporary files");
        }
        FilePath own = temporary.child("model-delivery-" + UUID.randomUUID());
        try {
            own.mkdirs();
            Preparation preparation = new Preparation(new StepWork(place, address), own);
            FilePath request = own.child("request.json");
            request.write(Json.pretty(work.prepare(preparation)), StandardCharsets.UTF_8.name());
            EngineJar.Installed jar = EngineJar.install(workspace, own);
            String agentJava = workspace.act(new EngineCommand.AgentJava());
            int code = run(
                    own,
                    new EngineCommand(
                            work.getJava(),
                            agentJava,
                            work.getMemory(),
                            workspace.getRemote(),
                            jar.cached(),
                            jar.link(),
                            request.getRemote(),
                            own.getRemote()));
            FilePath file = own.child(Result.FILE);
            String text = file.exists() ? AgentFiles.readSmall(file) : null;
            Result result = text == null ? null : Json.parse(text, Result.class, file.getRemote());
            if (result instanceof Problem problem) {
                throw new AbortException(problem.sentence());
            }
            if (result == null || code < 0 || code > 1) {
                throw new AbortException(EngineCommand.explain(code, work.getJava()));
            }
            uninterrupted(() ->
                    work.finish(new Completion(new StepWork(place, address), own, text, preparation.chosen()), result));
        } finally {
            clean(own);
        }
    }

    /** Runs the engine to its end. */
    private int run(FilePath own, EngineCommand command) throws IOException, InterruptedException {
        Launcher launcher = place.launcher();
        boolean unix = launcher.isUnix();
        FilePath script = own.child(unix ? "engine.sh" : "engine.bat");
        script.write(unix ? command.shell() : command.batch(), StandardCharsets.UTF_8.name());
        EnvVars environment = new EnvVars(place.environment());
        // Idle OpenMP threads that spin take the cores from everybody else on the agent.
        environment.putIfAbsent("OMP_WAIT_POLICY", "passive");
        environment.put(COOKIE, own.getName());
        String path = script.getRemote();
        Proc process = launcher.launch()
                .cmds(unix ? new String[] {"sh", path} : new String[] {"cmd", "/c", "call", path})
                .envs(environment)
                .pwd(place.workspace())
                .stdout(place.listener())
                .quiet(true)
                .start();
        try {
            return process.join();
        } catch (InterruptedException e) {
            place.listener().getLogger().println("Stopping the engine");
            process.kill();
            launcher.kill(Map.of(COOKIE, own.getName()));
            throw e;
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

    /** Deletes what the run left on the agent, also when the build was aborted. */
    private static void clean(FilePath own) throws InterruptedException {
        FutureTask<Void> cleaning = new FutureTask<>(() -> {
            own.deleteRecursive();
            return null;
        });
        Background.submit(() -> {
            cleaning.run();
            return null;
        });
        try {
            cleaning.get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, e, () -> "could not delete " + own);
        }
    }
}
