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
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a Pipeline's step works. The id of the step is that of its flow node. */
record PipelineWorkplace(StepContext context) implements Workplace {

    /**
     * What the context has of a type.
     *
     * @throws AbortException if it has none
     */
    @NonNull
    static <T> T require(@NonNull StepContext context, @NonNull Class<T> type)
            throws IOException, InterruptedException {
        T value = context.get(type);
        if (value == null) {
            throw new AbortException(
                    type == FilePath.class
                            ? "There is no workspace here. Put the step into node {...}, or into a stage with an agent"
                            : "The step has no " + type.getSimpleName() + " here");
        }
        return value;
    }

    @NonNull
    @Override
    public Run<?, ?> run() throws IOException, InterruptedException {
        return require(context, Run.class);
    }

    @NonNull
    @Override
    public TaskListener listener() throws IOException, InterruptedException {
        return require(context, TaskListener.class);
    }

    @NonNull
    @Override
    public FilePath workspace() throws IOException, InterruptedException {
        return require(context, FilePath.class);
    }

    @NonNull
    @Override
    public EnvVars environment() throws IOException, InterruptedException {
        return require(context, EnvVars.class);
    }

    @NonNull
    @Override
    public Launcher launcher() throws IOException, InterruptedException {
        return require(context, Launcher.class);
    }

    @NonNull
    @Override
    public String step() throws IOException, InterruptedException {
        return node().getId();
    }

    @CheckForNull
    @Override
    public <T> T find(@NonNull Class<T> type) throws IOException, InterruptedException {
        return context.get(type);
    }

    @Override
    public void unstable(@NonNull String message) throws IOException, InterruptedException {
        node().addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
        run().setResult(Result.UNSTABLE);
    }

    private FlowNode node() throws IOException, InterruptedException {
        return require(context, FlowNode.class);
    }
}
