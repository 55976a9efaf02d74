package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.execution.FreestyleExecution;
import io.jenkins.plugins.modeldelivery.execution.RegistryExecution;
import io.jenkins.plugins.modeldelivery.execution.RegistryWork;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that needs the registry only. */
public abstract class RegistryStep extends PlainStep implements RegistryWork {
    private static final long serialVersionUID = 1L;

    protected RegistryStep(@CheckForNull String model) {
        super(model);
    }

    @NonNull
    @Override
    protected final StepExecution execution(@NonNull StepContext context) {
        return new RegistryExecution(context, this);
    }

    @Override
    public final void perform(@NonNull FreestyleExecution execution) throws IOException, InterruptedException {
        execution.perform(this);
    }
}
