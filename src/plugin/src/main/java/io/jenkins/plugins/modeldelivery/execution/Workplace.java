package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;

/** What a step finds around it, whatever kind of build it is a step of: the build, its log, the agent it may work on. */
interface Workplace {

    @NonNull
    Run<?, ?> run() throws IOException, InterruptedException;

    /** The log of the build, where the step writes to. */
    @NonNull
    TaskListener listener() throws IOException, InterruptedException;

    /** @throws AbortException if the step has no workspace here; says what to do */
    @NonNull
    FilePath workspace() throws IOException, InterruptedException;

    /** The variables that processes of the step get. */
    @NonNull
    EnvVars environment() throws IOException, InterruptedException;

    /** Starts processes on the agent as the build wants them started, for example in a container. */
    @NonNull
    Launcher launcher() throws IOException, InterruptedException;

    /** An id that no other step of the build has; the same after a restart of Jenkins. */
    @NonNull
    String step() throws IOException, InterruptedException;

    /** What the blocks around the step provide, such as the flow node it is; null where there is none. */
    @CheckForNull
    <T> T find(@NonNull Class<T> type) throws IOException, InterruptedException;

    /** Lets the build go on as UNSTABLE, and marks the step as the reason where the build shows its steps. */
    void unstable(@NonNull String message) throws IOException, InterruptedException;
}
