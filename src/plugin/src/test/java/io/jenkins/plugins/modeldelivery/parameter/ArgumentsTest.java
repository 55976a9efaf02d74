package io.jenkins.plugins.modeldelivery.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Arguments that no step can be made of, as a Pipeline script gives them. */
@WithJenkins
class ArgumentsTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void everyArgumentThatCannotBeUsedIsToldWithThePlaceAndTheNearestRightOne() throws Exception {
        told(
                "trainModel modle: 'rain', data: 7, target: 'wet', test: 'a fifth', seed: 1.5, archive: 'yes', "
                        + "features: 'wind', tags: 'owner', trainer: gate(metric: 'auc'), memory: null, taget: 'x'",
                "trainModel: 10 parameters need another value",
                "modle: there is no such parameter. Did you mean 'model'?",
                "data: 7 is no text. Put it in quotes: '7'",
                "test: 'a fifth' is no number",
                "seed: 1.5 is no whole number",
                "archive: 'yes' is neither true nor false",
                "features: 'wind' is no list. Write it in brackets: features: ['wind']",
                "tags: 'owner' is no map. Write it as tags: [key: 'value']",
                "trainer: gate(...) does not belong here. The choices are ",
                "taget: there is no such parameter. Did you mean 'target'?",
                "model: is missing");
        told(
                "validateModel model: 'rain', data: 'd.csv', gates: [gate(metrik: 'auc', min: 'much'), "
                        + "column(name: 'x'), 'auc', gate(metric: 'acu', min: 1)]",
                "gates[0]: gate: metrik: there is no such parameter. Did you mean 'metric'?",
                "gates[0]: gate: min: 'much' is no number",
                "gates[1]: column(...) does not belong here. The choices are gate.",
                "gates[2]: 'auc' does not belong here. Write gate(...)",
                "there is no 'acu'. Did you mean 'auc'?");
        told(
                "trainModel model: 'rain', data: 'd.csv', target: 'wet', trainer: gradientBoosting(rounds: 2.5, dept: 3), "
                        + "test: 'NaN', features: ['wind', 3]",
                "trainer: gradientBoosting: rounds: 2.5 is no whole number",
                "trainer: gradientBoosting: dept: there is no such parameter. Did you mean 'depth'?",
                "test: 'NaN' is no finite number",
                "features[1]: 3 is no text. Put it in quotes: '3'");
        told(
                "trainModel model: 'rain', data: 'd.csv', target: 'wet', separator: 'ab', types: [zip: 'categry', day: 'date QQQQQQ'], "
                        + "missing: '?'",
                "'ab' cannot separate cells",
                "types, column 'zip': 'categry' is no type. Did you mean 'category'?",
                "column 'day': 'QQQQQQ' is no pattern of a date",
                "missing: '?' is no list. Write it in brackets: missing: ['?']");
        told(
                "promoteModel model: 'rain', to: 'prod', version: 99999999999",
                "promoteModel: version: 99999999999 is no whole number of that size");
    }

    @Test
    void argumentsOfKindsThatCanBeReadAreTaken() throws Exception {
        // A number as text, as parameters of a build are, and as a BigDecimal; a GString; a truth as text.
        WorkflowRun build = run(
                "def n = 'hail'\n writeFile file: 'm', text: 'x'\n"
                        + "registerModel model: \"${n}\", file: 'm', archive: 'true', metrics: [auc: 0.9]\n"
                        + "promoteModel model: n, to: 'staging', version: '1'\n"
                        + "fetchModel model: n, version: 1.0, dir: null",
                Result.SUCCESS);
        jenkins.assertLogContains("Archived hail/1/m", build);
    }

    @Test
    void allThatParametersNameAndThatIsNotThereIsToldBeforeTheEngineStarts() throws Exception {
        run(
                "writeFile file: 'm', text: 'x'\n registerModel model: 'rain', file: 'm'\n"
                        + "promoteModel model: 'rain', to: 'staging', alias: 'candidate'",
                Result.SUCCESS);
        told(
                "validateModel model: 'rain', data: 'gone.csv', version: 9, baseline: 'candidat', "
                        + "gates: [gate(metric: 'auc', min: 0.5)]",
                "validateModel: 3 parameters need another value",
                "data: there is no file 'gone.csv' in the workspace",
                "version: Model 'rain' has no version '9'.",
                "baseline: Model 'rain' has no version 'candidat'. Did you mean 'candidate'?");
        told(
                "trainModel model: 'rain', data: 'gone.csv', testData: 'lost.csv', target: 'wet'",
                "data: there is no file 'gone.csv'",
                "testData: there is no file 'lost.csv'");
        told(
                "checkDrift model: 'rian', data: 'gone.csv'",
                "checkDrift: 2 parameters need another value",
                "There is no model 'rian'. Did you mean 'rain'?");
    }

    private static void told(String body, String... lines) throws Exception {
        WorkflowRun build = run(body, Result.FAILURE);
        List<String> log = build.getLog(200);
        for (String line : lines) {
            assertThat(log).anySatisfy(l -> assertThat(l).contains(line));
        }
        jenkins.assertLogNotContains("\tat ", build);
        jenkins.assertLogNotContains("has no bound", build);
    }

    private static WorkflowRun run(String body, Result expected) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("node {\n" + body + "\n}", true));
        return jenkins.buildAndAssertStatus(expected, job);
    }
}
