package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.tasks.junit.TestResultAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The snippets of docs/results.md are one build, on real data and with the real engine. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a snippet is a shell script")
class ResultsPageTest {

    private static final Path DOCS = Path.of("../../docs");

    @Test
    void theSnippetsDoWhatThePageSays(JenkinsRule jenkins) throws Exception {
        String snippets = Pattern.compile("(?s)```groovy\n(.*?)```")
                .matcher(Files.readString(DOCS.resolve("results.md")))
                .results()
                .map((MatchResult snippet) -> snippet.group(1))
                .collect(Collectors.joining());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "page");
        job.setDefinition(new CpsFlowDefinition("node {\n" + snippets + "}\n", true));
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        FilePath data = new FilePath(DOCS.resolve("examples/birdstrikes").toFile());
        data.child("1990-1993.csv.gz").copyTo(workspace.child("train.csv.gz"));
        data.child("1994-1995.csv.gz").copyTo(workspace.child("recent.csv.gz"));

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);

        jenkins.assertLogContains("damage v1 (dev) has an AUC of 0.", build);
        jenkins.assertLogContains("passed: false", build);
        jenkins.assertLogContains("there is no file 'not-there.csv' in the workspace", build);
        jenkins.assertLogNotContains("scored null", build);
        jenkins.assertLogContains("deploying damage v1 from dev", build);
        TestResultAction tests = build.getAction(TestResultAction.class);
        assertThat(tests.getResult().getPassedTests())
                .extracting(t -> t.getName())
                .contains("auc min", "phase");
        assertThat(tests.getTotalCount()).isGreaterThan(9);
        assertThat(build.getDescription()).startsWith("damage v1: AUC 0.");
    }
}
