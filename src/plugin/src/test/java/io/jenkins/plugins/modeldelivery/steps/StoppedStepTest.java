package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A step that is stopped leaves no process, no file and no version, whatever its process and its agent do. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class StoppedStepTest {

    private static JenkinsRule jenkins;
    private static Slave agent;

    @TempDir
    private Path directory;

    private StandInEngine engine;
    private Folder folder;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = rule.createOnlineSlave();
    }

    @BeforeEach
    void prepare(TestInfo test) throws Exception {
        engine = new StandInEngine(directory).trains();
        engine.hold();
        folder = jenkins.createProject(
                Folder.class, test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void nothingIsRegistered() throws Exception {
        assertThat(ModelRegistry.get().models())
                .noneMatch(model -> model.value().startsWith(folder.getName() + "/"));
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilledWithItsChildren() throws Exception {
        engine.isStubborn();
        WorkflowRun build = started(agent, train());
        assertThat(engine.alive()).hasSize(2);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("The engine is stopped; nothing was registered", build);
        // A forced end is not waited for: nobody may be there to take note of it.
        StandInEngine.await(this::isDead);
        awaitNothingLeft(build);
    }

    @Test
    void aTimeoutKillsToo() throws Exception {
        WorkflowRun build = started(agent, "timeout(time: 8, unit: 'SECONDS') {\n" + train() + "\n}");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(engine.alive()).isEmpty();
        jenkins.assertLogContains("The engine is stopped; nothing was registered", build);
        awaitNothingLeft(build);
    }

    @Test
    void oneOfTwoInAWorkspaceCanBeStopped() throws Exception {
        WorkflowRun build = started(
                agent,
                "parallel stopped: { catchError(buildResult: 'SUCCESS') { timeout(time: 8, unit: 'SECONDS') {\n"
                        + train() + "\n} } }, other: {\n" + train().replace("'m'", "'other'") + "\n}");
        engine.awaitStarts(2);
        jenkins.waitForMessage("The engine is stopped; nothing was registered", build);
        assertThat(engine.alive()).as("the other one goes on").hasSize(1);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(engine.alive()).isEmpty();
        awaitNothingLeft(build);
    }

    @Test
    void onAnAgentThatIsAwayTheEngineIsKilledWhenItComesBack() throws Exception {
        WorkflowRun build = started(agent, train());
        String running = status(build);
        assertThat(running)
                .startsWith("engine running for ")
                .contains("on agent " + agent.getNodeName() + " in ")
                .contains("@tmp");
        agent.toComputer().disconnect(new OfflineCause.ByCLI("a test")).get();
        jenkins.waitForMessage("is away; the engine may go on without it", build);
        assertThat(status(build)).contains("on agent " + agent.getNodeName() + " (away for ");
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "The agent " + agent.getNodeName() + " is away: the engine is stopped when it comes back", build);
        assertThat(engine.alive()).hasSize(1);
        agent.toComputer().connect(true).get();
        StandInEngine.await(this::isDead);
        awaitNothingLeft(build);
    }

    @Test
    void aBuildDoesNotWaitForAnAgentThatWasRemoved() throws Exception {
        Slave removed = jenkins.createOnlineSlave();
        WorkflowRun build = started(removed, train());
        jenkins.jenkins.removeNode(removed);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("The agent " + removed.getNodeName() + " was removed from Jenkins", build);
        engine.release();
    }

    @Test
    void anAgentThatHangsDoesNotHoldAnAbort() throws Exception {
        Slave hanging = jenkins.createOnlineSlave();
        long pid = hanging.getChannel().call(new Pid());
        WorkflowRun build = started(hanging, train());
        signal(pid, "-STOP");
        try {
            build.doStop();
            jenkins.waitForMessage("does not say whether the engine is stopped", build);
        } finally {
            signal(pid, "-CONT");
        }
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        StandInEngine.await(this::isDead);
    }

    private boolean isDead() {
        try {
            return engine.alive().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(long pid, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String status(WorkflowRun build) throws Exception {
        return build.getExecution().getCurrentExecutions(true).get().stream()
                .map(StepExecution::getStatus)
                .findFirst()
                .orElseThrow();
    }

    private String train() {
        return "trainModel model: 'm', data: 'train.csv', target: 'y', java: '" + engine.java() + "'";
    }

    private WorkflowRun started(Slave where, String body) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + where.getNodeName() + "') {\nwriteFile file: 'train.csv', text: 'x,y'\n" + body + "\n}",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        engine.awaitStarts(1);
        jenkins.waitForMessage("the stand-in works", build);
        return build;
    }

    private static void awaitNothingLeft(WorkflowRun build) throws Exception {
        FilePath workspace = agent.getWorkspaceFor(build.getParent());
        File temporary = new File(WorkspaceList.tempDir(workspace).getRemote());
        StandInEngine.await(() -> {
            String[] left = temporary.list();
            return left == null || left.length == 0;
        });
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}
