package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import hudson.tasks.Shell;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.modeldelivery.document.Gate;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What steps tell where people look: test results, checks, the environment of a block. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class ResultsTest {

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static StandInEngine engine;
    private static int jobs;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        engine = new StandInEngine(directory).trains();
        run(
                "writeFile file: 'd.csv', text: 'x'\n"
                        + "trainModel model: 'm', data: 'd.csv', target: 'y', skipPublishingChecks: true, java: '"
                        + engine.java()
                        + "'\npromoteModel model: 'm', to: 'staging', alias: 'best', skipPublishingChecks: true",
                Result.SUCCESS);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void sound() throws Exception {
        engine.trains();
        engine.exitsWith(0);
        Captured.CHECKS.clear();
    }

    @Test
    void gatesAndColumnsBecomeTestsByThemselves() throws Exception {
        engine.validates(1, 0.8, Gate.Level.UNSTABLE);
        String validate = "validateModel model: 'm', version: 1, data: 'd.csv', java: '" + engine.java()
                + "', gates: [gate(metric: 'auc', min: 0.9, level: 'UNSTABLE')]";
        WorkflowRun build = run(
                "writeFile file: 'd.csv', text: 'x'\nstage('Judge') {\n" + validate
                        + ", junit: 'out/gates, *.xml'\n}\necho readFile('out/gates, *.xml')",
                Result.UNSTABLE);
        jenkins.assertLogContains("Wrote 1 test to out/gates, *.xml", build);
        jenkins.assertLogContains("<testcase classname=\"m.gates\" name=\"auc min\"", build);
        assertThat(build.getAction(TestResultAction.class).getFailedTests())
                .singleElement()
                .satisfies(test -> {
                    assertThat(test.getClassName()).isEqualTo("m.gates");
                    assertThat(test.getErrorDetails()).isEqualTo("auc 0.8 >= 0.9: fail");
                    assertThat(test.getName()).endsWith("auc min");
                });
        engine.checks(1);
        build = run(
                "writeFile file: 'd.csv', text: 'x'\ncheckDrift model: 'm', version: 1, data: 'd.csv', java: '"
                        + engine.java() + "'",
                Result.FAILURE);
        jenkins.assertLogNotContains("Wrote ", build);
        assertThat(build.getAction(TestResultAction.class).getResult().getPassedTests())
                .extracting(CaseResult::getName)
                .containsExactly("height");
        assertThat(build.getAction(TestResultAction.class).getFailedTests())
                .extracting(CaseResult::getName)
                .containsExactlyInAnyOrder("speed", "data set");
    }

    @Test
    void testsCanBeLeftToOthers() throws Exception {
        engine.validates(1, 0.95, Gate.Level.FAILURE);
        WorkflowRun build = run(
                "writeFile file: 'd.csv', text: 'x'\nvalidateModel model: 'm', version: 1, data: 'd.csv', java: '"
                        + engine.java() + "', junit: 'g.xml', skipPublishingTests: true\necho readFile('g.xml')",
                Result.SUCCESS);
        jenkins.assertLogContains("<testcase classname=\"m.gates\" name=\"auc min\"", build);
        assertThat(build.getAction(TestResultAction.class)).isNull();
    }

    @Test
    void eachStepThatJudgesOrMovesPublishesACheck() throws Exception {
        String root = jenkins.getURL().toString();
        run(
                "writeFile file: 'd.csv', text: 'x'\ntrainModel model: 'c', data: 'd.csv', target: 'y', java: '"
                        + engine.java() + "'\npromoteModel model: 'c', to: 'staging'\n"
                        + "promoteModel model: 'c', to: 'prod', onFailure: 'UNSTABLE'",
                Result.UNSTABLE);
        assertThat(Captured.CHECKS)
                .extracting(c -> c.getName().orElseThrow() + "|"
                        + c.getOutput().orElseThrow().getTitle().orElseThrow() + "|" + c.getConclusion())
                .hasSize(3)
                .startsWith("trainModel c|v1: auc 0.875|SUCCESS", "promoteModel c|v1: promoted to staging|SUCCESS")
                .last()
                .asString()
                .startsWith("promoteModel c|v1: not promoted to prod: ")
                .endsWith("|NEUTRAL");
        assertThat(Captured.CHECKS.get(0).getDetailsURL()).contains(root + "model-delivery/model/c/1/");
        assertThat(Captured.text(0)).contains("| metric | v1 |\n|---|---|\n| auc | 0.8750 |");
        Captured.CHECKS.clear();
        engine.validates(1, 0.8, Gate.Level.FAILURE);
        run(
                "writeFile file: 'd.csv', text: 'x'\nwithChecks('Quality') {\nvalidateModel model: 'm', version: 1, "
                        + "data: 'd.csv', java: '" + engine.java() + "'\n}",
                Result.FAILURE);
        assertThat(Captured.CHECKS)
                .filteredOn(c -> c.getConclusion() == ChecksConclusion.FAILURE
                        && c.getOutput().isPresent()
                        && c.getOutput().get().getTitle().orElse("").startsWith("v1 failed 1 of 1 gate"))
                .singleElement()
                .satisfies(c -> assertThat(c.getName()).contains("Quality"));
        Captured.CHECKS.clear();
        engine.checks(1);
        run(
                "writeFile file: 'd.csv', text: 'x'\ncheckDrift model: 'm', version: 1, data: 'd.csv', java: '"
                        + engine.java() + "', onFailure: 'UNSTABLE'",
                Result.UNSTABLE);
        assertThat(Captured.text(0))
                .contains("| speed | drift | ks 0.4000 | 0.2000 | 200..300 3 % -&#62; 9 % |")
                .contains("| height | ok | ks 0.05000 | 0.2000 |  |");
        assertThat(Captured.CHECKS.get(0).getConclusion()).isEqualTo(ChecksConclusion.NEUTRAL);
        Captured.CHECKS.clear();
        run(
                "writeFile file: 'd.csv', text: 'x'\ncheckDrift model: 'm', version: 1, data: 'd.csv', java: '"
                        + engine.java() + "', onFailure: 'UNSTABLE', skipPublishingChecks: true",
                Result.UNSTABLE);
        assertThat(Captured.CHECKS).isEmpty();
    }

    /** One check that finds drift is not drift yet where it takes two in a row. */
    @Test
    void driftCountsWhenEnoughChecksFoundIt() throws Exception {
        String check =
                "writeFile file: 'd.csv', text: 'x'\ndef d = checkDrift model: 'w', version: 1, data: 'd.csv', window: "
                        + "'2', java: '" + engine.java()
                        + "', onFailure: 'UNSTABLE'\necho \"counts as ${d.level}, found ${d.found}, drifted ${d.drifted}\"";
        run(
                "writeFile file: 'd.csv', text: 'x'\ntrainModel model: 'w', data: 'd.csv', target: 'y', java: '"
                        + engine.java() + "'",
                Result.SUCCESS);
        engine.checks(1);
        Captured.CHECKS.clear();
        WorkflowRun first = run(check, Result.SUCCESS);
        jenkins.assertLogContains("counts as ok, found drift, drifted false", first);
        jenkins.assertLogContains("But the first check found drift, and it takes 2 to count", first);
        assertThat(Captured.CHECKS)
                .filteredOn(c -> c.getName().orElse("").startsWith("checkDrift"))
                .extracting(ChecksDetails::getConclusion)
                .containsExactly(ChecksConclusion.SUCCESS);
        assertThat(Captured.text(0)).contains("| speed | drift |");
        engine.checks(1);
        WorkflowRun second = run(check, Result.UNSTABLE);
        jenkins.assertLogContains("counts as drift, found drift, drifted true", second);
    }

    @Test
    void aBlockWorksWithAModelFile() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "block");
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                    agent any
                    stages {
                        stage('deploy') {
                            steps {
                                withModel(model: 'm', alias: 'best') {
                                    sh 'echo "$(cat "$MODEL_FILE") is $MODEL_NAME v$MODEL_VERSION ($MODEL_STAGE, $MODEL_ALIAS)"'
                                    echo "${env.MODEL_SHA256} ${env.MODEL_FORMAT}"
                                    script {
                                        file = env.MODEL_FILE
                                        withModel(model: 'm', stage: 'staging') {
                                            echo "inner '${env.MODEL_ALIAS}' ${env.MODEL_FILE != file}"
                                        }
                                    }
                                }
                                echo "after: ${fileExists(file)} ${env.MODEL_FILE}"
                            }
                        }
                    }
                }
                """, true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("a model is m v1 (staging, best)", build);
        jenkins.assertLogContains(StandInEngine.sha256(StandInEngine.MODEL) + " model-delivery", build);
        jenkins.assertLogContains("inner 'null' true", build);
        jenkins.assertLogContains("after: false null", build);
        assertThat(jenkins.jenkins
                        .getFingerprintMap()
                        .get(Util.getDigestOf(new ByteArrayInputStream(StandInEngine.MODEL)))
                        .getRangeSet(job)
                        .includes(build.getNumber()))
                .isTrue();
    }

    @Test
    void aBlockThatFailsAndAModelThatIsNotThereFailTheStep() throws Exception {
        WorkflowRun build = run("withModel(model: 'm') { file = env.MODEL_FILE\n error 'broken' }", Result.FAILURE);
        jenkins.assertLogContains("ERROR: broken", build);
        jenkins.assertLogContains(
                "There is no model 'nm'", run("withModel(model: 'nm') { echo 'never' }", Result.FAILURE));
        build = run(
                "def r = withModel(model: 'm', version: 7, onFailure: 'UNSTABLE') { echo 'never'; 1 }\n echo \"went on ${r}\"\n"
                        + "echo \"value ${withModel(model: 'm') { 42 }}\"",
                Result.UNSTABLE);
        jenkins.assertLogContains("went on null", build);
        jenkins.assertLogContains("value 42", build);
        jenkins.assertLogNotContains("never", build);
        jenkins.assertLogContains(
                "withModel: version: only one of version, stage and alias",
                run("withModel(model: 'm', version: 7, stage: 'prod') { }", Result.FAILURE));
    }

    @Test
    void theBuildStepsOfAFreestyleJobWorkWithAModelFileToo() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("free");
        WithModelWrapper wrapper = new WithModelWrapper("m");
        wrapper.setStage("staging");
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList()
                .add(new Shell("echo \"$(cat \"$MODEL_FILE\") is $MODEL_NAME v$MODEL_VERSION ($MODEL_STAGE)\""));
        jenkins.configRoundtrip(job);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("a model is m v1 (staging)", build);
        assertThat(WorkspaceList.tempDir(build.getWorkspace()).list("model-delivery-*/**"))
                .isEmpty();
        job.getBuildWrappersList().clear();
        job.getBuildWrappersList().add(new WithModelWrapper("nm"));
        build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("There is no model 'nm'", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private static WorkflowRun run(String body, Result expected) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job" + jobs++);
        job.setDefinition(new CpsFlowDefinition("node {\n" + body + "\n}", true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    /** Takes checks instead of GitHub. */
    @TestExtension
    public static final class Captured extends ChecksPublisherFactory {

        static final List<ChecksDetails> CHECKS = new CopyOnWriteArrayList<>();

        static String text(int index) {
            return CHECKS.get(index).getOutput().orElseThrow().getText(65_535).orElseThrow();
        }

        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener listener) {
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    CHECKS.add(details);
                }
            });
        }
    }
}
