package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import jenkins.tasks.SimpleBuildWrapper;

/** Model files for builds without flow nodes: there from before the first build step until after the last. */
public final class Loans {

    private Loans() {}

    /**
     * Fetches the file, sets the variables, and arranges for the file to be deleted.
     *
     * @throws IOException an AbortException that tells the user what is wrong
     */
    public static void lend(
            @NonNull ModelLoan loan,
            @NonNull SimpleBuildWrapper.Context context,
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        FilePath own = LentFile.place(workspace);
        context.setDisposer(new Deletion(own.getRemote()));
        Workplace place = FreestyleWorkplace.of(run, workspace, environment, launcher, listener);
        try {
            LentFile.fetch(new StepWork(place, ModelAddress.of(loan.getModel(), run)), loan, own)
                    .variables()
                    .forEach(context::env);
        } catch (RegistryException | InputException e) {
            LentFile.delete(workspace, own.getRemote());
            throw (IOException) RegistryExecution.forUsers(e);
        } catch (IOException | InterruptedException e) {
            LentFile.delete(workspace, own.getRemote());
            throw e;
        }
    }

    /** Deletes the directory of a file. */
    private static final class Deletion extends SimpleBuildWrapper.Disposer {
        private static final long serialVersionUID = 1L;

        private final String directory;

        Deletion(String directory) {
            this.directory = directory;
        }

        @Override
        public void tearDown(Run<?, ?> run, FilePath workspace, Launcher launcher, TaskListener listener) {
            LentFile.delete(workspace, directory);
        }
    }
}
