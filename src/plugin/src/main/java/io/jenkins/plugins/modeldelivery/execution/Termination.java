package io.jenkins.plugins.modeldelivery.execution;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.listeners.ItemListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/**
 * Knows that Jenkins is shutting down, from before its terminators run: what fails from then on fails because of that, and
 * is left to the next session.
 */
@Extension
public final class Termination extends ItemListener {

    private volatile boolean begun;

    @Override
    public void onBeforeShutdown() {
        begun = true;
    }

    /** Ends the background threads with their session. */
    @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED)
    public static void shutDown() {
        Background.shutDown();
    }

    static boolean hasBegun() {
        Termination instance = ExtensionList.lookup(ItemListener.class).get(Termination.class);
        return instance == null || instance.begun;
    }
}
