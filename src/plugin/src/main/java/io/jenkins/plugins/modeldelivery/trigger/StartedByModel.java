package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.SimpleParameterDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Marks a build in the queue and on disk with the one occurrence that it was started for, and gives the facts to its
 * environment. Two occurrences never share a build.
 */
final class StartedByModel extends InvisibleAction implements Queue.QueueAction, EnvironmentContributingAction {

    private static final Logger LOGGER = Logger.getLogger(StartedByModel.class.getName());

    private final String id;
    private final ModelCause cause;

    /** @param id of the occurrence, for one trigger of one job */
    StartedByModel(@NonNull String id, @NonNull ModelCause cause) {
        this.id = id;
        this.cause = cause;
    }

    @NonNull
    String id() {
        return id;
    }

    /** Everything that a build is to be scheduled with. */
    @NonNull
    Action[] actions(@NonNull Job<?, ?> job) {
        List<Action> actions = new ArrayList<>();
        actions.add(new CauseAction(cause));
        actions.add(this);
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        if (property != null) {
            actions.add(new ParametersAction(values(property, cause.environment())));
        }
        return actions.toArray(new Action[0]);
    }

    /** Of the parameters that the job defines; no others may be given (SECURITY-170). */
    private static List<ParameterValue> values(ParametersDefinitionProperty property, Map<String, String> facts) {
        List<ParameterValue> values = new ArrayList<>();
        for (ParameterDefinition definition : property.getParameterDefinitions()) {
            ParameterValue value = null;
            String fact = facts.get(definition.getName());
            if (fact != null && definition instanceof SimpleParameterDefinition simple) {
                try {
                    value = simple.createValue(fact);
                    if (value != null && !definition.isValid(value)) {
                        value = null;
                    }
                } catch (IllegalArgumentException e) {
                    value = null;
                }
                if (value == null) {
                    LOGGER.log(
                            Level.WARNING,
                            "The parameter {0} of a job cannot be ''{1}''; it keeps its default",
                            new Object[] {definition.getName(), fact});
                }
            }
            if (value == null) {
                value = definition.getDefaultParameterValue();
            }
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream().noneMatch(other -> other instanceof StartedByModel started && started.id.equals(id));
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        env.putAll(cause.environment());
    }
}
