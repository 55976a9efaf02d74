package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;
import jenkins.util.Timer;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.durabletask.WindowsBatchScript;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * Lets the engine do an {@link EngineWork} on the agent, in three phases:
 *
 * <ol>
 *   <li><b>Preparing</b>, on a background thread: the request, the model files and the engine are put into a fresh directory
 *       in the temporary directory of the workspace, and the process is launched. A restart of Jenkins in this phase begins
 *       it anew.
 *   <li><b>Running</b>: the process writes its output and at last its exit code to files. A timer polls them, quicker while
 *       there is output. A restart of Jenkins or of the agent in this phase only pauses the polling. An agent that is away is
 *       waited for ({@link AgentPlace}).
 *   <li><b>Finishing</b>, on a background thread: the result is read and taken into the registry; the directory is deleted. A
 *       restart in this phase repeats it; registering is idempotent by {@link StepWork#key()}.
 * </ol>
 *
 * What is persisted is {@link #work}, where the process is, and its handle. {@link #claim} lets exactly one of success,
 * failure and abort end the step.
 */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "onResume sets what polling needs")
public final class EngineExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(EngineExecution.class.getName());

    private static final long MIN_PERIOD = 250;
    private static final long MAX_PERIOD = 15_000;
    private static final double BACK_OFF = 1.2;

    /** Milliseconds between attempts to kill a process whose agent is away. */
    private static final long KILL_PERIOD = 1000;

    /** Seconds after which a remote call is given up, and after which a stopped process is no longer waited for. */
    private static final int REMOTE_TIMEOUT =
            SystemProperties.getInteger(EngineExecution.class.getName() + ".REMOTE_TIMEOUT", 20);

    private final EngineWork work;

    /** Null until the step begins. */
    private ModelAddress address;

    /** Where the process runs; null until preparing begins. */
    private AgentPlace agent;

    /** Path of the run's own directory there; deleted at the end. */
    private String directory;

    /** Number of the version the run is about; null: none, or still preparing. */
    private Integer chosen;

    /** Handle of the process; null until it was launched. */
    private Controller controller;

    private transient volatile Future<?> background;
    private transient long period;

    /** Why the step was stopped; null while it was not. */
    private transient volatile Throwable stopped;

    /** Whether the launch has begun: from then on the preparing thread is not interrupted, or it might lose the handle. */
    private transient boolean launching;

    private transient boolean ended;

    public EngineExecution(@NonNull StepContext context, @NonNull EngineWork work) {
        super(context);
        this.work = work;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        address = ModelAddress.of(work.getModel(), StepWork.require(getContext(), Run.class));
        background = Background.submit(this::prepare);
        return false;
    }

    @Override
    public void onResume() {
        if (controller == null) {
            background = Background.submit(this::prepare);
        } else {
            period = MIN_PERIOD;
            schedule();
        }
    }

    private Void prepare() {
        try {
            FilePath place = StepWork.require(getContext(), FilePath.class);
            if (directory != null) {
                // From an attempt that a restart interrupted; nothing was launched, or it left no handle.
                place.child(directory).deleteRecursive();
            }
            FilePath temporary = WorkspaceList.tempDir(place);
            if (temporary == null) {
                throw new AbortException(
                        "The workspace " + place.getRemote() + " is the root of a file system. Use one "
                                + "that lies in a directory, so that there is a place beside it for temporary files");
            }
            FilePath own = temporary.child("model-delivery-" + UUID.randomUUID());
            agent = new AgentPlace(place);
            directory = own.getRemote();
            getContext().saveState();
            own.mkdirs();
            Preparation preparation = new Preparation(new StepWork(getContext(), address), own);
            FilePath request = own.child("request.json");
            request.write(Json.pretty(work.prepare(preparation)), StandardCharsets.UTF_8.name());
            chosen = preparation.chosen();
            String jar = EngineJar.install(place, own);
            String agentJava = place.act(new EngineCommand.AgentJava());
            synchronized (this) {
                if (stopped != null) {
                    throw new InterruptedException("stopped before the launch");
                }
                launching = true;
            }
            Controller launched = launch(
                    place,
                    new EngineCommand(
                            work.getJava(), agentJava, work.getMemory(), jar, request.getRemote(), own.getRemote()));
            synchronized (this) {
                controller = launched;
            }
            getContext().saveState();
            if (stopped != null) {
                kill();
            } else {
                period = MIN_PERIOD;
                schedule();
            }
        } catch (Throwable e) {
            if (!Termination.hasBegun()) {
                fail(e);
            }
        }
        return null;
    }

    private Controller launch(FilePath place, EngineCommand command) throws IOException, InterruptedException {
        Launcher launcher = StepWork.require(getContext(), Launcher.class);
        DurableTask task =
                launcher.isUnix() ? new BourneShellScript(command.shell()) : new WindowsBatchScript(command.batch());
        task.charset(StandardCharsets.UTF_8);
        EnvVars environment = new EnvVars(StepWork.require(getContext(), EnvVars.class));
        // Idle OpenMP threads that spin take the cores from everybody else on the agent.
        environment.putIfAbsent("OMP_WAIT_POLICY", "passive");
        return task.launch(environment, place, launcher, listener());
    }

    private void schedule() {
        Timer.get().schedule(this::poll, period, TimeUnit.MILLISECONDS);
    }

    private void poll() {
        Integer code;
        try {
            code = check();
        } catch (AgentPlace.Lost e) {
            fail(e);
            return;
        } catch (Exception e) {
            // Timer threads must not lose the step: whatever else goes wrong counts as the agent being away.
            LOGGER.log(Level.FINE, e, () -> "could not check " + agent);
            agent.forget();
            code = null;
        }
        if (isEnded() || Termination.hasBegun()) {
            return;
        }
        if (code == null) {
            schedule();
        } else if (stopped != null) {
            fail(stopped);
        } else {
            int exited = code;
            background = Background.submit(() -> finish(exited));
        }
    }

    /** Copies new output to the log and looks whether the process has exited: its exit code, or null. */
    private Integer check() throws IOException, InterruptedException {
        period = Math.min((long) (period * BACK_OFF), MAX_PERIOD);
        FilePath place = agent.find(listener());
        if (place == null) {
            return null;
        }
        TaskListener listener = listener();
        try (Timeout ignored = Timeout.limit(REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            Integer code = controller.exitStatus(place, launcher(place), listener);
            if (controller.writeLog(place, listener.getLogger())) {
                period = MIN_PERIOD;
                if (code == null) {
                    getContext().saveState();
                }
            }
            return code;
        }
    }

    private Void finish(int code) {
        FilePath place = agent.known();
        try {
            if (stopped != null) {
                throw stopped;
            }
            if (place == null) {
                throw new IOException("The agent went away");
            }
            FilePath own = place.child(directory);
            FilePath file = own.child(Result.FILE);
            String text = file.exists() ? AgentFiles.readSmall(file) : null;
            Result result = text == null ? null : Json.parse(text, Result.class, file.getRemote());
            if (result instanceof Problem problem) {
                throw new AbortException(problem.sentence());
            }
            if (result == null || code < 0 || code > 1) {
                throw new AbortException(EngineCommand.explain(code, work.getJava()));
            }
            Object value = work.finish(new Completion(new StepWork(getContext(), address), own, text, chosen), result);
            if (claim()) {
                clean();
                getContext().onSuccess(value);
            }
        } catch (Throwable e) {
            if (Termination.hasBegun()) {
                return null;
            }
            if (stopped == null && agent.known() == null) {
                LOGGER.log(Level.FINE, e, () -> "lost " + agent + " while reading the result");
                period = MIN_PERIOD;
                schedule();
            } else {
                fail(e);
            }
        }
        return null;
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        Future<?> preparing;
        boolean running;
        synchronized (this) {
            stopped = cause;
            // What takes results into the registry is never interrupted: that would close the files it is writing.
            preparing = launching || controller != null ? null : background;
            running = controller != null;
        }
        if (preparing != null) {
            preparing.cancel(true);
        }
        if (running) {
            Background.submit(this::kill);
            Timer.get()
                    .schedule(
                            () -> {
                                if (!isEnded()) {
                                    fail(cause);
                                }
                            },
                            REMOTE_TIMEOUT,
                            TimeUnit.SECONDS);
        } else {
            // Should the launch be under way, its thread sees afterwards that the step was stopped, and kills.
            fail(cause);
        }
    }

    /**
     * Kills the process, then ends the step. An agent that is away is waited for, though not by the step: a process that
     * nobody waits for must not go on there.
     */
    private Void kill() {
        try {
            FilePath place = agent.find(listener());
            if (place == null) {
                Timer.get().schedule(() -> Background.submit(this::kill), KILL_PERIOD, TimeUnit.MILLISECONDS);
                return null;
            }
            listener().getLogger().println("Stopping the engine");
            try (Timeout ignored = Timeout.limit(REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
                controller.stop(place, launcher(place));
                waitForExit(place);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "could not stop the engine beside " + agent);
        }
        fail(stopped);
        return null;
    }

    /** The launcher of the step, decorated as containers need it; a plain one once the step has ended. */
    private Launcher launcher(FilePath place) throws IOException, InterruptedException {
        Launcher launcher = isEnded() ? null : getContext().get(Launcher.class);
        return launcher != null ? launcher : place.createLauncher(TaskListener.NULL);
    }

    private void waitForExit(FilePath place) throws IOException, InterruptedException {
        while (controller.exitStatus(place, launcher(place), listener()) == null) {
            Thread.sleep(MIN_PERIOD);
        }
    }

    /** Ends the step, unless it has ended, and deletes what the run left on the agent in any case. */
    private void fail(Throwable e) {
        boolean first = claim();
        Background.submit(() -> {
            clean();
            if (first) {
                if (stopped != null) {
                    getContext().onFailure(stopped);
                } else {
                    RegistryExecution.end(getContext(), work, address, e);
                }
            }
            return null;
        });
    }

    /** Whether the caller is the one to end the step. */
    private synchronized boolean claim() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private void clean() {
        FilePath place = agent == null ? null : agent.known();
        if (place == null) {
            return;
        }
        try (Timeout ignored = Timeout.limit(REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            if (controller != null) {
                controller.cleanup(place);
            }
            place.child(directory).deleteRecursive();
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "could not delete " + directory);
        }
    }

    private TaskListener listener() {
        try {
            return StepWork.require(getContext(), TaskListener.class);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "no log for " + directory);
            return TaskListener.NULL;
        }
    }

    @Override
    public String getStatus() {
        if (controller == null) {
            return "preparing the engine";
        }
        return (agent.isAwaited() ? "waiting for the agent of " : "engine beside ") + agent;
    }
}
