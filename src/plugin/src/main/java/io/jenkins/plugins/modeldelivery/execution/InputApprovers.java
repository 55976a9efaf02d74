package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.util.List;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.workflow.support.steps.input.ApproverAction;

/** Who answered the {@code input} steps of a build. */
@OptionalExtension(requirePlugins = "pipeline-input-step")
public final class InputApprovers implements Approvers {

    @NonNull
    @Override
    public List<String> of(@NonNull Run<?, ?> run) {
        return run.getActions(ApproverAction.class).stream()
                .map(ApproverAction::getUserId)
                .toList();
    }
}
