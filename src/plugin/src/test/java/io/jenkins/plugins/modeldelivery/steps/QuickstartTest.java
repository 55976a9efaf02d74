package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.run.ModelFact.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs docs/examples/quickstart.Jenkinsfile as it stands, with the real engine, on an agent. */
@WithJenkins
class QuickstartTest {

    private static final Path EXAMPLES = Path.of("../../docs/examples");

    @Test
    void deliversAModelFromTrainingToRollback(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(0);
        Slave agent = jenkins.createOnlineSlave();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "birdstrike-delivery");
        FilePath workspace = agent.getWorkspaceFor(job);
        new FilePath(EXAMPLES.toFile()).copyRecursiveTo(workspace.child("docs/examples"));
        job.setDefinition(new CpsFlowDefinition(Files.readString(EXAMPLES.resolve("quickstart.Jenkinsfile")), true));

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);

        Model model = ModelRegistry.get().get(new ModelName("damage"));
        assertThat(model.versions()).containsOnlyKeys(1, 2);
        assertThat(model.champion("prod").orElseThrow().number()).isEqualTo(2);
        assertThat(model.aliased("champion").orElseThrow().number()).isEqualTo(2);
        assertThat(model.transitions())
                .extracting(t -> t.event().kind() + " v" + t.event().version() + " "
                        + t.event().to())
                .containsExactly(
                        "promote v1 staging",
                        "promote v1 prod",
                        "promote v2 staging",
                        "promote v2 prod",
                        "rollback v1 prod",
                        "rollback v2 prod");
        assertThat(model.version(1).orElseThrow().facts().metrics()).containsKey("auc");
        assertThat(model.version(1).orElseThrow().driftChecks()).hasSize(1);
        assertThat(model.version(2)
                        .orElseThrow()
                        .validation()
                        .orElseThrow()
                        .event()
                        .baselineVersion())
                .isEqualTo(1);
        assertThat(build.getAction(ModelBuildAction.class).getFacts())
                .extracting(ModelFact::getKind)
                .containsExactly(
                        Kind.TRAINED,
                        Kind.VALIDATED,
                        Kind.PROMOTED,
                        Kind.PROMOTED,
                        Kind.DRIFT_CHECKED,
                        Kind.TRAINED,
                        Kind.VALIDATED,
                        Kind.PROMOTED,
                        Kind.PROMOTED,
                        Kind.ROLLED_BACK,
                        Kind.ROLLED_BACK,
                        Kind.FETCHED,
                        Kind.SCORED);
        assertThat(workspace.child("scored.csv").readToString().lines().count()).isEqualTo(1723);
        assertThat(workspace.child("deploy/model.zip").digest())
                .isEqualTo(new FilePath(
                                new File(new File(ModelRegistry.directory().toFile(), "blobs"), blob(model)))
                        .digest());
        assertThat(ModelRegistry.get().verify()).isEmpty();
        // The build's log, for whoever works on its words.
        Files.writeString(Path.of("target", "quickstart.log"), JenkinsRule.getLog(build));
    }

    private static String blob(Model model) {
        String sha256 = model.version(2).orElseThrow().facts().model().sha256();
        return sha256.substring(0, 2) + "/" + sha256;
    }
}
