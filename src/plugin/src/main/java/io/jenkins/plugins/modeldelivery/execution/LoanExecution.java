package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Fetches a model file, lets a block of steps work with it, and deletes it. Fetching and deleting happen on background threads
 * and are repeated when a restart of Jenkins interrupts them; while the block works, nothing of this does.
 */
public final class LoanExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(LoanExecution.class.getName());

    private final ModelLoan loan;

    /** Null until the step begins. */
    private ModelAddress address;

    /** Path of the directory of the file; null until fetching begins. */
    private String directory;

    /** Whether the block was started. */
    private boolean started;

    /** How the block ended; null until it did. */
    private Outcome end;

    /** Why the step was stopped; null while it was not. */
    private transient volatile Throwable stopped;

    public LoanExecution(@NonNull StepContext context, @NonNull ModelLoan loan) {
        super(context);
        this.loan = loan;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        address = ModelAddress.of(loan.getModel(), PipelineWorkplace.require(getContext(), Run.class));
        Background.submit(this::fetch);
        return false;
    }

    @Override
    public void onResume() {
        if (end != null) {
            Background.submit(this::finish);
        } else if (!started) {
            Background.submit(this::fetch);
        }
    }

    private Void fetch() {
        try {
            Workplace place = new PipelineWorkplace(getContext());
            FilePath workspace = place.workspace();
            // From an attempt that a restart interrupted.
            LentFile.delete(workspace, directory);
            FilePath own = LentFile.place(workspace);
            directory = own.getRemote();
            getContext().saveState();
            LentFile file = LentFile.fetch(new StepWork(place, address), loan, own);
            if (stopped != null) {
                LentFile.delete(workspace, directory);
                return null;
            }
            EnvironmentExpander outer = getContext().get(EnvironmentExpander.class);
            started = true;
            getContext()
                    .newBodyInvoker()
                    .withContext(EnvironmentExpander.merge(outer, EnvironmentExpander.constant(file.variables())))
                    .withCallback(new Callback())
                    .start();
        } catch (Throwable e) {
            if (stopped == null && !Termination.hasBegun()) {
                boolean skipped = Forgiveness.granted(new PipelineWorkplace(getContext()), loan, address, e);
                ended(skipped ? Outcome.success(null) : Outcome.failure(RegistryExecution.forUsers(e)));
            }
        }
        return null;
    }

    private void ended(Outcome how) {
        end = how;
        Background.submit(this::finish);
    }

    private Void finish() {
        try {
            LentFile.delete(getContext().get(FilePath.class), directory);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "no workspace any more to delete " + directory + " in");
        }
        end.tell(getContext());
        return null;
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        // The thread that copies is not interrupted: that would close the files it is writing.
        stopped = cause;
        getContext().onFailure(cause);
    }

    @Override
    public String getStatus() {
        return end != null ? "deleting the model file" : started ? "lending a model file" : "fetching a model file";
    }

    /** Called on the thread of the Pipeline: only takes note. */
    private final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            // What a Pipeline gives back is serializable, or it could not be kept.
            ended(Outcome.success((Serializable) result));
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            ended(Outcome.failure(failure));
        }
    }
}
