package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
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

/** Builds that run as SYSTEM stay with the models of their folder; builds of users go as far as their permissions. */
@WithJenkins
class BuildReachTest {

    private static JenkinsRule jenkins;
    private static WorkflowJob job;

    @BeforeAll
    static void folders(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder team = rule.createProject(Folder.class, "team");
        Folder credit = team.createProject(Folder.class, "credit");
        credit.createProject(Folder.class, "below");
        rule.createProject(Folder.class, "other");
        rule.createProject(Folder.class, "team-two");
        job = credit.createProject(WorkflowJob.class, "job");
        // A job of the root is allowed what it says.
        WorkflowJob root = rule.createProject(WorkflowJob.class, "root");
        for (String model :
                new String[] {"rain", "team/rain", "team/credit/rain", "team/credit/below/rain", "other/rain"}) {
            root.setDefinition(script(register(model)));
            rule.buildAndAssertSuccess(root);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @AfterEach
    void asInstalled() {
        ModelDeliveryConfiguration.get().setOtherFolders(false);
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    @Test
    void buildsAsSystemStayWithTheirFolder() throws Exception {
        int versions = versionsOutOfReach();
        passes(register("rain").replace("/rain", "rain"));
        passes(register("team/credit/rain"));
        passes(register("team/credit/below/rain"));
        passes(fetch("team/credit/below/rain"));

        passes(fetch("team/rain"));
        passes(fetch("rain"));
        fails(register("team/rain"), "but only read those of the folders above");
        fails(register("rain"), "but only read those of the folders above");
        fails(promote("team/rain"), "but only read those of the folders above");

        String refusal =
                "Model 'other/rain' is out of reach: this build runs as SYSTEM, and may use the models of its job's folder "
                        + "'team/credit' and of the folders below only. Give builds the identity of a user (plugin Authorize"
                        + " Project), or let an administrator allow every folder (Manage Jenkins, System, Model Delivery:"
                        + " otherFolders)";
        fails(fetch("other/rain"), refusal);
        fails(register("other/rain"), refusal);
        fails(promote("other/rain"), refusal);
        fails(fetch("other/absent"), refusal.replace("other/rain", "other/absent"));
        fails(register("team-two/rain"), "is out of reach");
        // What is out of reach is not advised either.
        fails(fetch("team/credit/rian"), "Did you mean 'team/credit/rain'?");
        assertThat(ModelAccess.visible(job.getLastBuild()))
                .extracting(ModelName::value)
                .containsExactly("rain", "team/credit/below/rain", "team/credit/rain", "team/rain");
        assertThat(versionsOutOfReach()).isEqualTo(versions);
    }

    @Test
    void administratorMayAllowOtherFolders() throws Exception {
        fails(register("other/rain"), "is out of reach");
        ModelDeliveryConfiguration.get().setOtherFolders(true);
        passes(register("other/rain"));
        passes(promote("other/rain"));
        passes(register("team/rain"));
    }

    @Test
    void buildsOfUsersAreBoundByTheirPermissionsOnly() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Permissions.VIEW, Permissions.REGISTER)
                .onFolders(jenkins.jenkins.getItemByFullName("other", Folder.class))
                .to("rita")
                .grant(hudson.model.Computer.BUILD)
                .everywhere()
                .to("rita"));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(), User.getById("rita", true).impersonate2()));
        passes(register("other/rain"));
        passes(fetch("other/rain"));
        fails(promote("other/rain"), "it lacks the permission Models/Promote in folder 'other'");
        fails(fetch("team/credit/rain"), "There is no model 'team/credit/rain'");
    }

    private static int versionsOutOfReach() throws Exception {
        return ModelRegistry.get().get(new ModelName("other/rain")).versions().size();
    }

    private static String register(String model) {
        return "writeFile file: 'm', text: '" + model + "'\n registerModel model: '/" + model + "', file: 'm'";
    }

    private static String fetch(String model) {
        return "fetchModel model: '/" + model + "', version: 1";
    }

    private static String promote(String model) {
        return "promoteModel model: '/" + model + "', version: 1, to: 'staging'";
    }

    private void passes(String steps) throws Exception {
        job.setDefinition(script(steps));
        jenkins.buildAndAssertSuccess(job);
    }

    private void fails(String steps, String message) throws Exception {
        job.setDefinition(script(steps));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains(message, build);
    }

    private static CpsFlowDefinition script(String steps) throws Exception {
        return new CpsFlowDefinition("node {\n" + steps + "\n}", true);
    }
}
