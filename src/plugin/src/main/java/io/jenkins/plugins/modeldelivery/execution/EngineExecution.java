package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Lets the engine do an {@link EngineWork} on the agent, in four phases:
 *
 * <ol>
 *   <li><b>Preparing</b>: the request, the model files and the engine are put into the directory of a fresh
 *       {@link EngineProcess}, and it is launched. A restart of Jenkins or of the agent in this phase begins it anew, after
 *       what it left was killed and deleted.
 *   <li><b>Running</b>: the process writes its output and at last its exit code to files, which are looked at from time to
 *       time. A restart of Jenkins or of the agent in this phase only pauses that. An agent that is away is waited for
 *       ({@link AgentPlace}).
 *   <li><b>Finishing</b>: the result is read and taken into the registry. A restart in this phase repeats it; registering is
 *       idempotent by {@link StepWork#key()}.
 *   <li><b>Ending</b>: the outcome is made durable, then the directory is deleted, then the Pipeline goes on. A restart in this
 *       phase repeats it from the durable outcome, since what it came from may be deleted already.
 * </ol>
 *
 * What is persisted is {@link #work}, {@link #process} and {@link #outcome}. {@link #end} lets exactly one of success, failure
 * and abort end the step. Nothing blocks the thread that runs the Pipeline.
 */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "onResume sets what is needed")
public final class EngineExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(EngineExecution.class.getName());

    /** Milliseconds between looks at the process: a twentieth of the time that it has run, within these bounds. */
    private static final long MIN_PERIOD = 250;

    private static final long MAX_PERIOD = 5_000;
    private static final int PERIODS = 20;

    /** Milliseconds between attempts to prepare anew once the agent is back. */
    private static final long RETRY = 1_000;

    /** Seconds that a stopped step waits for what takes the result into the registry, which is not interrupted. */
    private static final int FINISHING = 20;

    private final EngineWork work;

    /** Null until the step begins. */
    private ModelAddress address;

    /** Null until preparing begins. */
    private volatile EngineProcess process;

    /** Number of the version the run is about; null: none, or still preparing. */
    private Integer chosen;

    /** Milliseconds since the epoch when the phase began that the step is in. */
    private volatile long since;

    /** Null until the step ends. */
    private volatile Outcome outcome;

    private transient volatile Future<?> preparing;
    private transient volatile Future<?> finishing;

    /** Why the step was stopped; null while it was not. */
    private transient volatile Throwable stopped;

    public EngineExecution(@NonNull StepContext context, @NonNull EngineWork work) {
        super(context);
        this.work = work;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        address = ModelAddress.of(work.getModel(), StepWork.require(getContext(), Run.class));
        since = System.currentTimeMillis();
        preparing = Background.submit(this::prepare);
        return false;
    }

    @Override
    public void onResume() {
        if (outcome != null) {
            Background.soon(() -> conclude(true));
        } else if (process != null && process.isLaunched()) {
            watch();
        } else {
            preparing = Background.submit(this::prepare);
        }
    }

    private Void prepare() {
        try {
            EngineProcess before = process;
            if (before == null) {
                launch(StepWork.require(getContext(), FilePath.class));
            } else {
                FilePath place = before.agent().find(listener());
                if (place == null) {
                    prepareLater();
                    return null;
                }
                // From an attempt that was cut off, maybe after the launch and before its handle was durable.
                before.kill(place, StepWork.require(getContext(), Launcher.class), TaskListener.NULL);
                before.clean();
                launch(place);
            }
            if (stopped != null) {
                throw new InterruptedException("stopped beside the launch");
            } else {
                watch();
            }
        } catch (Throwable e) {
            if (stopped == null && !Termination.hasBegun() && process != null && isAway(e)) {
                LOGGER.log(Level.FINE, e, () -> "lost " + process + " while preparing");
                prepareLater();
            } else if (stopped != null) {
                undo();
            } else if (!Termination.hasBegun()) {
                end(failed(e));
            }
        }
        return null;
    }

    /** Whoever stopped the step may not have seen what came of the launch. */
    private void undo() {
        if (process != null) {
            FilePath place = process.agent().known();
            try {
                if (place != null) {
                    process.kill(place, plainLauncher(place), TaskListener.NULL);
                }
            } catch (IOException | InterruptedException e) {
                LOGGER.log(
                        Level.FINE,
                        e,
                        () -> "cannot launch on " + process.agent().name());
            }
            process.clean();
        }
    }

    /** Whether the agent went away, so that what went wrong did so for that reason, or would do later. */
    private boolean isAway(Throwable e) {
        return !(e instanceof AgentPlace.Lost) && process.agent().known() == null;
    }

    private void prepareLater() {
        Background.later(
                () -> {
                    if (stopped == null) {
                        preparing = Background.submit(this::prepare);
                    }
                },
                RETRY);
    }

    private void launch(FilePath place) throws Exception {
        EngineProcess next = EngineProcess.beside(place);
        process = next;
        // Durable before anything is on the agent, so that a restart finds it there.
        getContext().saveState();
        EngineLaunch launch = new EngineLaunch(new PipelineWorkplace(getContext()), work, next);
        chosen = launch.prepare(place, new StepWork(getContext(), address));
        if (stopped != null) {
            throw new InterruptedException("stopped before the launch");
        }
        launch.launch(place);
        since = System.currentTimeMillis();
        getContext().saveState();
    }

    private void watch() {
        long ran = System.currentTimeMillis() - since;
        Background.later(this::look, Math.max(MIN_PERIOD, Math.min(ran / PERIODS, MAX_PERIOD)));
    }

    private void look() {
        if (stopped != null || outcome != null || Termination.hasBegun()) {
            return;
        }
        Integer code = null;
        try {
            FilePath place = process.agent().find(listener());
            if (place != null) {
                EngineProcess.Look seen = process.look(place, launcher(place), listener());
                code = seen.code();
                if (seen.output() && code == null) {
                    getContext().saveState();
                }
            }
        } catch (AgentPlace.Lost e) {
            end(Outcome.failure(e));
            return;
        } catch (Exception e) {
            // The step must not be lost: whatever else goes wrong counts as the agent being away.
            LOGGER.log(Level.FINE, e, () -> "could not look at " + process);
            process.agent().forget();
        }
        synchronized (this) {
            if (stopped != null || outcome != null || Termination.hasBegun()) {
                return;
            }
            if (code != null) {
                int exited = code;
                since = System.currentTimeMillis();
                finishing = Background.submit(() -> finish(exited));
                return;
            }
        }
        watch();
    }

    private Void finish(int code) {
        try {
            FilePath place = process.agent().known();
            if (place == null) {
                throw new IOException("The agent went away");
            }
            FilePath own = process.directory(place);
            EngineResult result = EngineResult.read(own, code, work.getJava());
            PipelineWorkplace surroundings = new PipelineWorkplace(getContext());
            EngineJar.archive(place, own, work.getJava(), surroundings.environment());
            Completion completion = new Completion(new StepWork(getContext(), address), own, result.text(), chosen);
            end(Outcome.success((Serializable) work.finish(completion, result.document())));
        } catch (Throwable e) {
            if (Termination.hasBegun()) {
                return null;
            }
            if (stopped == null && isAway(e)) {
                LOGGER.log(Level.FINE, e, () -> "lost " + process + " while reading the result");
                watch();
            } else {
                end(failed(e));
            }
        }
        return null;
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        synchronized (this) {
            if (stopped != null || outcome != null) {
                return;
            }
            stopped = cause;
            if (preparing != null) {
                preparing.cancel(true);
            }
        }
        Background.soon(() -> halt(cause));
    }

    /** Ends the process, then the step. An agent that is away is not waited for; its process is killed when it comes back. */
    private void halt(Throwable cause) {
        boolean reachable = true;
        try {
            if (finishing != null) {
                say("The engine had finished; what it found out is being registered already");
                // Never interrupted: that would close the files of the registry that it is writing.
                finishing.get(FINISHING, TimeUnit.SECONDS);
            } else if (process == null) {
                say("The engine was not started; nothing was registered");
            } else {
                FilePath place = process.agent().known();
                if (place == null) {
                    reachable = false;
                    say("The agent " + process.agent().name()
                            + " is away: the engine is stopped when it comes back. Nothing was registered");
                } else {
                    say("Stopping the engine");
                    reachable = process.kill(place, launcher(place), listener());
                    say(
                            reachable
                                    ? "The engine is stopped; nothing was registered"
                                    : "The agent " + process.agent().name()
                                            + " does not say whether the engine is stopped; it "
                                            + "is tried again. Nothing was registered");
                }
            }
        } catch (ExecutionException | TimeoutException | IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "stopping " + process);
        }
        end(Outcome.failure(cause), reachable);
    }

    private void say(String line) {
        listener().getLogger().println(line);
    }

    /** The launcher of the step, decorated as containers need it. */
    private Launcher launcher(FilePath place) throws IOException, InterruptedException {
        Launcher launcher = getContext().get(Launcher.class);
        return launcher != null ? launcher : plainLauncher(place);
    }

    private static Launcher plainLauncher(FilePath place) throws IOException, InterruptedException {
        return place.createLauncher(TaskListener.NULL);
    }

    /** With the failure, or without a value if the build may go on. */
    private Outcome failed(Throwable e) {
        return stopped == null && Forgiveness.granted(new PipelineWorkplace(getContext()), work, address, e)
                ? Outcome.success(null)
                : Outcome.failure(RegistryExecution.forUsers(e));
    }

    private void end(Outcome ending) {
        end(ending, true);
    }

    /**
     * Ends the step, unless it has ended. A step that was stopped ends as such, whatever came of it.
     *
     * @param reachable whether to try to tidy up on the agent at once
     */
    private void end(Outcome ending, boolean reachable) {
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = stopped == null ? ending : Outcome.failure(stopped);
            since = System.currentTimeMillis();
        }
        conclude(reachable);
    }

    private void conclude(boolean reachable) {
        try {
            getContext().saveState().get(EngineProcess.REMOTE_TIMEOUT, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            // Then a crash in the next moments would repeat the step's end from less than there was.
            LOGGER.log(Level.FINE, e, () -> "could not save the end of " + process);
        }
        if (process != null) {
            if (reachable) {
                process.agent().seek();
                process.clean();
            } else {
                Leftovers.get().add(process);
            }
        }
        outcome.tell(getContext());
    }

    private TaskListener listener() {
        try {
            return StepWork.require(getContext(), TaskListener.class);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "no log for " + process);
            return TaskListener.NULL;
        }
    }

    @Override
    public String getStatus() {
        EngineProcess now = process;
        String phase;
        if (outcome != null) {
            phase = "ending";
        } else if (stopped != null) {
            phase = "stopping the engine";
        } else if (finishing != null) {
            phase = "taking the result into the registry";
        } else if (now != null && now.isLaunched()) {
            phase = "engine running";
        } else {
            phase = "preparing the engine";
        }
        return phase + " for " + Util.getTimeSpanString(System.currentTimeMillis() - since)
                + (now == null ? "" : " on " + now.agent().status() + " in " + now.path());
    }
}
