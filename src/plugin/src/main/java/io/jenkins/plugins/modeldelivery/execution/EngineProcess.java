package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.util.ProcessTree;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.MasterToSlaveFileCallable;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.durabletask.WindowsBatchScript;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * A process of the engine on an agent, with a directory of its own in the temporary directory of the workspace. Everything
 * that belongs to the run lies in there, the files of durable-task too, so that deleting it leaves nothing; and an engine whose
 * directory is gone ends by itself, even where no signal reaches it. What is persisted finds both again after a restart.
 */
final class EngineProcess implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(EngineProcess.class.getName());

    /** Seconds after which a remote call is given up. */
    static final int REMOTE_TIMEOUT =
            SystemProperties.getInteger(EngineProcess.class.getName() + ".REMOTE_TIMEOUT", 20);

    /** Seconds that a process has to end in peace. */
    private static final int PEACE = 4;

    /** Seconds that deleting a directory with few files may take. */
    private static final int DELETION = 10;

    private static final long GLANCE = 100;

    /** Environment variable that all processes of a run have, with {@link #id}. */
    private static final String MARK = "MODEL_DELIVERY_RUN";

    private final AgentPlace agent;
    private final String id;
    private final String directory;

    /** Null until it was launched. */
    private volatile Controller controller;

    private EngineProcess(AgentPlace agent, String id, String directory) {
        this.agent = agent;
        this.id = id;
        this.directory = directory;
    }

    /** A run whose handle is lost. */
    EngineProcess(@NonNull String node, @NonNull String workspace, @NonNull String id, @NonNull String directory) {
        this(new AgentPlace(node, workspace), id, directory);
    }

    /** A process to be, beside a workspace. Nothing is on the agent yet. */
    @NonNull
    static EngineProcess beside(@NonNull FilePath workspace) throws AbortException {
        String id = UUID.randomUUID().toString();
        return new EngineProcess(
                new AgentPlace(workspace), id, AgentFiles.beside(workspace, id).getRemote());
    }

    /** Unique; all its processes have it in their environment. */
    @NonNull
    String id() {
        return id;
    }

    /** Of its directory on the agent. */
    @NonNull
    String path() {
        return directory;
    }

    @NonNull
    AgentPlace agent() {
        return agent;
    }

    /** The directory of the run, seen from its workspace. */
    @NonNull
    FilePath directory(@NonNull FilePath workspace) {
        return new FilePath(workspace.getChannel(), directory);
    }

    boolean isLaunched() {
        return controller != null;
    }

    /**
     * Launches it.
     *
     * @param environment of the step; not changed
     */
    void launch(
            @NonNull FilePath workspace,
            @NonNull EngineCommand command,
            @NonNull Launcher launcher,
            @NonNull EnvVars environment,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        DurableTask task =
                launcher.isUnix() ? new BourneShellScript(command.shell()) : new WindowsBatchScript(command.batch());
        task.charset(StandardCharsets.UTF_8);
        EnvVars own = marked(environment);
        try (Timeout ignored = Timeout.limit(3L * REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            controller = task.launch(own, seat(workspace), launcher, listener);
        } catch (IOException | InterruptedException | RuntimeException e) {
            // No handle, but maybe a process.
            kill(workspace, launcher, listener);
            throw e;
        }
    }

    /**
     * The environment of its processes, by which they are found again.
     *
     * @param environment of the step; not changed
     */
    @NonNull
    EnvVars marked(@NonNull EnvVars environment) {
        EnvVars own = new EnvVars(environment);
        own.put(MARK, id);
        // Idle OpenMP threads that spin take the cores from everybody else on the agent.
        own.putIfAbsent("OMP_WAIT_POLICY", "passive");
        return own;
    }

    /**
     * Where durable-task thinks that the workspace is: it puts its files beside that, and marks processes by its path when it
     * is to kill them, so it must be no place that other steps of the build share. The script goes to the workspace itself.
     */
    private FilePath seat(FilePath workspace) {
        return directory(workspace).child("at");
    }

    /**
     * Copies new output to the log and looks whether the process has ended.
     *
     * @param launcher of the step
     */
    @NonNull
    synchronized Look look(@NonNull FilePath workspace, @NonNull Launcher launcher, @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        try (Timeout ignored = Timeout.limit(REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            // In this order: what was written before the exit code is copied.
            Integer code = controller.exitStatus(seat(workspace), launcher, listener);
            boolean output = controller.writeLog(seat(workspace), listener.getLogger());
            return new Look(code, output);
        }
    }

    /**
     * What was seen.
     *
     * @param code exit code; null while the process runs
     * @param output whether there was some
     */
    record Look(Integer code, boolean output) {}

    /**
     * Kills it, with its children: asks them to end, and forces those that do not, which Jenkins itself never does.
     *
     * @param launcher of the step, decorated as containers need it, or a plain one of the agent
     * @return whether it is known to have ended, or to be killed
     */
    boolean kill(@NonNull FilePath workspace, @NonNull Launcher launcher, @NonNull TaskListener listener) {
        return ask(workspace, launcher, listener) || force(workspace);
    }

    /** Asks the process to end, and waits for that a little. */
    private boolean ask(FilePath workspace, Launcher launcher, TaskListener listener) {
        try (Timeout ignored = Timeout.limit(PEACE, TimeUnit.SECONDS)) {
            if (controller == null) {
                // A launch that was cut off left no handle, but may have left a process; a freestyle build never has
                // one.
                launcher.kill(Map.of(MARK, id));
                return false;
            }
            controller.stop(seat(workspace), launcher);
            while (look(workspace, launcher, listener).code() == null) {
                Thread.sleep(GLANCE);
            }
            return true;
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "it does not end: " + this);
            return false;
        }
    }

    private boolean force(FilePath workspace) {
        try (Timeout ignored = Timeout.limit(PEACE, TimeUnit.SECONDS)) {
            workspace.act(new Force(id));
            return true;
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "could not kill " + this);
            return false;
        }
    }

    /** Kills what bears the mark of a run, as far as the agent can see it. */
    private static final class Force extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;

        private final String id;

        Force(String id) {
            this.id = id;
        }

        @Override
        public Void invoke(File directory, VirtualChannel channel) {
            for (ProcessTree.OSProcess process : ProcessTree.get()) {
                if (id.equals(process.getEnvironmentVariables().get(MARK))) {
                    ProcessHandle.of(process.getPid()).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            return null;
        }
    }

    /** Kills whatever bears the mark of the run and deletes its directory, long after its step has ended. */
    void sweep(@NonNull FilePath workspace, @NonNull Launcher launcher) throws IOException, InterruptedException {
        try (Timeout ignored = Timeout.limit(3L * REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            launcher.kill(Map.of(MARK, id));
            workspace.act(new Force(id));
            directory(workspace).deleteRecursive();
        }
    }

    /** Deletes what the run left on the agent; where the agent cannot be reached, it is done when it is back. */
    void clean() {
        FilePath workspace = agent.known();
        if (workspace != null && clean(workspace)) {
            return;
        }
        Leftovers.get().add(this);
    }

    private boolean clean(FilePath workspace) {
        try (Timeout ignored = Timeout.limit(DELETION, TimeUnit.SECONDS)) {
            directory(workspace).deleteRecursive();
            return true;
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "could not delete " + directory);
            return false;
        }
    }

    @Override
    public String toString() {
        return directory + " on " + agent.name();
    }
}
