package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.run.FactLine;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
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
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What becomes of a build, and what it can read of a step, when the step does its work and when it cannot. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class OnFailureTest {

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static StandInEngine engine;
    private static int jobs;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        engine = new StandInEngine(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void sound() throws Exception {
        engine.trains();
        engine.exitsWith(0);
    }

    @Test
    void theBuildGoesOnWithoutWhatCouldNotBeDone() throws Exception {
        engine.leaves(new Problem("There is no column 'weathr'", "train.csv", "Did you mean 'weather'?"));
        engine.exitsWith(2);
        WorkflowRun build = run("""
                writeFile file: 'd.csv', text: 'x,y'
                def m = trainModel model: 'none', data: 'd.csv', target: 'y', java: '%s', onFailure: 'UNSTABLE'
                echo "trained: ${m}"
                echo "registered: ${registerModel(model: 'none', file: 'nowhere', onFailure: 'UNSTABLE')}"
                echo "scored: ${scoreModel(model: 'none', data: 'd.csv', output: 'o.csv', onFailure: 'UNSTABLE')}"
                echo "fetched: ${fetchModel(model: 'none', onFailure: 'UNSTABLE')}"
                echo "rolled back: ${rollbackModel(model: 'none', stage: 'prod', onFailure: 'UNSTABLE')}"
                """.formatted(engine.java()), Result.UNSTABLE);
        for (String step : List.of("trained", "registered", "scored", "fetched", "rolled back")) {
            jenkins.assertLogContains(step + ": null", build);
        }
        jenkins.assertLogContains("ERROR: train.csv: There is no column 'weathr'. Did you mean 'weather'?", build);
        jenkins.assertLogContains("ERROR: file: there is no file 'nowhere' in the workspace", build);
        jenkins.assertLogContains("The build goes on, marked UNSTABLE", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertThat(warned(build)).hasSize(5);
        assertThat(build.getAction(ModelBuildAction.class).getLines())
                .extracting(FactLine::headline)
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).startsWith("failed: "));
        assertThat(build.getAction(ModelBuildAction.class).getBadge()).isNull();
        assertThat(ModelRegistry.get().find(new ModelName("none"))).isEmpty();
    }

    /** Else the version of an earlier build would be validated and promoted in the name of this one. */
    @Test
    void noOlderVersionTakesThePlaceOfOneThatCouldNotBeMade() throws Exception {
        run(train("m"), Result.SUCCESS);
        WorkflowRun build = run(
                "registerModel model: 'm', file: 'nowhere', onFailure: 'UNSTABLE'\npromoteModel model: 'm', to: 'staging'",
                Result.FAILURE);
        jenkins.assertLogContains("version: this build has no version of m, for making one failed", build);
        build = run(
                "registerModel model: 'm', file: 'nowhere', onFailure: 'UNSTABLE'\n"
                        + "echo \"${fetchModel(model: 'm', version: 1).version}\"",
                Result.UNSTABLE);
        jenkins.assertLogNotContains("has no version", build);
    }

    @Test
    void wrongParametersAlwaysFail() throws Exception {
        WorkflowRun build = run("fetchModel model: 'm', version: 0, onFailure: 'UNSTABLE'", Result.FAILURE);
        jenkins.assertLogContains("fetchModel: version: 0 is less than 1", build);
        build = run("fetchModel model: 'm', onFailure: 'UNSTABEL'", Result.FAILURE);
        jenkins.assertLogContains("onFailure: there is no 'UNSTABEL'. Did you mean 'UNSTABLE'?", build);
    }

    @Test
    void anAbortIsNoFailureToGoOnAfter() throws Exception {
        int before = engine.starts();
        engine.hold();
        WorkflowRun build = job(train("aborted").replace("java:", "onFailure: 'UNSTABLE', java:") + "\n echo 'went on'")
                .scheduleBuild2(0)
                .waitForStart();
        engine.awaitStarts(before + 1);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("went on", build);
        engine.release();
    }

    @Test
    void theWorstOfTheGatesDecides() throws Exception {
        run(train("gated"), Result.SUCCESS);
        String gates = "writeFile file: 'd.csv', text: 'x,y'\n"
                + "def v = validateModel model: 'gated', data: 'd.csv', java: '" + engine.java()
                + "', onFailure: '%s', "
                + "gates: [gate(metric: 'auc', min: 0.9, level: '%s'), gate(metric: 'f1', min: 0.9, level: '%s')]\n"
                + "echo \"passed: ${v.passed}\"";
        engine.validates(1, 0.8, Gate.Level.UNSTABLE, Gate.Level.UNSTABLE);
        WorkflowRun build = run(gates.formatted("FAILURE", "UNSTABLE", "UNSTABLE"), Result.UNSTABLE);
        jenkins.assertLogContains("passed: false", build);
        assertThat(warned(build)).hasSize(1);
        engine.validates(1, 0.8, Gate.Level.UNSTABLE, Gate.Level.FAILURE);
        build = run(gates.formatted("UNSTABLE", "UNSTABLE", "FAILURE"), Result.FAILURE);
        jenkins.assertLogContains("failed 2 of 2 gates", build);
        jenkins.assertLogNotContains("passed: false", build);
    }

    /** Every documented field, read as a Jenkinsfile of a repository reads it: in the sandbox. */
    @Test
    void theValuesOfStepsCanBeReadInTheSandbox() throws Exception {
        WorkflowRun build = run(train("read") + """

                echo "T ${m.model} ${m.version} ${m.stage} ${m.sha256.length()} ${m.format} ${m.metrics.auc}"
                def p = promoteModel model: 'read', to: 'staging'
                echo "P ${p.stage}"
                def f = fetchModel model: 'read', stage: 'staging', dir: 'out'
                echo "F ${f.file} ${f.version} ${f.metrics.size()} ${fileExists f.file}"
                """, Result.SUCCESS);
        jenkins.assertLogContains("T read 1 dev 64 model-delivery 0.875", build);
        jenkins.assertLogContains("P staging", build);
        jenkins.assertLogContains("F out/model.zip 1 1 true", build);
        engine.scores();
        build = run("""
                writeFile file: 'd.csv', text: 'x'
                def s = scoreModel model: 'read', stage: 'staging', data: 'd.csv', output: 'o.csv', java: '%s'
                echo "S ${s.model} ${s.version} ${s.output} ${s.rows} ${s.columns}"
                """.formatted(engine.java()), Result.SUCCESS);
        jenkins.assertLogContains("S read 1 o.csv 3 [prediction]", build);
        engine.validates(1, 0.95, Gate.Level.FAILURE, Gate.Level.FAILURE);
        build = run("""
                writeFile file: 'd.csv', text: 'x'
                def v = validateModel model: 'read', data: 'd.csv', java: '%s'
                echo "V ${v.model} ${v.version} ${v.passed} ${v.metrics.auc} ${v.baselineVersion} ${v.baselineMetrics} ${v.gates[0]}"
                """.formatted(engine.java()), Result.SUCCESS);
        jenkins.assertLogContains("V read 1 true 0.95 null [:] auc 0.95 >= 0.9: pass", build);
        engine.checks(1);
        build = run("""
                writeFile file: 'd.csv', text: 'x'
                def d = checkDrift model: 'read', stage: 'staging', data: 'd.csv', java: '%s', onFailure: 'UNSTABLE'
                echo "D ${d.model} ${d.version} ${d.level} ${d.drifted} ${d.share} ${d.columns} ${d.summary}"
                """.formatted(engine.java()), Result.UNSTABLE);
        jenkins.assertLogContains("D read 1 drift true 0.5 [speed] Drift in 1 of 2 features", build);
        jenkins.assertLogContains(
                "only one of version, stage and alias",
                run("scoreModel model: 'read', stage: 'prod', alias: 'a', data: 'd', output: 'o'", Result.FAILURE));
    }

    private static String train(String model) {
        return "writeFile file: 'train.csv', text: 'x,y'\n def m = trainModel model: '" + model
                + "', data: 'train.csv', target: 'y', java: '" + engine.java() + "'";
    }

    private static List<FlowNode> warned(WorkflowRun build) {
        return new DepthFirstScanner()
                .filteredNodes(build.getExecution(), node -> node.getAction(WarningAction.class) != null);
    }

    private static WorkflowRun run(String body, Result expected) throws Exception {
        return jenkins.buildAndAssertStatus(expected, job(body));
    }

    private static WorkflowJob job(String body) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job" + jobs++);
        job.setDefinition(new CpsFlowDefinition("node {\n" + body + "\n}", true));
        return job;
    }
}
