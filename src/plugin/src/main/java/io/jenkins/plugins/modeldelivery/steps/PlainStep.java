package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.modeldelivery.execution.FreestyleExecution;
import java.io.IOException;

/** A step without a body: what it does, a build step of a freestyle job can do, too. */
public abstract class PlainStep extends ModelStep {
    private static final long serialVersionUID = 1L;

    protected PlainStep(@CheckForNull String model) {
        super(model);
    }

    /**
     * Does all that the step does within a freestyle build, with checked parameters.
     *
     * @throws AbortException that tells the user what is wrong
     */
    public abstract void perform(@NonNull FreestyleExecution execution) throws IOException, InterruptedException;
}
