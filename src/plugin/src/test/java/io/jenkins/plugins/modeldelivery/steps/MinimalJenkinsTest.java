package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginWrapper;
import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins that has none of the plugins which this one can do without. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class MinimalJenkinsTest {

    private static final List<String> OPTIONAL =
            List.of("checks-api", "cloudbees-folder", "junit", "pipeline-input-step", "token-macro");

    /** Those, and what the tests have that needs them. */
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .omitPlugins(OPTIONAL.toArray(String[]::new))
            .omitPlugins(
                    "branch-api",
                    "configuration-as-code",
                    "git",
                    "job-dsl",
                    "matrix-auth",
                    "matrix-project",
                    "pipeline-groovy-lib",
                    "pipeline-model-api",
                    "pipeline-model-definition",
                    "pipeline-model-extensions",
                    "workflow-multibranch");

    @TempDir
    private Path directory;

    @Test
    void deliversAModel() throws Throwable {
        StandInEngine engine = new StandInEngine(directory);
        engine.trains();
        jenkins.startJenkins();
        jenkins.runRemotely(MinimalJenkinsTest::train, engine.java());
        engine.validates(1, 0.8, Gate.Level.UNSTABLE);
        jenkins.runRemotely(MinimalJenkinsTest::judge, engine.java());
    }

    // From here on: in the controller.

    private static void train(JenkinsRule rule, String java) throws Exception {
        assertThat(rule.jenkins.getPluginManager().getPlugins())
                .extracting(PluginWrapper::getShortName)
                .contains("model-delivery", "workflow-cps")
                .doesNotContainAnyElementsOf(OPTIONAL);
        WorkflowRun build = build(rule, "train", """
                writeFile file: 'd.csv', text: 'x,y'
                trainModel model: 'm', data: 'd.csv', target: 'y', java: 'JAVA'
                promoteModel model: 'm', to: 'staging'
                withModel(model: 'm', stage: 'staging') { sh 'test -s "$MODEL_FILE"' }
                """.replace("JAVA", java));
        rule.assertBuildStatusSuccess(build);
        assertThat(rule.createWebClient().getPage(build).getWebResponse().getContentAsString())
                .contains("model-delivery/model/m");
    }

    private static void judge(JenkinsRule rule, String java) throws Exception {
        WorkflowRun build = build(rule, "judge", """
                writeFile file: 'd.csv', text: 'x,y'
                validateModel model: 'm', version: 1, data: 'd.csv', java: 'JAVA', junit: 'gates.xml',
                        gates: [gate(metric: 'auc', min: 0.9, level: 'UNSTABLE')]
                """.replace("JAVA", java));
        rule.assertBuildStatus(Result.UNSTABLE, build);
        rule.assertLogContains("Wrote 1 test to gates.xml", build);
        assertThat(ModelRegistry.get().get(new ModelName("m")).champion("staging"))
                .isPresent();
    }

    private static WorkflowRun build(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("node {\n" + script + "}", true));
        return rule.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
