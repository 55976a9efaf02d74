package io.jenkins.plugins.modeldelivery.steps;

import hudson.FilePath;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A block that works with a model file goes on after a restart, with its variables, and the file goes at its end. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the block is a shell script")
class WithModelRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aBlockGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "block");
            job.setDefinition(new CpsFlowDefinition("""
                    node {
                        writeFile file: 'm', text: 'weights'
                        registerModel model: 'm', file: 'm'
                        String file
                        withModel(model: 'm') {
                            file = env.MODEL_FILE
                            sh 'echo begun; while [ ! -f go ]; do sleep 0.2; done'
                            sh 'echo "$(cat "$MODEL_FILE") of v$MODEL_VERSION"'
                        }
                        echo "left: ${fileExists(file)}"
                    }
                    """, true));
            jenkins.waitForMessage("begun", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("block", WorkflowJob.class);
            FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
            workspace.child("go").touch(System.currentTimeMillis());
            WorkflowRun build = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(1)));
            jenkins.assertLogContains("weights of v1", build);
            jenkins.assertLogContains("left: false", build);
        });
    }
}
