package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The life of a step that runs the engine, on an agent, up to the moment. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class EngineStepTest {

    private static JenkinsRule jenkins;
    private static Slave agent;
    private static int files;

    @TempDir
    private Path directory;

    private StandInEngine engine;

    /** Each test has its own, so that none sees the models and jobs of another. */
    private Folder folder;

    private ModelName name;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = rule.createOnlineSlave();
    }

    @BeforeEach
    void prepare(TestInfo test) throws Exception {
        engine = new StandInEngine(directory);
        // Another file in each test: fingerprints go by content.
        engine.makesModelsOf(1000 + ++files);
        engine.trains();
        folder = jenkins.createProject(
                Folder.class, test.getTestMethod().orElseThrow().getName());
        name = new ModelName(folder.getName() + "/m");
    }

    @Test
    void trainingRegistersWhatTheEngineLeft() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job(
                "train",
                train("description: 'first', tags: [owner: 'a'], archive: true")
                        + "\n echo \"made ${m.version} in ${m.stage} with ${m.metrics.auc}\""));
        jenkins.assertLogContains("the stand-in works", build);
        jenkins.assertLogContains("Registered " + name + " v1 in dev: auc 0.875", build);
        jenkins.assertLogContains("made 1 in dev with 0.875", build);
        jenkins.assertLogNotContains("+ ", build);
        Version version = model().version(1).orElseThrow();
        assertThat(version.facts().description()).isEqualTo("first");
        assertThat(version.facts().tags()).containsEntry("owner", "a");
        assertThat(version.facts().model().sha256()).isEqualTo(StandInEngine.sha256(engine.model()));
        assertThat(version.facts().documents()).containsOnlyKeys("result", "report");
        assertThat(version.facts().lineage().build().job()).isEqualTo(folder.getName() + "/train");
        assertThat(version.actor().kind()).isEqualTo("build");
        assertThat(version.actor().id()).isEqualTo(folder.getName() + "/train #1");
        assertThat(build.getAction(ModelBuildAction.class).getFacts())
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.getKind()).isEqualTo(ModelFact.Kind.TRAINED);
                    assertThat(fact.getVersion()).isEqualTo(1);
                    assertThat(fact.getHeadline()).isEqualTo("auc 0.875");
                });
        assertThat(build.getArtifacts())
                .singleElement()
                .satisfies(artifact -> assertThat(artifact.relativePath).isEqualTo(name + "/1/model.zip"));
        assertThat(fingerprint().getOriginal().is(build)).isTrue();
        assertThat(leftovers("train")).isEmpty();
        assertThat(new FilePath(new File(agent.getRemoteFS()))
                        .child("caches/model-delivery")
                        .list())
                .extracting(FilePath::getName)
                .allMatch(file -> file.matches("engine-[0-9a-f]{64}\\.jar(\\.used)?"))
                .hasSize(2);
    }

    @Test
    void abortingKillsTheEngineAndRegistersNothing() throws Exception {
        engine.hold();
        WorkflowRun build = job("train", train("")).scheduleBuild2(0).waitForStart();
        engine.awaitStarts(1);
        jenkins.waitForMessage("the stand-in works", build);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(engine.isAlive()).isFalse();
        assertThat(ModelRegistry.get().find(name)).isEmpty();
        assertThat(leftovers("train")).isEmpty();
    }

    @Test
    void anAgentThatGoesAwayIsWaitedFor() throws Exception {
        engine.hold();
        WorkflowRun build = job("train", train("")).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("the stand-in works", build);
        agent.toComputer().disconnect(new OfflineCause.ByCLI("a test")).get();
        jenkins.waitForMessage("is away; the engine may go on without it. Waiting up to 5 min", build);
        assertThat(engine.isAlive()).isTrue();
        engine.release();
        agent.toComputer().connect(true).get();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("is back", build);
        assertThat(model().versions()).containsOnlyKeys(1);
        assertThat(engine.starts()).isEqualTo(1);
    }

    @Test
    void buildsOfOneModelMayTrainAtTheSameTime() throws Exception {
        engine.hold();
        List<WorkflowRun> builds = new ArrayList<>();
        jenkins.jenkins.setNumExecutors(3);
        for (String name : List.of("a", "b", "c")) {
            WorkflowJob job = folder.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition("node('built-in') {\n" + train("") + "\n}", true));
            builds.add(job.scheduleBuild2(0).waitForStart());
        }
        engine.awaitStarts(3);
        engine.release();
        for (WorkflowRun build : builds) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        }
        assertThat(model().versions()).containsOnlyKeys(1, 2, 3);
        assertThat(ModelRegistry.get().verify()).isEmpty();
    }

    @Test
    void aProblemOfTheInputIsToldInItsOwnWords() throws Exception {
        engine.leaves(new Problem("There is no column 'weathr'", "train.csv", "Did you mean 'weather'?"));
        engine.exitsWith(2);
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job("train", train("")));
        jenkins.assertLogContains("ERROR: train.csv: There is no column 'weathr'. Did you mean 'weather'?", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertThat(ModelRegistry.get().find(name)).isEmpty();
    }

    @Test
    void anEngineThatLeavesNoResultIsExplained() throws Exception {
        engine.leavesNothing();
        engine.exitsWith(137);
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job("train", train("")));
        jenkins.assertLogContains("ran out of memory", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void aDamagedModelFileIsRefused() throws Exception {
        engine.damagesTheModel();
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job("train", train("")));
        jenkins.assertLogContains("model.zip", build);
        assertThat(ModelRegistry.get().find(name)).isEmpty();
    }

    @Test
    void withoutJavaTheMessageSaysWhatToDo() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job(
                        "train",
                        "writeFile file: 'train.csv', text: 'x,y'\n"
                                + "trainModel model: 'm', data: 'train.csv', target: 'y', java: '/nowhere/jdk'"));
        jenkins.assertLogContains("java: there is no Java at '/nowhere/jdk' on the agent", build);
        jenkins.assertLogContains("tools { jdk '...' }", build);
    }

    @Test
    void aMissingDataFileIsNamedWithItsParameter() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE, job("train", "trainModel model: 'm', data: 'tarin.csv', target: 'y'"));
        jenkins.assertLogContains("ERROR: trainModel: data: there is no file 'tarin.csv' in the workspace", build);
        assertThat(engine.starts()).isZero();
    }

    @Test
    void aFailedGateFailsTheBuildAndIsRecorded() throws Exception {
        jenkins.buildAndAssertSuccess(job("train", train("")));
        engine.validates(1, false, Gate.Level.FAILURE);
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE, job("validate", validate("gates: [gate(metric: 'auc', min: 0.9)]")));
        jenkins.assertLogContains("ERROR: " + name + " v1 failed 1 of 1 gate: auc 0.875 >= 0.9: fail", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertThat(model().version(1)
                        .orElseThrow()
                        .validation()
                        .orElseThrow()
                        .event()
                        .passed())
                .isFalse();
    }

    @Test
    void aFailedGateMayOnlyMarkTheBuild() throws Exception {
        jenkins.buildAndAssertSuccess(job("train", train("")));
        engine.validates(1, false, Gate.Level.UNSTABLE);
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.UNSTABLE,
                job(
                        "validate",
                        "def v = "
                                + validate("gates: [gate(metric: 'auc', min: 0.9)], onFailure: 'UNSTABLE'")
                                        .replaceFirst("(?s).*\n", "")
                                + "\n echo \"passed: ${v.passed}\"",
                        true));
        jenkins.assertLogContains("passed: false", build);
        List<FlowNode> warned = new DepthFirstScanner()
                .filteredNodes(build.getExecution(), node -> node.getAction(WarningAction.class) != null);
        assertThat(warned)
                .singleElement()
                .satisfies(node -> assertThat(node.getDisplayFunctionName()).isEqualTo("validateModel"));
    }

    @Test
    void aPassedValidationOpensTheWayToProd() throws Exception {
        jenkins.buildAndAssertSuccess(job("train", train("")));
        engine.validates(1, true, Gate.Level.FAILURE);
        WorkflowRun check =
                jenkins.buildAndAssertSuccess(job("validate", validate("gates: [gate(metric: 'auc', min: 0.9)]")));
        assertThat(fingerprint().getRangeSet(check.getParent()).includes(check.getNumber()))
                .isTrue();
        WorkflowRun build = jenkins.buildAndAssertSuccess(job(
                "promote",
                "promoteModel model: 'm', to: 'staging', reason: 'try it'\n"
                        + "def p = promoteModel model: 'm', to: 'prod', alias: 'champion'\n echo \"${p}\"",
                true));
        jenkins.assertLogContains(name + " v1: dev -> staging", build);
        jenkins.assertLogContains(name + " v1 (prod)", build);
        assertThat(model().aliased("champion").orElseThrow().number()).isEqualTo(1);
        assertThat(model().transitions()).extracting(t -> t.event().to()).containsExactly("staging", "prod");
        Event.VersionValidated validated =
                model().version(1).orElseThrow().validation().orElseThrow().event();
        assertThat(validated.gates()).hasSize(1);
    }

    private String train(String more) {
        return "writeFile file: 'train.csv', text: 'x,y'\n def m = trainModel model: 'm', data: 'train.csv', target: 'y', java: '"
                + engine.java() + "'" + (more.isEmpty() ? "" : ", " + more);
    }

    private String validate(String more) {
        return "writeFile file: 'new.csv', text: 'x,y'\nvalidateModel model: 'm', data: 'new.csv', java: '"
                + engine.java() + "', " + more;
    }

    private WorkflowJob job(String name, String body) throws Exception {
        return job(name, body, false);
    }

    private WorkflowJob job(String name, String body, boolean withFile) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') {\n"
                        + (withFile ? "writeFile file: 'new.csv', text: 'x,y'\n" : "")
                        + body + "\n}",
                true));
        return job;
    }

    private Fingerprint fingerprint() throws Exception {
        return jenkins.jenkins.getFingerprintMap().get(Util.getDigestOf(new ByteArrayInputStream(engine.model())));
    }

    private Model model() throws Exception {
        return ModelRegistry.get().get(name);
    }

    /** What the steps left in the temporary directory beside the workspace. */
    private List<FilePath> leftovers(String job) throws Exception {
        FilePath workspace = agent.getWorkspaceFor((WorkflowJob) folder.getItem(job));
        FilePath temporary = WorkspaceList.tempDir(workspace);
        StandInEngine.await(() -> {
            try {
                return temporary.list("model-delivery-*/**, durable-*/**").length == 0;
            } catch (java.io.IOException | InterruptedException e) {
                return false;
            }
        });
        return temporary.exists() ? temporary.list() : List.of();
    }
}
