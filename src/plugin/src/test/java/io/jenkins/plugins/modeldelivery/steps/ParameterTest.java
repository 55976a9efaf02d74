package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What users write into steps, rightly or wrongly, and the steps that need no engine. */
@WithJenkins
class ParameterTest {

    private static JenkinsRule jenkins;
    private static int jobs;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @AfterEach
    void everybodyMayDoEverything() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    @Test
    void allMistakesAreToldAtOnceWithTheNearestRightValue() throws Exception {
        WorkflowRun build = fails("trainModel model: 'a//b', data: ' ', target: 'y', task: 'binry', test: 1.5, "
                + "memory: '4 GB', testData: 't.csv', trainer: gradientBoosting(rounds: 0)");
        jenkins.assertLogContains("ERROR: trainModel: 7 parameters need another value", build);
        jenkins.assertLogContains("data: is missing", build);
        jenkins.assertLogContains("task: there is no 'binry'. Did you mean 'binary'?", build);
        jenkins.assertLogContains("test: 1.5 is not between 0.0 and 1.0", build);
        jenkins.assertLogContains("memory: '4 GB' is no size. Write for example 512m or 4g", build);
        jenkins.assertLogContains("Parameter rounds of trainer gradientBoosting", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void gatesAreCheckedBeforeAnythingRuns() throws Exception {
        WorkflowRun build = fails("validateModel model: 'm', data: 'd.csv', gates: [gate(metric: 'acu', min: 0.7), "
                + "gate(metric: 'f1'), gate(metric: 'auc', maxDrop: 0.1), gate(metric: 'recall', maxGap: 0.1)], "
                + "resamples: -1, onFailure: 'unstable'");
        jenkins.assertLogContains("there is no 'acu'. Did you mean 'auc'?", build);
        jenkins.assertLogContains("gates: gate(metric: 'f1'): has no bound", build);
        jenkins.assertLogContains("compares, but the step has no baseline", build);
        jenkins.assertLogContains("maxGap and minRatio compare slices, and no slice is named", build);
        jenkins.assertLogContains("resamples: -1 is not between 0 and 100000", build);
        jenkins.assertLogContains("onFailure: there is no 'unstable'. Did you mean 'UNSTABLE'?", build);
    }

    @Test
    void expectationsAreCheckedBeforeAnythingRuns() throws Exception {
        WorkflowRun build = fails("checkData model: 'm', data: 'd.csv', expect: [column(name: 'age', min: 5, max: 1), "
                + "column(name: 'date', freshness: 'soon'), rows(min: 5, max: 1), rows(min: 5), "
                + "column(name: 'x', type: 'numberic'), inferred(slack: 0.1)]");
        jenkins.assertLogContains("expect: column 'age': min 5.0 is more than max 1.0", build);
        jenkins.assertLogContains("'soon' is no length of time; write it as '2 days'", build);
        jenkins.assertLogContains("expect: rows: min 5 is more than max 1", build);
        jenkins.assertLogContains("rows(...) is given twice", build);
        jenkins.assertLogContains("there is no 'numberic'. Did you mean 'numeric'?", build);
        jenkins.assertLogContains("inferred from a file or from a version of a model", build);
        jenkins.assertLogContains("expect: is missing", fails("checkData model: 'm', data: 'd.csv'"));
        jenkins.assertLogContains(
                "expect: is of data, and predictions are given",
                fails("validateModel model: 'm', predictions: 'p.csv', expect: [column(name: 'a')]"));
        jenkins.assertLogContains(
                "mising: there is no such parameter. Did you mean 'missing'?",
                fails("trainModel model: 'm', data: 'd.csv', target: 'y', expect: [column(name: 'a', mising: 0)]"));
    }

    @Test
    void stagesAreThoseThatThereAre() throws Exception {
        jenkins.assertLogContains("to: there is no 'production'", fails("promoteModel model: 'm', to: 'production'"));
        jenkins.assertLogContains(
                "stage: there is no 'stagin'. Did you mean 'staging'?",
                fails("rollbackModel model: 'm', stage: 'stagin'"));
        jenkins.assertLogContains(
                "only one of version, stage and alias", fails("fetchModel model: 'm', stage: 'prod', alias: 'x'"));
    }

    @Test
    void aModelOfAnyToolIsRegisteredPromotedAndFetched() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowJob job = team.createProject(WorkflowJob.class, "churn");
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                    agent any
                    environment {
                        GIT_COMMIT = 'c0ffee'
                        GIT_URL = 'https://me:token@example.com/churn.git'
                    }
                    stages {
                        stage('all') {
                            steps {
                                writeFile file: 'out/m.onnx', text: 'weights'
                                registerModel model: 'churn', file: 'out/m.onnx', format: 'other', metrics: [auc: 0.91],
                                    tags: [owner: 'a'], description: 'by hand'
                                promoteModel model: '/team/churn', to: 'staging'
                                fetchModel model: 'churn', stage: 'staging', dir: 'deploy/here'
                                echo readFile('deploy/here/m.onnx')
                                promoteModel model: 'churn', to: 'prod', onFailure: 'UNSTABLE'
                            }
                        }
                    }
                }
                """, true));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("weights", build);
        jenkins.assertLogContains("Not promoted: ", build);
        Version version =
                ModelRegistry.get().get(new ModelName("team/churn")).version(1).orElseThrow();
        assertThat(version.stage()).isEqualTo("staging");
        assertThat(version.facts().format()).isEqualTo("other");
        assertThat(version.facts().metrics()).containsEntry("auc", 0.91);
        assertThat(version.facts().lineage().code().commit()).isEqualTo("c0ffee");
        assertThat(version.facts().lineage().code().repository()).isEqualTo("https://example.com/churn.git");
    }

    /** A file that is not what it is said to be leaves no version, and the model does not come into being. */
    @Test
    void aFileOfAnotherFormatIsNotRegistered() throws Exception {
        WorkflowRun onnx =
                fails("writeFile file: 'm', text: 'weights'\n registerModel model: 'wrong', file: 'm', format: 'onnx'");
        jenkins.assertLogContains("m: This is no ONNX file", onnx);
        jenkins.assertLogContains("format other", onnx);
        jenkins.assertLogContains(
                "This is no model that XGBoost saved",
                fails("writeFile file: 'm', text: '{}'\n registerModel model: 'wrong', file: 'm', format: 'xgboost'"));
        assertThat(ModelRegistry.get().models()).noneMatch(name -> name.value().endsWith("wrong"));
        jenkins.assertLogContains(
                "positive: A model of the format other is not run here",
                fails("writeFile file: 'm', text: 'x'\n registerModel model: 'wrong', file: 'm', positive: 'yes'"));
    }

    @Test
    void missingModelsAndFoldersAreSaidWithTheNearestName() throws Exception {
        run("writeFile file: 'm', text: 'x'\n registerModel model: 'churn', file: 'm'", Result.SUCCESS);
        jenkins.assertLogContains(
                "There is no model 'chrun'. Did you mean 'churn'?", fails("fetchModel model: 'chrun'"));
        jenkins.assertLogContains(
                "there is no folder 'taem'",
                fails("writeFile file: 'm', text: 'x'\n registerModel model: '/taem/churn', file: 'm'"));
        jenkins.assertLogContains(
                "Model 'churn' has no version '7'", fails("promoteModel model: 'churn', to: 'staging', version: 7"));
        jenkins.assertLogContains(
                "stage: no version of churn stands in prod",
                fails("writeFile file: 'd.csv', text: 'x'\n checkDrift model: 'churn', data: 'd.csv'"));
        jenkins.assertLogContains(
                "its format is other, and the engine runs its own models, onnx and xgboost",
                fails(
                        "writeFile file: 'd.csv', text: 'x'\n scoreModel model: 'churn', data: 'd.csv', output: 'o.csv'"));
    }

    @Test
    void whatABuildMayNotSeeDoesNotExistForIt() throws Exception {
        Folder secret = jenkins.createProject(Folder.class, "secret");
        run("writeFile file: 'm', text: 'x'\n registerModel model: '/secret/m', file: 'm'", Result.SUCCESS);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, hudson.model.Computer.BUILD)
                .onRoot()
                .to("dev")
                .grant(Item.READ)
                .onFolders(jenkins.createProject(Folder.class, "shown"))
                .to("dev")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        WorkflowJob job;
        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            job = job("fetchModel model: '/secret/m', version: 1");
            QueueItemAuthenticatorConfiguration.get()
                    .getAuthenticators()
                    .add(new MockQueueItemAuthenticator()
                            .authenticate(
                                    job.getFullName(), User.getById("dev", true).impersonate2()));
        }
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("There is no model 'secret/m'.", build);
        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            job.setDefinition(new CpsFlowDefinition(
                    "node { writeFile file: 'm', text: 'x'\n registerModel model: '/shown/m', file: 'm' }", true));
        }
        jenkins.assertLogContains(
                "lacks the permission Models/Register in folder 'shown'",
                jenkins.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(secret.getFullName()).isEqualTo("secret");
    }

    private WorkflowRun fails(String body) throws Exception {
        return run(body, Result.FAILURE);
    }

    private WorkflowRun run(String body, Result expected) throws Exception {
        return jenkins.buildAndAssertStatus(expected, job(body));
    }

    private WorkflowJob job(String body) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job" + jobs++);
        job.setDefinition(new CpsFlowDefinition("node {\n" + body + "\n}", true));
        return job;
    }
}
