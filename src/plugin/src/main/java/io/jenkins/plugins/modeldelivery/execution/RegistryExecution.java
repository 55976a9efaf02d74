package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Does a {@link RegistryWork} on a background thread, and again after a restart that interrupted it. */
public final class RegistryExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final RegistryWork work;

    /** Null until the step begins. */
    private ModelAddress address;

    /** Why the step was stopped; null while it was not. */
    private transient volatile Throwable stopped;

    public RegistryExecution(@NonNull StepContext context, @NonNull RegistryWork work) {
        super(context);
        this.work = work;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        address = ModelAddress.of(work.getModel(), StepWork.require(getContext(), Run.class));
        Background.submit(this::run);
        return false;
    }

    @Override
    public void onResume() {
        Background.submit(this::run);
    }

    private Void run() {
        Object value;
        try {
            value = work.act(new StepWork(getContext(), address));
        } catch (Throwable e) {
            if (stopped == null && !Termination.hasBegun()) {
                end(getContext(), work, address, e);
            }
            return null;
        }
        if (stopped == null) {
            getContext().onSuccess(value);
        }
        return null;
    }

    /** Ends a step that failed: with the failure, or without a value if the build may go on. */
    static void end(StepContext context, ModelWork work, ModelAddress address, Throwable failure) {
        if (Forgiveness.granted(new PipelineWorkplace(context), work, address, failure)) {
            context.onSuccess(null);
        } else {
            context.onFailure(forUsers(failure));
        }
    }

    /** Mistakes and refusals are told without a stack trace. */
    static Throwable forUsers(Throwable e) {
        if (e instanceof InputException || e instanceof RegistryException) {
            AbortException abort = new AbortException(e.getMessage());
            abort.initCause(e.getCause());
            return abort;
        }
        return e;
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        // The thread is not interrupted: that would close the files it is writing.
        stopped = cause;
        getContext().onFailure(cause);
    }

    @Override
    public String getStatus() {
        return "working with the model registry";
    }
}
