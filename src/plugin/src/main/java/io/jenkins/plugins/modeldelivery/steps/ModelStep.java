package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step about one model. Its execution persists it, as what it has to do: hence serializable, with fields of serializable
 * types only.
 */
public abstract class ModelStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String model;
    private String onFailure = OnFailure.FAILURE;

    /** What was wrong with the arguments it was made of; null after it was checked, and if nothing was. */
    private transient Mistakes arguments;

    protected ModelStep(@CheckForNull String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    /** Name of the model: relative to the folder of the job, or absolute with a leading {@code /}. */
    @NonNull
    public String getModel() {
        return model == null ? "" : model;
    }

    /** @param mistakes in the arguments that the step was made of; told when it starts */
    final void made(@NonNull Mistakes mistakes) {
        arguments = mistakes;
    }

    /** What becomes of the build when the step's answer is no, or when it cannot do what it is for. */
    @NonNull
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure) == null ? OnFailure.FAILURE : onFailure;
    }

    /** Whether the build is to go on, marked UNSTABLE. */
    protected final boolean isLenient() {
        return onFailure.equals(OnFailure.UNSTABLE);
    }

    /** Checks the parameters other than {@link #getModel()}; does nothing that could block. */
    protected abstract void check(@NonNull Mistakes mistakes);

    /** The execution, of checked parameters. */
    @NonNull
    protected abstract StepExecution execution(@NonNull StepContext context);

    @Override
    public final StepExecution start(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        if (run == null) {
            throw new AbortException("There is no build here");
        }
        check(run);
        return execution(context);
    }

    /**
     * Checks all parameters as a build is to use them; does nothing that could block.
     *
     * @throws AbortException that lists all mistakes, if there are any
     */
    public final void check(@NonNull Run<?, ?> run) throws AbortException {
        Mistakes mistakes = new Mistakes();
        if (arguments != null) {
            mistakes.addAll(arguments);
        }
        mistakes.model(model, ModelAccess.folder(run.getParent()));
        mistakes.oneOf("onFailure", onFailure, OnFailure.VALUES);
        check(mistakes);
        mistakes.throwIfAny(getDescriptor().getFunctionName());
    }

    /** A list as lines: what a form's text area sends as one text becomes one element a line. */
    @NonNull
    static ArrayList<String> lines(@CheckForNull List<String> values) {
        ArrayList<String> lines = new ArrayList<>();
        if (values != null) {
            for (String value : values) {
                String.valueOf(value)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(lines::add);
            }
        }
        return lines;
    }
}
