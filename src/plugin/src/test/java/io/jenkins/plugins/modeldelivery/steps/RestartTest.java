package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Training goes on while Jenkins is away. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class RestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private StandInEngine engine;

    @BeforeEach
    void prepare() throws Exception {
        engine = new StandInEngine(directory).trains();
        engine.hold();
    }

    @Test
    void aTrainingThatARestartInterruptsRegistersOnce() throws Throwable {
        sessions.then(this::startTraining);
        assertThat(engine.isAlive()).as("the engine goes on without Jenkins").isTrue();
        sessions.then(jenkins -> {
            engine.release();
            WorkflowRun build = jenkins.waitForCompletion(build(jenkins));
            jenkins.assertBuildStatusSuccess(build);
            jenkins.assertLogContains("the stand-in is done", build);
            jenkins.assertLogContains("made v1", build);
            assertRegisteredOnce(build);
        });
    }

    @Test
    void aTrainingThatEndsWhileJenkinsIsAwayRegistersOnce() throws Throwable {
        sessions.then(this::startTraining);
        engine.release();
        StandInEngine.await(() -> {
            try {
                return !engine.isAlive();
            } catch (java.io.IOException e) {
                return false;
            }
        });
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.waitForCompletion(build(jenkins));
            jenkins.assertBuildStatusSuccess(build);
            jenkins.assertLogContains("made v1", build);
            assertRegisteredOnce(build);
        });
        sessions.then(jenkins -> {
            assertThat(ModelRegistry.get().verify()).isEmpty();
            assertRegisteredOnce(build(jenkins));
        });
    }

    @Test
    void aTrainingCanBeAbortedAfterARestart() throws Throwable {
        sessions.then(this::startTraining);
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            build.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
            StandInEngine.await(() -> {
                try {
                    return !engine.isAlive();
                } catch (java.io.IOException e) {
                    return true;
                }
            });
            assertThat(ModelRegistry.get().models()).isEmpty();
        });
    }

    private void startTraining(JenkinsRule jenkins) throws Exception {
        Slave agent = jenkins.createOnlineSlave();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') {\n writeFile file: 'train.csv', text: 'x,y'\n"
                        + " def m = trainModel model: 'm', data: 'train.csv', target: 'y', java: '" + engine.java()
                        + "'\n"
                        + " echo \"made v${m.version}\"\n}",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        engine.awaitStarts(1);
        jenkins.waitForMessage("the stand-in works", build);
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("train", WorkflowJob.class).getBuildByNumber(1);
    }

    private void assertRegisteredOnce(WorkflowRun build) throws Exception {
        assertThat(engine.starts()).isEqualTo(1);
        assertThat(ModelRegistry.get().get(new ModelName("m")).versions()).containsOnlyKeys(1);
        assertThat(build.getAction(ModelBuildAction.class).getFacts()).hasSize(1);
    }
}
