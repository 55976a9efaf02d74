package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.triggers.SCMTrigger;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

class BuildFactsTest {

    @Test
    void takesTheCommitFromTheEnvironmentWithoutCredentials() {
        EnvVars environment = new EnvVars(
                "GIT_COMMIT",
                "c0ffee",
                "GIT_BRANCH",
                "origin/main",
                "GIT_URL",
                "https://me:s3cret@example.com/a/b.git");
        assertThat(BuildFacts.code(environment))
                .isEqualTo(new Lineage.Code("https://example.com/a/b.git", "origin/main", "c0ffee"));
    }

    @Test
    void knowsNoCodeWithoutACommitOrARepository() {
        assertThat(BuildFacts.code(new EnvVars())).isNull();
        assertThat(BuildFacts.code(new EnvVars("GIT_COMMIT", "c0ffee"))).isNull();
        assertThat(BuildFacts.code(new EnvVars("GIT_URL", "https://example.com")))
                .isNull();
    }

    @Test
    void leavesUrlsWithoutCredentialsAlone() {
        assertThat(BuildFacts.withoutCredentials("git@example.com:a/b.git")).isEqualTo("git@example.com:a/b.git");
        assertThat(BuildFacts.withoutCredentials("https://example.com/@scope/b"))
                .isEqualTo("https://example.com/@scope/b");
        assertThat(BuildFacts.withoutCredentials("ssh://git@example.com/b")).isEqualTo("ssh://example.com/b");
    }

    @Test
    @WithJenkins
    void knowsTheUserWhoStartedTheBuildAlsoThroughOtherBuilds(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        Cause timer = new TimerTrigger.TimerTriggerCause();
        Run<?, ?> byAlice = build(job, timer, new Cause.UserIdCause("alice"));
        Run<?, ?> byTimer = build(job, timer);
        Run<?, ?> further = build(job, new Cause.UpstreamCause(byTimer), new Cause.UpstreamCause(byAlice));
        assertThat(BuildFacts.actor(byAlice).user()).isEqualTo("alice");
        assertThat(BuildFacts.actor(byTimer).user()).isNull();
        assertThat(BuildFacts.actor(further).user()).isEqualTo("alice");
        assertThat(BuildFacts.actor(build(job, new Cause.UpstreamCause(further)))
                        .user())
                .isEqualTo("alice");
        assertThat(BuildFacts.actor(build(job, new Cause.UpstreamCause(byTimer)))
                        .user())
                .isNull();
        assertThat(BuildFacts.actor(build(job, new Cause.UpstreamCause(byAlice), new Cause.UserIdCause("bob")))
                        .user())
                .as("who started it itself")
                .isEqualTo("bob");
    }

    @Test
    void knowsNoUserWhereATimerACommitOrNobodyKnownStartedTheBuild() {
        assertThat(BuildFacts.user(List.of())).isNull();
        assertThat(BuildFacts.user(
                        List.of(new TimerTrigger.TimerTriggerCause(), new SCMTrigger.SCMTriggerCause("a commit"))))
                .isNull();
        assertThat(BuildFacts.user(List.of(new Cause.UserIdCause("SYSTEM"), new Cause.UserIdCause("anonymous"))))
                .isNull();
    }

    private static Run<?, ?> build(FreeStyleProject job, Cause... causes) throws Exception {
        return job.scheduleBuild2(0, new CauseAction(causes)).get();
    }
}
