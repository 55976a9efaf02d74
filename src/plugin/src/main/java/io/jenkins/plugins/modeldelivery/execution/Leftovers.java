package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Runs of the engine that ended for their builds while their agent was away: what still runs there is killed, and its directory
 * deleted, when the agent is back, also after a restart of Jenkins. Those of agents that never come back are forgotten after a
 * month.
 */
@Extension
public final class Leftovers extends ComputerListener {

    private static final Logger LOGGER = Logger.getLogger(Leftovers.class.getName());

    private static final long FORGET = TimeUnit.DAYS.toMillis(30);

    private static final long RETRY = TimeUnit.MINUTES.toMillis(1);

    /** Null until it was read. */
    private List<Run> runs;

    /** What is kept of one. */
    static final class Run {
        private final String node;
        private final String workspace;
        private final String id;
        private final String directory;
        private final long since;

        Run(EngineProcess process) {
            this.node = process.agent().node();
            this.workspace = process.agent().remote();
            this.id = process.id();
            this.directory = process.path();
            this.since = System.currentTimeMillis();
        }
    }

    @NonNull
    static Leftovers get() {
        return ExtensionList.lookupSingleton(Leftovers.class);
    }

    synchronized void add(@NonNull EngineProcess process) {
        Run run = new Run(process);
        runs().removeIf(r -> r.id.equals(run.id) || r.since < run.since - FORGET);
        runs().add(run);
        save();
        LOGGER.log(Level.FINE, () -> "left until the agent is back: " + process);
        // It may be there all the time, and have been slow.
        Background.later(() -> sweep(run), RETRY);
    }

    @Override
    public void onOnline(Computer computer, TaskListener listener) {
        List<Run> here = of(computer.getName());
        if (!here.isEmpty()) {
            Background.soon(() -> here.forEach(this::sweep));
        }
    }

    private synchronized List<Run> of(String node) {
        return runs().stream().filter(r -> r.node.equals(node)).toList();
    }

    private void sweep(Run run) {
        EngineProcess process = new EngineProcess(run.node, run.workspace, run.id, run.directory);
        FilePath workspace = process.agent().seek();
        if (workspace == null) {
            return;
        }
        try {
            Launcher launcher = workspace.createLauncher(TaskListener.NULL);
            process.sweep(workspace, launcher);
            forget(run);
        } catch (IOException | InterruptedException | RuntimeException e) {
            // The agent went again, or hangs: the next time that it comes is another chance.
            LOGGER.log(Level.FINE, e, () -> "could not sweep " + process);
        }
    }

    private synchronized void forget(Run run) {
        if (runs().removeIf(r -> r.id.equals(run.id))) {
            save();
        }
    }

    private List<Run> runs() {
        if (runs == null) {
            runs = new ArrayList<>();
            XmlFile file = file();
            if (file.exists()) {
                try {
                    for (Object run : (List<?>) file.read()) {
                        runs.add((Run) run);
                    }
                } catch (IOException | ClassCastException e) {
                    LOGGER.log(
                            Level.WARNING,
                            e,
                            () -> "cannot read " + file
                                    + "; directories of interrupted runs may stay on agents, in the temporary directories of workspaces");
                }
            }
        }
        return runs;
    }

    private void save() {
        XmlFile file = file();
        try {
            file.write(new ArrayList<>(runs));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot write " + file);
        }
    }

    private static XmlFile file() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), Leftovers.class.getName() + ".xml"));
    }
}
