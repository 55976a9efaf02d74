package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Map<String, StandInEngine> engines = new LinkedHashMap<>();

    @BeforeEach
    void prepare() throws Exception {
        for (String name : List.of("slow", "quick", "aborted")) {
            StandInEngine engine = new StandInEngine(Files.createDirectory(directory.resolve(name))).trains();
            engine.hold();
            engines.put(name, engine);
        }
    }

    @Test
    void trainingsGoOnWhileJenkinsIsAwayAndRegisterOnce() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(engines.size());
            for (String name : engines.keySet()) {
                start(jenkins, name);
            }
        });
        engines.get("quick").release();
        StandInEngine.await(() -> !isAlive("quick"));
        assertThat(isAlive("slow")).as("the engine goes on without Jenkins").isTrue();
        assertThat(isAlive("aborted")).isTrue();
        sessions.then(jenkins -> {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(jenkins, "quick")));
            engines.get("slow").release();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(jenkins, "slow")));
            for (String name : List.of("slow", "quick")) {
                jenkins.assertLogContains("the stand-in is done", build(jenkins, name));
                jenkins.assertLogContains("made v1", build(jenkins, name));
                assertRegisteredOnce(jenkins, name);
            }
            WorkflowRun aborted = build(jenkins, "aborted");
            jenkins.waitForMessage("Ready to run", aborted);
            aborted.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(aborted));
            assertThat(isAlive("aborted")).isFalse();
            assertThat(ModelRegistry.get().find(new ModelName("aborted"))).isEmpty();
        });
        sessions.then(jenkins -> {
            assertThat(ModelRegistry.get().verify()).isEmpty();
            assertRegisteredOnce(jenkins, "slow");
            assertRegisteredOnce(jenkins, "quick");
        });
    }

    private void start(JenkinsRule jenkins, String name) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('built-in') {\n writeFile file: 'train.csv', text: 'x,y'\n"
                        + " def m = trainModel model: '" + name + "', data: 'train.csv', target: 'y', java: '"
                        + engines.get(name).java() + "'\n"
                        + " echo \"made v${m.version}\"\n}",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        engines.get(name).awaitStarts(1);
        jenkins.waitForMessage("the stand-in works", build);
    }

    private boolean isAlive(String name) {
        try {
            return engines.get(name).isAlive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private void assertRegisteredOnce(JenkinsRule jenkins, String name) throws Exception {
        assertThat(engines.get(name).starts()).isEqualTo(1);
        assertThat(ModelRegistry.get().get(new ModelName(name)).versions()).containsOnlyKeys(1);
        assertThat(build(jenkins, name).getAction(ModelBuildAction.class).getFacts())
                .hasSize(1);
    }
}
