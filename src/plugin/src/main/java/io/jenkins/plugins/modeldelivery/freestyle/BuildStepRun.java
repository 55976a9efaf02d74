package io.jenkins.plugins.modeldelivery.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.util.LogTaskListener;
import io.jenkins.plugins.modeldelivery.execution.FreestyleExecution;
import io.jenkins.plugins.modeldelivery.steps.PlainStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** One step in one freestyle build. */
final class BuildStepRun {

    private static final Logger LOGGER = Logger.getLogger(BuildStepRun.class.getName());

    private BuildStepRun() {}

    /**
     * Does the step with the variables of the build put into its parameters, and checks them first.
     *
     * @throws AbortException that tells the user what is wrong
     */
    static void perform(
            @NonNull PlainStep step,
            @NonNull AbstractBuild<?, ?> build,
            @NonNull Launcher launcher,
            @NonNull BuildListener listener)
            throws IOException, InterruptedException {
        EnvVars environment = build.getEnvironment(listener);
        environment.overrideAll(build.getBuildVariables());
        PlainStep expanded = expanded(step, environment);
        expanded.check(build);
        expanded.perform(new FreestyleExecution(build, build.getWorkspace(), environment, launcher, listener));
    }

    /** The step with {@code $VARIABLE} and <code>${VARIABLE}</code> replaced in all its texts, nested ones too. */
    @NonNull
    static PlainStep expanded(@NonNull PlainStep step, @NonNull EnvVars environment) throws AbortException {
        UninstantiatedDescribable written = DescribableModel.uninstantiate2_(step);
        try {
            return (PlainStep) new DescribableModel<>(step.getClass())
                    .instantiate(
                            expanded(written, environment).getArguments(), new LogTaskListener(LOGGER, Level.FINE));
        } catch (IllegalArgumentException e) {
            AbortException abort = new AbortException(
                    "The parameters of " + step.getDescriptor().getDisplayName()
                            + " cannot be used with the variables of this build: " + e.getMessage());
            abort.initCause(e);
            throw abort;
        }
    }

    private static UninstantiatedDescribable expanded(UninstantiatedDescribable written, EnvVars environment) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        written.getArguments().forEach((name, value) -> arguments.put(name, expanded(value, environment)));
        UninstantiatedDescribable result =
                new UninstantiatedDescribable(written.getSymbol(), written.getKlass(), arguments);
        result.setModel(written.getModel());
        return result;
    }

    private static Object expanded(Object value, EnvVars environment) {
        if (value instanceof String text) {
            return Util.replaceMacro(text, environment);
        }
        if (value instanceof UninstantiatedDescribable nested) {
            return expanded(nested, environment);
        }
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(expanded(element, environment)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(expanded(key, environment), expanded(entry, environment)));
            return entries;
        }
        return value;
    }
}
