package io.jenkins.plugins.modeldelivery.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.util.List;

/**
 * Tells the later steps of a freestyle build about the version that the last step on a model was about: {@code MODEL_NAME},
 * {@code MODEL_VERSION} and, where it stands in a stage, {@code MODEL_STAGE}. A Pipeline's steps return that instead.
 */
@Extension
public final class ModelVariables extends EnvironmentContributor {

    @Override
    public void buildEnvironmentFor(@NonNull Run run, @NonNull EnvVars environment, @NonNull TaskListener listener) {
        ModelBuildAction action = run instanceof AbstractBuild ? run.getAction(ModelBuildAction.class) : null;
        List<ModelFact> facts = action == null ? List.of() : action.getFacts();
        if (facts.isEmpty()) {
            return;
        }
        ModelFact last = facts.get(facts.size() - 1);
        environment.put("MODEL_NAME", last.currentModel());
        if (last.getVersion() > 0) {
            environment.put("MODEL_VERSION", Integer.toString(last.getVersion()));
        }
        if (last.getStage() != null) {
            environment.put("MODEL_STAGE", last.getStage());
        }
    }
}
