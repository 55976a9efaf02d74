package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.triggers.SCMTrigger;
import hudson.triggers.TimerTrigger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

class BuildFactsTest {

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
