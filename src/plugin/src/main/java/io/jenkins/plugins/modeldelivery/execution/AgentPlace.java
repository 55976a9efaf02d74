package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/**
 * Where a process runs: a workspace on an agent that may go away and come back, and that is waited for so long. What is
 * persisted are the names of both. Set the system property {@code
 * io.jenkins.plugins.modeldelivery.execution.AgentPlace.PATIENCE} to wait for another number of seconds than 300.
 */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "the workspace is found anew")
final class AgentPlace implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final long PATIENCE =
            TimeUnit.SECONDS.toMillis(SystemProperties.getInteger(AgentPlace.class.getName() + ".PATIENCE", 300));

    /** For an agent that was removed from Jenkins: some take their place again under the same name. */
    private static final long PATIENCE_REMOVED = TimeUnit.SECONDS.toMillis(5);

    private final String node;
    private final String remote;

    private transient volatile FilePath workspace;

    /** {@link System#nanoTime} when the agent was first found away; null while it is there. */
    private transient volatile Long away;

    /** Whether the agent was there since Jenkins started. */
    private transient volatile boolean seen;

    AgentPlace(@NonNull FilePath workspace) {
        this.node = FilePathUtils.getNodeName(workspace);
        this.remote = workspace.getRemote();
        this.workspace = workspace;
        this.seen = true;
    }

    AgentPlace(@NonNull String node, @NonNull String remote) {
        this.node = node;
        this.remote = remote;
    }

    /** Name of the agent; empty: the built-in node. */
    @NonNull
    String node() {
        return node;
    }

    /** Path of the workspace. */
    @NonNull
    String remote() {
        return remote;
    }

    /** The workspace as it was last found; null when the agent is not known to be there. */
    @CheckForNull
    FilePath known() {
        FilePath known = workspace;
        return known != null && known.getChannel() instanceof Channel channel && channel.isClosingOrClosed()
                ? null
                : known;
    }

    /** Forgets the connection: it is to be found anew. */
    void forget() {
        workspace = null;
    }

    /**
     * Finds the workspace, and tells the build's log when the agent goes and comes.
     *
     * @return null while the agent is away
     * @throws Lost if it has been for too long
     */
    @CheckForNull
    FilePath find(@NonNull TaskListener listener) throws Lost {
        FilePath found = seek();
        Long since = away;
        if (found != null) {
            seen = true;
            if (since != null) {
                away = null;
                listener.getLogger().println("The agent " + name() + " is back");
            }
        } else if (since == null) {
            away = System.nanoTime();
            listener.getLogger()
                    .println("The agent " + name() + " is away; the engine may go on without it. Waiting up to "
                            + Util.getTimeSpanString(PATIENCE));
        } else if (isRemoved() && waited(since) > PATIENCE_REMOVED) {
            throw new Lost("The agent " + name()
                    + " was removed from Jenkins; nothing was registered. Run the build again " + "on another one");
        } else if (waited(since) > PATIENCE) {
            throw new Lost("The agent " + name() + " did not come back within " + Util.getTimeSpanString(PATIENCE)
                    + "; nothing was registered. Run the build again when it is there");
        }
        return found;
    }

    /** Finds the workspace without a word; null while the agent is away. */
    @CheckForNull
    FilePath seek() {
        FilePath found = known();
        if (found == null) {
            found = FilePathUtils.find(node, remote);
            workspace = found;
        }
        return found;
    }

    /** Agents that bring their definition along when they connect are not there yet after a restart: those are waited for. */
    private boolean isRemoved() {
        return seen && !node.isEmpty() && Jenkins.get().getNode(node) == null;
    }

    /** Milliseconds. */
    private static long waited(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    /** For people. */
    @NonNull
    String name() {
        return node.isEmpty() ? "built-in" : node;
    }

    /** Where it is, and whether it is there. */
    @NonNull
    String status() {
        Long since = away;
        return "agent " + name()
                + (since == null ? "" : " (away for " + Util.getTimeSpanString(waited(since)) + ", being waited for)");
    }

    @Override
    public String toString() {
        return remote + " on " + name();
    }

    /** The agent stayed away for too long. */
    static final class Lost extends AbortException {
        private static final long serialVersionUID = 1L;

        Lost(String message) {
            super(message);
        }
    }
}
