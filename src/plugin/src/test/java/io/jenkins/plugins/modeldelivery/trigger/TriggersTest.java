package io.jenkins.plugins.modeldelivery.trigger;

import static io.jenkins.plugins.modeldelivery.document.DriftResult.Level.DRIFT;
import static io.jenkins.plugins.modeldelivery.document.DriftResult.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import jenkins.model.ParameterizedJobMixIn;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens to models starts builds, each once; a folder for each test. */
@WithJenkins
class TriggersTest {

    private static JenkinsRule jenkins;
    private static int folders;

    private final Folder folder;

    TriggersTest() throws Exception {
        folder = jenkins.createProject(Folder.class, "f" + folders++);
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setQuietPeriod(0);
        rule.jenkins.setNumExecutors(4);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    private Happenings model(String name) throws Exception {
        return new Happenings(ModelRegistry.get(), folder.getFullName() + "/" + name);
    }

    private FreeStyleProject job(String name, ModelTrigger trigger) throws Exception {
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, name);
        job.addTrigger(trigger);
        trigger.start(job, true);
        return job;
    }

    private static ModelDriftedTrigger drifted(String model, String window, String coolDown) {
        ModelDriftedTrigger trigger = new ModelDriftedTrigger(model);
        trigger.setWindow(window);
        trigger.setCoolDown(coolDown);
        return trigger;
    }

    /** All that was to be started has been, and is done. */
    private static void settle() throws Exception {
        Dispatcher.get().settled().get(1, TimeUnit.MINUTES);
        jenkins.waitUntilNoActivity();
        Dispatcher.get().settled().get(1, TimeUnit.MINUTES);
    }

    private static List<String> causes(Job<?, ?> job) {
        List<String> causes = new ArrayList<>();
        for (Run<?, ?> run : job.getBuilds()) {
            for (Object cause : run.getCauses()) {
                if (cause instanceof ModelCause model) {
                    causes.add(0, model.getEvent() + " v" + model.getModelVersion());
                }
            }
        }
        return causes;
    }

    @Test
    void aPromotionStartsEveryJobThatWaitsForItOnce() throws Exception {
        Happenings model = model("rain");
        int first = model.champion();
        FreeStyleProject one = job("one", new ModelPromotedTrigger("rain"));
        FreeStyleProject two = job("two", new ModelPromotedTrigger("/" + folder.getFullName() + "/rain"));
        two.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("MODEL_VERSION", "none"),
                new ChoiceParameterDefinition("MODEL_STAGE", new String[] {"test", "live"}, null),
                new StringParameterDefinition("OTHER", "own default")));
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        two.getBuildersList().add(environment);
        FreeStyleProject other = job("other", new ModelPromotedTrigger("snow"));
        settle();
        assertThat(causes(one)).as("nothing for the past").isEmpty();

        int second = model.register();
        model.promote(second, "staging");
        settle();
        assertThat(causes(one)).as("another stage").isEmpty();
        model.promote(second, "prod");
        settle();

        assertThat(causes(one)).containsExactly("promoted v" + second);
        assertThat(causes(two)).containsExactly("promoted v" + second);
        assertThat(causes(other)).isEmpty();
        FreeStyleBuild build = two.getLastBuild();
        assertThat(build.getAction(ParametersAction.class).getParameters())
                .extracting(value -> value.getName() + "=" + value.getValue())
                .containsExactlyInAnyOrder("MODEL_VERSION=2", "MODEL_STAGE=test", "OTHER=own default");
        assertThat(environment.getEnvVars())
                .containsEntry("MODEL_NAME", folder.getFullName() + "/rain")
                .containsEntry("MODEL_VERSION", "2")
                .containsEntry("MODEL_EVENT", "promoted")
                .containsEntry("MODEL_PREVIOUS_VERSION", "1")
                .containsEntry("MODEL_REASON", "good enough")
                .containsEntry("MODEL_PROMOTED_BY", "carol");
        assertThat(one.getLastBuild().getEnvironment(hudson.model.TaskListener.NULL))
                .containsEntry("MODEL_STAGE", "prod");
        String page = jenkins.createWebClient().getPage(build).asXml();
        assertThat(page)
                .contains("was promoted to prod by carol")
                .contains(folder.getUrl() + "model-delivery/model/rain/2/");
        jenkins.assertLogContains("v2 was promoted to prod by carol (", build);

        model.rollback();
        settle();
        assertThat(causes(one)).containsExactly("promoted v" + second, "rolledBack v" + first);
        assertThat(one.getLastBuild().getCauses().get(0).getShortDescription())
                .isEqualTo("Model " + folder.getFullName() + "/rain was rolled back to v1 in prod by carol");
    }

    @Test
    void driftStartsABuildWhenTheWindowIsFullAndTheCoolDownIsOver() throws Exception {
        Happenings model = model("rain");
        FreeStyleProject each = job("each", drifted("rain", null, null));
        FreeStyleProject window = job("window", drifted("rain", "2 of 3", null));
        FreeStyleProject rests = job("rests", drifted("rain", null, "1h"));
        int version = model.champion();
        model.check(version, DRIFT);
        model.check(version, OK);
        settle();
        assertThat(causes(each)).hasSize(1);
        assertThat(causes(window)).isEmpty();
        assertThat(causes(rests)).hasSize(1);
        model.check(version, DRIFT);
        model.check(version, DRIFT);
        settle();
        assertThat(causes(each)).hasSize(3);
        assertThat(causes(window)).containsExactly("drifted v1", "drifted v1");
        assertThat(causes(rests)).as("it rests").hasSize(1);
        ModelDriftedCause cause = window.getBuildByNumber(1).getCause(ModelDriftedCause.class);
        assertThat(cause.getBad() + " of " + cause.getOf()).isEqualTo("2 of 3");
        assertThat(cause.getShortDescription())
                .isEqualTo("Model " + folder.getFullName() + "/rain v1 in prod drifted: 2 of the last 3 drift checks"
                        + " found drift: 2 of 9 columns drift");
        assertThat(cause.environment())
                .containsEntry("MODEL_DRIFT_LEVEL", "drift")
                .containsEntry("MODEL_DATA", "fresh.csv")
                .doesNotContainKey("MODEL_METRIC");
    }

    @Test
    void aLossOfPerformanceStartsABuild() throws Exception {
        Happenings model = model("rain");
        int version = model.champion();
        ModelDriftedTrigger trigger = new ModelDriftedTrigger("rain");
        trigger.setMetric("AUC");
        trigger.setMaxDrop(0.02);
        FreeStyleProject job = job("job", trigger);
        model.validate(version, 0.88);
        model.check(version, DRIFT);
        settle();
        assertThat(causes(job)).isEmpty();
        model.validate(version, 0.87);
        settle();
        assertThat(causes(job)).containsExactly("degraded v1");
        assertThat(job.getLastBuild().getCause(ModelDriftedCause.class).environment())
                .containsEntry("MODEL_METRIC", "auc")
                .containsEntry("MODEL_METRIC_BEFORE", "0.9")
                .containsEntry("MODEL_METRIC_NOW", "0.87");
    }

    @Test
    void eachOfManyAtOnceHasItsOwnBuild() throws Exception {
        Happenings model = model("rain");
        FreeStyleProject job = job("job", drifted("rain", null, null));
        int version = model.champion();
        jenkins.jenkins.doQuietDown();
        for (int i = 0; i < 5; i++) {
            model.check(version, DRIFT);
        }
        Dispatcher.get().settled().get(1, TimeUnit.MINUTES);
        assertThat(Queue.getInstance().getItems(job)).hasSize(5);
        Dispatcher.get().reconcile().get(1, TimeUnit.MINUTES);
        assertThat(Queue.getInstance().getItems(job)).as("looked at again").hasSize(5);
        Queue.getInstance().cancel(Queue.getInstance().getItems(job).get(0));
        Dispatcher.get().reconcile().get(1, TimeUnit.MINUTES);
        assertThat(Queue.getInstance().getItems(job)).as("called off").hasSize(4);
        jenkins.jenkins.doCancelQuietDown();
        settle();
        assertThat(causes(job)).hasSize(4);
        assertThat(job.getBuilds())
                .allSatisfy(build -> assertThat(build.getActions(hudson.model.CauseAction.class))
                        .hasSize(1));
        Dispatcher.get().reconcile().get(1, TimeUnit.MINUTES);
        settle();
        assertThat(job.getBuilds()).hasSize(4);
    }

    @Test
    void disabledJobsMissWhatHappens() throws Exception {
        Happenings model = model("rain");
        FreeStyleProject job = job("job", drifted("rain", null, null));
        int version = model.champion();
        job.disable();
        model.check(version, DRIFT);
        settle();
        job.enable();
        Dispatcher.get().reconcile().get(1, TimeUnit.MINUTES);
        settle();
        assertThat(causes(job)).isEmpty();
        model.check(version, DRIFT);
        settle();
        assertThat(causes(job)).hasSize(1);
    }

    @Test
    void modelsJobsAndFoldersMayGetOtherNames() throws Exception {
        Happenings model = model("rain");
        int version = model.champion();
        FreeStyleProject relative = job("relative", drifted("rain", null, null));
        FreeStyleProject absolute = job("absolute", drifted("/" + folder.getFullName() + "/rain", null, null));
        model.check(version, DRIFT);
        settle();
        relative.renameTo("renamed");
        String before = folder.getFullName();
        folder.renameTo(before + "-renamed");
        settle();
        assertThat(causes(relative)).hasSize(1);
        model("rain").check(version, DRIFT);
        settle();
        assertThat(causes(relative)).hasSize(2);
        assertThat(causes(absolute)).hasSize(2);
        ModelRegistry.get()
                .rename(
                        new ModelName(folder.getFullName() + "/rain"),
                        new ModelName(folder.getFullName() + "/drizzle"),
                        Actor.user("carol"));
        model("drizzle").check(version, DRIFT);
        settle();
        assertThat(causes(relative)).hasSize(3);
        assertThat(causes(absolute)).hasSize(3);
        // A new model of the old name.
        Happenings heir = model("rain");
        heir.check(heir.champion(), DRIFT);
        settle();
        assertThat(causes(relative)).hasSize(4);
        assertThat(causes(absolute)).as("stays with the model").hasSize(3);
    }

    @Test
    void aJobThatMovesIsNotBuiltForThePastOfItsNewFolder() throws Exception {
        model("rain").champion();
        FreeStyleProject job = job("job", drifted("rain", null, null));
        settle();
        Folder target = jenkins.createProject(Folder.class, folder.getFullName() + "-target");
        Happenings there = new Happenings(ModelRegistry.get(), target.getFullName() + "/rain");
        int version = there.champion();
        there.check(version, DRIFT);
        FreeStyleProject moved = hudson.model.Items.move(job, target);
        settle();
        assertThat(causes(moved)).isEmpty();
        there.check(version, DRIFT);
        settle();
        assertThat(causes(moved)).hasSize(1);
    }

    @Test
    void aTriggerThatIsConfiguredAnewGoesOn() throws Exception {
        Happenings model = model("rain");
        int version = model.champion();
        FreeStyleProject job = job("job", drifted("rain", null, null));
        ModelTrigger trigger = job.getTrigger(ModelDriftedTrigger.class);
        trigger.stop();
        model.check(version, DRIFT);
        settle();
        assertThat(causes(job)).isEmpty();
        ModelTrigger again = drifted("rain", "1 of 2", null);
        job.removeTrigger(trigger.getDescriptor());
        job.addTrigger(again);
        again.start(job, true);
        settle();
        assertThat(causes(job)).as("it was away for a moment only").hasSize(1);
        FreeStyleProject copy = jenkins.jenkins
                .getItemByFullName(folder.getFullName(), Folder.class)
                .copy(job, "copy");
        settle();
        assertThat(causes(copy)).isEmpty();
    }

    @Test
    void modelsOutOfReachAreSilentAndTheFormSaysSo() throws Exception {
        Folder hidden = jenkins.createProject(Folder.class, folder.getFullName() + "-hidden");
        Happenings model = new Happenings(ModelRegistry.get(), hidden.getFullName() + "/rain");
        String name = "/" + hidden.getFullName() + "/rain";
        FreeStyleProject job = job("job", new ModelPromotedTrigger(name));
        model.champion();
        settle();
        assertThat(causes(job)).isEmpty();
        ModelPromotedTrigger.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(ModelPromotedTrigger.DescriptorImpl.class);
        assertThat(descriptor.doCheckModel(job, name)).satisfies(found -> {
            assertThat(found.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(found.getMessage()).contains("is out of reach: this build runs as SYSTEM");
        });
        model("rain").register();
        assertThat(descriptor.doCheckModel(job, "rain").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckModel(job, "rian")).satisfies(found -> {
            assertThat(found.kind).isEqualTo(FormValidation.Kind.WARNING);
            assertThat(found.getMessage()).contains("Did you mean", "/" + folder.getFullName() + "/rain");
        });
        assertThat(descriptor.doCheckModel(job, "a:b").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doAutoCompleteModel(job, "r").getValues()).containsExactly("rain");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(jenkins.jenkins.READ, Item.READ, Item.CONFIGURE)
                .onItems(folder, job)
                .to("dave")
                .grant(jenkins.jenkins.READ)
                .everywhere()
                .toEveryone());
        try (ACLContext ignored =
                ACL.as2(hudson.model.User.getById("dave", true).impersonate2())) {
            assertThat(descriptor.doCheckModel(job, "rain").kind).isEqualTo(FormValidation.Kind.OK);
        }
        try (ACLContext ignored = ACL.as2(hudson.model.User.getById("eve", true).impersonate2())) {
            assertThat(descriptor.doCheckModel(job, "rian").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(descriptor.doFillStageItems(job)).isEmpty();
            assertThat(descriptor.doAutoCompleteModel(job, "").getValues()).isEmpty();
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
            jenkins.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
        }
    }

    @Test
    void declarativePipelinesPropertiesAndJobDslKnowThem() throws Exception {
        Happenings model = model("rain");
        WorkflowJob declarative = folder.createProject(WorkflowJob.class, "declarative");
        declarative.setDefinition(new CpsFlowDefinition("""
                pipeline {
                    agent none
                    triggers {
                        modelDrifted(model: 'rain', stage: 'prod', window: '1 of 2', coolDown: '0s')
                        modelPromoted(model: 'rain', stage: 'prod')
                    }
                    stages { stage('s') { steps { echo "for ${env.MODEL_EVENT} ${env.MODEL_NAME} v${env.MODEL_VERSION}" } } }
                }""", true));
        WorkflowJob scripted = folder.createProject(WorkflowJob.class, "scripted");
        scripted.setDefinition(new CpsFlowDefinition(
                "properties([parameters([string(name: 'MODEL_VERSION', defaultValue: '0')]), "
                        + "pipelineTriggers([modelPromoted(model: 'rain')])])\necho \"got ${params.MODEL_VERSION}\"",
                true));
        jenkins.buildAndAssertSuccess(declarative);
        jenkins.buildAndAssertSuccess(scripted);
        FreeStyleProject seed = jenkins.createFreeStyleProject(folder.getFullName() + "-seed");
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText("freeStyleJob('" + folder.getFullName() + "/dsl') { triggers { modelDrifted { model('rain')\n"
                + "stage('prod')\nwindow('2')\ncoolDown('12h')\nlevel('warning') } } }");
        seed.getBuildersList().add(dsl);
        jenkins.buildAndAssertSuccess(seed);
        FreeStyleProject made =
                jenkins.jenkins.getItemByFullName(folder.getFullName() + "/dsl", FreeStyleProject.class);
        assertThat(made.getTrigger(ModelDriftedTrigger.class)).satisfies(trigger -> {
            assertThat(trigger.getModel()).isEqualTo("rain");
            assertThat(trigger.getWindow()).isEqualTo("2");
            assertThat(trigger.getCoolDown()).isEqualTo("12h");
            assertThat(trigger.getLevel()).isEqualTo("warning");
        });

        int version = model.champion();
        settle();
        model.check(version, DRIFT);
        model.check(version, DRIFT);
        settle();
        assertThat(causes(declarative)).containsExactly("promoted v1", "drifted v1", "drifted v1");
        WorkflowRun build = declarative.getBuildByNumber(2);
        jenkins.assertLogContains("for promoted " + folder.getFullName() + "/rain v1", build);
        assertThat(causes(scripted)).containsExactly("promoted v1");
        jenkins.assertLogContains("got 1", scripted.getLastBuild());
        assertThat(causes(made)).containsExactly("drifted v1");
    }

    @Test
    void wrongValuesFailThePipelineInASentence() throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "wrong");
        job.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([modelDrifted(model: 'rain', window: '3 off 5')])])", true));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("'3 off 5' is no window. Write for example '3 of 5'", build);
    }

    @Test
    void theFormsGiveBackWhatTheyWereGiven() throws Exception {
        ModelDriftedTrigger full = drifted("rain", "3 of 5", "12h");
        full.setStage("staging");
        full.setLevel("warning");
        full.setMetric("logLoss");
        full.setMaxDrop(0.25);
        FreeStyleProject freestyle = job("freestyle", full);
        jenkins.configRoundtrip(freestyle);
        ModelDriftedTrigger back = freestyle.getTrigger(ModelDriftedTrigger.class);
        assertThat(back).isNotSameAs(full);
        jenkins.assertEqualDataBoundBeans(full, back);

        WorkflowJob pipeline = folder.createProject(WorkflowJob.class, "pipeline");
        pipeline.addTrigger(drifted("rain", null, null));
        pipeline.addTrigger(new ModelPromotedTrigger("/snow"));
        jenkins.configRoundtrip(pipeline);
        assertThat(ParameterizedJobMixIn.getTrigger(pipeline, ModelPromotedTrigger.class)
                        .getModel())
                .isEqualTo("/snow");
        jenkins.assertEqualDataBoundBeans(
                drifted("rain", null, null), ParameterizedJobMixIn.getTrigger(pipeline, ModelDriftedTrigger.class));
    }

    @Test
    void theFormRefusesWhatCannotBeUsedInASentence() throws Exception {
        FreeStyleProject job = job("job", drifted("rain", "3 of 5", "12h"));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.getPage(job, "configure").getFormByName("config");
            form.<HtmlInput>getInputByName("_.coolDown").setValue("12 hours");
            client.setThrowExceptionOnFailingStatusCode(false);
            assertThat(jenkins.submit(form).getWebResponse().getContentAsString())
                    .contains("is no length of time")
                    .doesNotContain("at hudson.");
        }
        assertThat(job.getTrigger(ModelDriftedTrigger.class).getCoolDown()).isEqualTo("12h");
    }
}
