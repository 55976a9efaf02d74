package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;

/**
 * Where a build step or post-build step of a freestyle job works. Such a build does not outlive a restart of Jenkins, so the
 * id of a step is its position in the build.
 *
 * @param workspaceOrNull null: the build has none, or its agent is gone
 */
record FreestyleWorkplace(
        Run<?, ?> run,
        FilePath workspaceOrNull,
        EnvVars environment,
        Launcher launcher,
        TaskListener listener,
        String step)
        implements Workplace {

    /** Gives the step that begins now its position. */
    @NonNull
    static FreestyleWorkplace of(
            @NonNull Run<?, ?> run,
            FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException {
        return new FreestyleWorkplace(
                run, workspace, environment, launcher, listener, "freestyle-" + StepPosition.next(run));
    }

    @NonNull
    @Override
    public FilePath workspace() throws AbortException {
        if (workspaceOrNull == null) {
            throw new AbortException("There is no workspace here: the agent of the build is gone. Run the build again");
        }
        return workspaceOrNull;
    }

    @CheckForNull
    @Override
    public <T> T find(@NonNull Class<T> type) {
        return null;
    }

    @Override
    public void unstable(@NonNull String message) {
        run.setResult(Result.UNSTABLE);
    }
}
