package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryFolderProperty;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.StageConfiguration;
import io.jenkins.plugins.modeldelivery.config.StageDemands;
import io.jenkins.plugins.modeldelivery.config.StagePolicy;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Past;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a stage demands, asked of builds: the log of one that is refused says what is missing. */
@WithJenkins
class StagePoliciesTest {

    private static final String REGISTER =
            "node { writeFile file: 'm', text: 'a model'\n registerModel model: 'rain', file: 'm' }\n";
    private static final String PROMOTE = "promoteModel model: 'rain', to: 'prod'\n";
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    private static JenkinsRule jenkins;

    /** Stages that demand nothing of their own; each test demands one thing in a folder. Two models are three days old. */
    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        List<Stage> stages = List.of(
                new Stage("dev", false, Policy.OPEN),
                new Stage("staging", true, Policy.OPEN),
                new Stage("prod", true, Policy.OPEN));
        // Folders come first: one that is made later does not get models that have its name.
        rule.createProject(Folder.class, "drift");
        rule.createProject(Folder.class, "stay");
        Instant then = Instant.now().minus(Duration.ofDays(3));
        try (Registry past = Past.open(ModelRegistry.directory(), new Stages(stages), then)) {
            Shelf.of(past, "drift/old").train("old", 0.7);
            Shelf.of(past, "drift/old").drift(1, DriftResult.Level.DRIFT, "long ago");
            Shelf.of(past, "stay/old").train("old", 0.7);
            Shelf.of(past, "stay/old").promote(1, "staging", null);
        }
        ModelDeliveryConfiguration.get()
                .setStages(stages.stream().map(StagePoliciesTest::open).toList());
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("alice", "bob"));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void somebodyElseApprovesByTheInputOfTheBuild() throws Exception {
        WorkflowJob job = job("input", policy -> policy.setApprovals(1));
        String script = REGISTER + "input id: 'Go', message: 'Into prod?'\n" + PROMOTE;
        WorkflowRun own = start(job, "alice", script);
        answer(own, "alice");
        refused(
                own,
                "prod demands an approval of v1 by somebody other than alice, who trained it; nobody else has approved it,"
                        + " and the approval of alice does not count (four eyes): ask one person to approve it for prod.");
        WorkflowRun other = start(job, "alice", script);
        answer(other, "bob");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(other));
        Version champion = model("input/rain").champion("prod").orElseThrow();
        assertThat(champion.number()).isEqualTo(2);
        assertThat(lastMove("input/rain").actor().approvers()).containsExactly("bob");
        assertThat(lastMove("input/rain").actor().person()).isEqualTo("alice");
    }

    @Test
    void somebodyElseApprovesOnThePageOfTheVersion() throws Exception {
        WorkflowJob job = job("review", policy -> policy.setApprovals(1));
        refused(
                start(job, "alice", REGISTER + PROMOTE),
                "prod demands an approval of v1 by somebody other than alice, who trained it; nobody has approved it: ask"
                        + " one person to approve it for prod.");
        review("alice", 1, "approved", "");
        refused(start(job, "bob", PROMOTE), "the approval of alice does not count (four eyes)");
        review("bob", 1, "rejected", "not on a Friday");
        refused(start(job, "alice", PROMOTE), "that v1 enters prod (\"not on a Friday\"): settle that with bob");
        review("bob", 1, "approved", "");
        passes(start(job, "alice", PROMOTE));

        passes(start(job, "alice", REGISTER));
        review("bob", 2, "approved", "better");
        passes(start(job, "alice", PROMOTE));
        // Nobody is asked for a rollback, which the ledger does not take for a promotion.
        passes(start(job, "alice", "rollbackModel model: 'rain', stage: 'prod'"));
        assertThat(model("review/rain").champion("prod").orElseThrow().number()).isEqualTo(1);
        assertThat(lastMove("review/rain").event().kind()).isEqualTo("rollback");
    }

    @Test
    void noStageIsSkipped() throws Exception {
        WorkflowJob job = job("order", policy -> policy.setInOrder(true));
        refused(
                start(job, "alice", REGISTER + PROMOTE),
                "v1 stands in dev, and prod takes versions from staging only: promote it to staging first.");
        passes(start(job, "alice", PROMOTE.replace("prod", "staging") + PROMOTE));
    }

    @Test
    void validationHasPassed() throws Exception {
        WorkflowJob job = job("validation", policy -> policy.setValidation("passed"));
        refused(start(job, "alice", REGISTER + PROMOTE), "v1 has not been validated, and prod takes only versions");
        Shelf.of(ModelRegistry.get(), "validation/rain").validate(1, false, null, "last month");
        refused(
                start(job, "alice", PROMOTE),
                "on data/last month.csv (2,100 rows), has not passed (auc 0.782 >= 0.7 last month)");
        Shelf.of(ModelRegistry.get(), "validation/rain").validate(1, true, null, "last month");
        passes(start(job, "alice", PROMOTE));
    }

    @Test
    void driftFoundLatelyKeepsAVersionOut() throws Exception {
        WorkflowJob job = job("drift", policy -> policy.setDriftDays(2));
        passes(start(job, "alice", PROMOTE.replace("rain", "old")));
        passes(start(job, "alice", REGISTER));
        Shelf.of(ModelRegistry.get(), "drift/rain").drift(1, DriftResult.Level.DRIFT, "today");
        refused(
                start(job, "alice", PROMOTE),
                "found drift (3 of 12 columns drift: today), and prod takes no version with drift found in the last 2 days");
        Shelf.of(ModelRegistry.get(), "drift/rain").drift(1, DriftResult.Level.WARNING, "remedied");
        passes(start(job, "alice", PROMOTE));
    }

    @Test
    void versionsStayInTheStageBefore() throws Exception {
        WorkflowJob job = job("stay", policy -> policy.setMinimumStayHours(48));
        String promote = REGISTER + PROMOTE.replace("prod", "staging") + PROMOTE;
        refused(start(job, "alice", promote), "and prod demands 2 days there: promote it on ");
        passes(start(job, "alice", PROMOTE.replace("rain", "old")));
    }

    @Test
    void theSameCommitHasPassedInTheStageBefore() throws Exception {
        WorkflowJob job = job("commit", policy -> policy.setSameCommit(true));
        refused(
                start(job, "alice", of(A) + PROMOTE.replace("prod", "staging") + PROMOTE),
                "v1, of commit aaaaaaaaaaaa, has stood in staging, but it has not been validated, and prod takes only"
                        + " versions whose commit has passed there: validate v1 again, with a gate.");
        refused(start(job, "alice", of(B) + PROMOTE), "No version of commit bbbbbbbbbbbb has stood in staging");
        refused(start(job, "alice", REGISTER + PROMOTE), "v3 names no commit");
        Shelf.of(ModelRegistry.get(), "commit/rain").validate(1, true, null, "words");
        refused(start(job, "alice", of(B) + PROMOTE), "No version of commit bbbbbbbbbbbb has stood in staging");
        passes(start(job, "alice", of(A) + PROMOTE));
        assertThat(model("commit/rain").champion("prod").orElseThrow().number()).isEqualTo(5);
    }

    /** A scripted Pipeline has no variables that name the commit which it checked out. */
    @Test
    void theCommitIsThatOfTheCheckoutWhereNoVariableNamesIt() throws Exception {
        String files = "node {\n writeFile file: '.git/HEAD', text: '" + A + "'\n writeFile file: '.git/config', text: "
                + "'[remote \"origin\"]\\n url = https://me:s3cret@example.org/rain.git'\n";
        passes(start(
                job("checkout", policy -> {}),
                "alice",
                files + " withEnv(['BRANCH_NAME=main']) { dir('sub') {\n"
                        + REGISTER.replace("node {", "").replace("}", "") + "} }\n}"));
        assertThat(model("checkout/rain")
                        .newest()
                        .orElseThrow()
                        .facts()
                        .lineage()
                        .code())
                .isEqualTo(new Lineage.Code("https://example.org/rain.git", "main", A));
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() throws Exception {
        WorkflowJob job = job("all", policy -> {
            policy.setInOrder(true);
            policy.setValidation("passed");
            policy.setDriftDays(7);
            policy.setApprovals(2);
            policy.setMinimumStayHours(1);
            policy.setSameCommit(true);
        });
        passes(start(job, "alice", REGISTER));
        Shelf.of(ModelRegistry.get(), "all/rain").drift(1, DriftResult.Level.DRIFT, "today");
        WorkflowRun build = start(
                job, "alice", "promoteModel model: 'rain', to: 'prod', onFailure: 'UNSTABLE'\necho 'and on it goes'");
        jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(build));
        assertThat(JenkinsRule.getLog(build))
                .contains(
                        "Not promoted: Version 1 of 'all/rain' may not enter prod. ",
                        "v1 stands in dev, and prod takes versions from staging only",
                        "v1 has not been validated",
                        "found drift",
                        "prod demands 2 approvals of v1 by people other than alice, who trained it",
                        "v1 does not stand in staging, and prod takes only versions that have stood there for 1 hour",
                        "v1 names no commit",
                        "and on it goes");
        assertThat(model("all/rain").champion("prod")).isEmpty();
    }

    private static StageConfiguration open(Stage stage) {
        StageConfiguration written = new StageConfiguration(stage.name());
        written.setCapacity(stage.capacity().toString());
        return written;
    }

    /** A job in a folder that demands something of the versions that enter prod. */
    private static WorkflowJob job(String folder, Consumer<StagePolicy> demand) throws Exception {
        Folder present = jenkins.jenkins.getItemByFullName(folder, Folder.class);
        Folder owner = present == null ? jenkins.createProject(Folder.class, folder) : present;
        StageDemands demands = new StageDemands("prod");
        demand.accept(demands.getPolicy());
        ModelDeliveryFolderProperty property = new ModelDeliveryFolderProperty();
        property.setStages(List.of(demands));
        owner.addProperty(property);
        return owner.createProject(WorkflowJob.class, "job");
    }

    /** Registers a version of a commit. */
    private static String of(String commit) {
        return "withEnv(['GIT_COMMIT=" + commit + "', 'GIT_URL=https://example.org/rain']) {\n" + REGISTER + "}\n";
    }

    private static WorkflowRun start(WorkflowJob job, String user, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(user)))
                .waitForStart();
    }

    private static void passes(WorkflowRun build) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    private static void refused(WorkflowRun build, String sentence) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("may not enter prod. ", build);
        jenkins.assertLogContains(sentence, build);
    }

    /** Lets a build go on, as a user would by its page. */
    private static void answer(WorkflowRun build, String user) throws Exception {
        StandInEngine.await(() -> {
            try {
                InputAction action = build.getAction(InputAction.class);
                return action != null && action.getExecution("Go") != null;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        post(
                user,
                new WebRequest(new URL(jenkins.getURL(), build.getUrl() + "input/Go/proceedEmpty"), HttpMethod.POST));
    }

    /** What a user says of a version, as by its page. */
    private static void review(String user, int version, String opinion, String reason) throws Exception {
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), "job/review/model-delivery/model/rain/" + version + "/review"),
                HttpMethod.POST);
        request.setRequestParameters(List.of(
                new NameValuePair("stage", "prod"),
                new NameValuePair("opinion", opinion),
                new NameValuePair("reason", reason)));
        post(user, request);
    }

    private static void post(String user, WebRequest request) throws Exception {
        WebClient client = jenkins.createWebClient().login(user);
        client.addCrumb(request);
        client.getPage(request);
    }

    private static Model model(String name) throws Exception {
        return ModelRegistry.get().get(new ModelName(name));
    }

    private static Version.Recorded<Event.Transitioned> lastMove(String model) throws Exception {
        List<Version.Recorded<Event.Transitioned>> moves = model(model).transitions();
        return moves.get(moves.size() - 1);
    }
}
