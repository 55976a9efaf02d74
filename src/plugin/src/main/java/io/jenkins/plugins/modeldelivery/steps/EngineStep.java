package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.execution.EngineExecution;
import io.jenkins.plugins.modeldelivery.execution.EngineWork;
import io.jenkins.plugins.modeldelivery.execution.FreestyleExecution;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that lets the engine work on the agent. */
public abstract class EngineStep extends PlainStep implements EngineWork {
    private static final long serialVersionUID = 1L;

    private String memory;
    private String java;

    protected EngineStep(@CheckForNull String model) {
        super(model);
    }

    @CheckForNull
    @Override
    public String getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(@CheckForNull String memory) {
        this.memory = Util.fixEmptyAndTrim(memory);
    }

    @CheckForNull
    @Override
    public String getJava() {
        return java;
    }

    @DataBoundSetter
    public void setJava(@CheckForNull String java) {
        this.java = Util.fixEmptyAndTrim(java);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        mistakes.memory(memory);
    }

    @NonNull
    @Override
    protected final StepExecution execution(@NonNull StepContext context) {
        return new EngineExecution(context, this);
    }

    @Override
    public final void perform(@NonNull FreestyleExecution execution) throws IOException, InterruptedException {
        execution.perform(this);
    }
}
