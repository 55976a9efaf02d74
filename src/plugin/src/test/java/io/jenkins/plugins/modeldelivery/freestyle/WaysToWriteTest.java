package io.jenkins.plugins.modeldelivery.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Descriptor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.model.TopLevelItem;
import hudson.tasks.Builder;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.steps.Parameters;
import io.jenkins.plugins.modeldelivery.steps.PlainStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps in the forms of freestyle jobs, in Job DSL, and in Declarative and scripted Pipelines. */
@WithJenkins
class WaysToWriteTest {

    private static final Path DOCS = Path.of("../../docs");

    private static JenkinsRule jenkins;
    private static Slave agent;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(1);
        agent = rule.createOnlineSlave();
        agent.setLabelString("agent");
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    /** docs/examples/freestyle.groovy as it stands. */
    @Test
    void jobDslMakesJobsThatDeliver() throws Exception {
        seed("seed", Files.readString(DOCS.resolve("examples/freestyle.groovy")));
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("birdstrike-freestyle", FreeStyleProject.class);
        withData(job);
        jenkins.configRoundtrip(job);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        Model model = ModelRegistry.get().get(new ModelName("damage"));
        assertThat(model.champion("prod").orElseThrow().facts().description())
                .isEqualTo("made by jenkins-birdstrike-freestyle-1");
        assertThat(JenkinsRule.getLog(build)).contains("damage v1 stands in staging\n");
        assertThat(build.getWorkspace().child("deploy/model.zip").exists()).isTrue();

        WorkflowJob drift = jenkins.jenkins.getItemByFullName("birdstrike-drift", WorkflowJob.class);
        withData(drift);
        jenkins.buildAndAssertStatus(Result.UNSTABLE, drift);
        assertThat(ModelRegistry.get()
                        .get(new ModelName("damage"))
                        .version(1)
                        .orElseThrow()
                        .driftChecks())
                .hasSize(1);
    }

    /** The shorter script in docs/freestyle.md. */
    @Test
    void jobDslOfTheGuideCanBeUsed() throws Exception {
        Matcher script = Pattern.compile("(?s)```groovy\n(job\\(.*?)```")
                .matcher(Files.readString(DOCS.resolve("freestyle.md")));
        assertThat(script.find()).isTrue();
        seed("guide", script.group(1));
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("retrain", FreeStyleProject.class);
        assertThat(job.getBuildersList().get(TrainModelBuilder.class).getStep().getTarget())
                .isEqualTo("damage");
        assertThat(job.getPublishersList().get(ModelStepPublisher.class).getSteps())
                .hasSize(1);
    }

    @Test
    void declarativeTakesStepsInPostAndWhen() throws Exception {
        WorkflowRun build = pipeline("declarative", """
                pipeline {
                    agent { label 'agent' }
                    stages {
                        stage('Register') {
                            steps {
                                writeFile file: 'm.onnx', text: 'a model'
                                registerModel model: 'declared', file: 'm.onnx', format: 'other', metrics: [auc: 0.9],
                                    tags: [owner: 'a']
                            }
                        }
                        stage('Left out') {
                            when { expression { false } }
                            steps {
                                promoteModel model: 'declared', to: 'prod'
                            }
                        }
                        stage('Promote') {
                            when { expression { true } }
                            steps {
                                promoteModel model: 'declared', to: 'staging', alias: 'candidate'
                            }
                        }
                    }
                    post {
                        unstable {
                            fetchModel model: 'declared', alias: 'candidate', dir: 'out'
                        }
                        always {
                            rollbackModel model: 'declared', stage: 'staging', onFailure: 'UNSTABLE'
                        }
                    }
                }
                """, Result.UNSTABLE);
        assertThat(build.getAction(ModelBuildAction.class).getFacts())
                .extracting(ModelFact::getKind)
                .containsExactly(
                        ModelFact.Kind.REGISTERED,
                        ModelFact.Kind.PROMOTED,
                        ModelFact.Kind.ROLLED_BACK,
                        ModelFact.Kind.FETCHED);
        assertThat(ModelRegistry.get()
                        .get(new ModelName("declared"))
                        .version(1)
                        .orElseThrow()
                        .facts()
                        .tags())
                .containsEntry("owner", "a");
    }

    @Test
    void scriptsUseWhatStepsReturn() throws Exception {
        WorkflowRun build = pipeline("scripted", """
                node('agent') {
                    writeFile file: 'm.bin', text: 'another model'
                    def m = registerModel model: 'scripted', file: 'm.bin', metrics: [auc: 0.9]
                    def again = registerModel(model: 'scripted', file: 'm.bin', tags: [of: "v${m.version}"])
                    promoteModel model: 'scripted', version: m.version, to: 'staging'
                    def there = fetchModel model: 'scripted', stage: 'staging'
                    echo "v${there.version} auc ${m.metrics.auc} of ${again.version}"
                }
                """, Result.SUCCESS);
        assertThat(JenkinsRule.getLog(build)).contains("v1 auc 0.9 of 2");
    }

    /** With all fields set, and with the required ones only: what is no default is there again, and nothing else. */
    @Test
    void everyFieldSurvivesTheForm() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("form");
        List<PlainStep> steps =
                Stream.concat(Parameters.all(), Parameters.required()).toList();
        for (PlainStep step : steps) {
            job.getBuildersList().add(builder(step));
        }
        ModelStepPublisher publisher = new ModelStepPublisher(steps);
        publisher.setWorstResult("SUCCESS");
        job.getPublishersList().add(publisher);
        List<Map<String, String>> before =
                steps.stream().map(Parameters::written).toList();
        jenkins.configRoundtrip(job);
        assertThat(job.getBuildersList().getAll(ModelStepBuilder.class))
                .extracting(builder -> Parameters.written(builder.getStep()))
                .containsExactlyElementsOf(before);
        ModelStepPublisher back = job.getPublishersList().get(ModelStepPublisher.class);
        assertThat(back.getSteps()).extracting(Parameters::written).containsExactlyElementsOf(before);
        assertThat(back.getWorstResult()).isEqualTo("SUCCESS");
    }

    private static ModelStepBuilder<?> builder(PlainStep step) throws Exception {
        for (Descriptor<?> descriptor : Builder.all()) {
            if (descriptor instanceof ModelStepBuilder.ModelStepBuilderDescriptor ours
                    && ours.getStepDescriptor() == step.getDescriptor()) {
                return (ModelStepBuilder<?>)
                        ours.clazz.getConstructor(step.getClass()).newInstance(step);
            }
        }
        throw new AssertionError("no builder for " + step);
    }

    private static WorkflowRun pipeline(String name, String script, Result result) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    private static void seed(String name, String script) throws Exception {
        FreeStyleProject seed = jenkins.createFreeStyleProject(name);
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setUseScriptText(true);
        dsl.setScriptText(script);
        seed.getBuildersList().add(dsl);
        jenkins.buildAndAssertSuccess(seed);
    }

    private static <J extends Job<?, ?> & TopLevelItem> void withData(J job) throws Exception {
        for (FilePath workspace : new FilePath[] {agent.getWorkspaceFor(job), jenkins.jenkins.getWorkspaceFor(job)}) {
            new FilePath(DOCS.resolve("examples").toFile()).copyRecursiveTo(workspace.child("docs/examples"));
        }
    }
}
