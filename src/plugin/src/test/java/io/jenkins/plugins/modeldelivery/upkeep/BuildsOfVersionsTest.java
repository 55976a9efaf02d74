package io.jenkins.plugins.modeldelivery.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.tasks.Fingerprinter;
import hudson.tasks.LogRotator;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.lineage.BuildTrace;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds and the versions that they made; each test has a folder of its own. */
@WithJenkins
class BuildsOfVersionsTest {

    private static final String REGISTER =
            "node { writeFile file: 'm.onnx', text: \"model ${env.JOB_NAME} ${env.BUILD_NUMBER}\"\n"
                    + "registerModel model: 'rain', file: 'm.onnx', format: 'other' }";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void boot(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onPaths("seen", "seen/.*")
                .to("reader"));
    }

    @Test
    void buildsOfVersionsThatServeAreKept() throws Exception {
        WorkflowJob job = job("kept");
        job.setBuildDiscarder(new LogRotator(-1, 1, -1, -1));
        ModelName model = new ModelName("kept/rain");
        for (int i = 1; i <= 2; i++) {
            jenkins.buildAndAssertSuccess(job);
            Changes changes = changes(model);
            if (i == 1) {
                changes.promote(1, "staging", null);
            } else {
                changes.alias("best", 2);
            }
            settle();
        }
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        rotate(job);
        // 3 stands in dev only, where all do, and is gone; 4 is the newest.
        assertThat(builds(job)).containsExactly(4, 2, 1);
        assertThat(job.getBuildByNumber(1).isKeepLog()).isTrue();
        assertThat(job.getBuildByNumber(4).isKeepLog()).isFalse();

        // A person keeps 4; 1 is replaced in staging, and the alias is gone.
        job.getBuildByNumber(4).keepLog(true);
        changes(model).promote(4, "staging", null);
        changes(model).removeAlias("best");
        settle();
        jenkins.buildAndAssertSuccess(job);
        rotate(job);
        assertThat(builds(job)).containsExactly(5, 4);
        // What a person keeps is not ours to release.
        changes(model).archive(4, "no longer");
        settle();
        assertThat(job.getBuildByNumber(4).isKeepLog()).isTrue();

        // The versions are all there.
        assertThat(ModelRegistry.get().get(model).versions()).hasSize(5);
        assertThat(trace(model, 1).state()).isEqualTo(BuildTrace.State.DELETED);
        assertThat(trace(model, 4).state()).isEqualTo(BuildTrace.State.FOUND);
    }

    @Test
    void whatWasMissedIsFound() throws Exception {
        WorkflowJob job = job("missed");
        ModelName model = new ModelName("missed/rain");
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        changes(model).promote(1, "staging", null);
        settle();
        assertThat(first.isKeepLog()).isTrue();
        // As if nobody had been there when one came and one left; the folder has another name since.
        first.keepLog(false);
        KeptBuild.keep(second, version(model, 2).facts().key());
        assertThat(second.isKeepLog()).isTrue();
        ((Folder) jenkins.jenkins.getItem("missed")).renameTo("found");

        ExtensionList.lookupSingleton(BuildKeeper.class).reconcile().get();

        assertThat(first.isKeepLog()).isTrue();
        assertThat(second.isKeepLog()).isFalse();
        changes(new ModelName("found/rain")).archive(1, null);
        settle();
        assertThat(first.isKeepLog()).isFalse();
        assertThat(first.getAction(KeptBuild.class)).isNull();
    }

    @Test
    void aBuildIsKeptAsLongAsAnyOfItsVersionsServes() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "two");
        WorkflowJob job = folder.createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'a', text: 'a'\nregisterModel model: 'a', file: 'a'\nregisterModel model: 'b', file: 'a' }",
                true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        ModelName a = new ModelName("two/a");
        ModelName b = new ModelName("two/b");
        changes(a).promote(1, "staging", null);
        changes(b).alias("best", 1);
        settle();
        changes(a).archive(1, null);
        settle();
        assertThat(build.isKeepLog()).isTrue();
        ModelRegistry.get().changes(b, Actor.user("a")).removeAlias("best");
        changes(b).deleteVersion(1, "wrong");
        settle();
        assertThat(build.isKeepLog()).isFalse();
    }

    @Test
    void lineageLeadsToTheBuildAndToNoOther() throws Exception {
        WorkflowJob job = job("line");
        ModelName model = new ModelName("line/rain");
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        job.renameTo("learn");
        assertThat(trace(model, 1)).satisfies(trace -> {
            assertThat(trace.state()).isEqualTo(BuildTrace.State.FOUND);
            assertThat(trace.job()).isEqualTo("line/learn");
            assertThat(trace.url()).isEqualTo("job/line/job/learn/1/");
        });
        try (ACLContext ignored = as("reader")) {
            assertThat(trace(model, 1)).isEqualTo(new BuildTrace(BuildTrace.State.HIDDEN, "line/train", 1, null));
        }
        job.getBuildByNumber(1).delete();
        assertThat(trace(model, 1)).isEqualTo(new BuildTrace(BuildTrace.State.DELETED, "line/train", 1, null));
        assertThat(trace(model, 2).state()).isEqualTo(BuildTrace.State.FOUND);

        // Another job of that name, with a build of that number.
        job.delete();
        WorkflowJob other = ((Folder) jenkins.jenkins.getItem("line")).createProject(WorkflowJob.class, "learn");
        other.setDefinition(new CpsFlowDefinition(REGISTER, true));
        jenkins.buildAndAssertSuccess(other);
        jenkins.buildAndAssertSuccess(other);
        assertThat(trace(model, 2).state()).isEqualTo(BuildTrace.State.DELETED);
        assertThat(trace(model, 4).url()).isEqualTo("job/line/job/learn/2/");
        try (ACLContext ignored = as("reader")) {
            assertThat(trace(model, 2).state()).isEqualTo(BuildTrace.State.HIDDEN);
        }
    }

    @Test
    void fingerprintsTieTheModelFileToItsBuilds() throws Exception {
        WorkflowJob job = job("seen");
        WorkflowRun made = jenkins.buildAndAssertSuccess(job);
        WorkflowJob deploy = ((Folder) jenkins.jenkins.getItem("seen")).createProject(WorkflowJob.class, "deploy");
        deploy.setDefinition(
                new CpsFlowDefinition("node { fetchModel model: 'rain', version: 1\nfetchModel model: 'rain' }", true));
        WorkflowRun used = jenkins.buildAndAssertSuccess(deploy);

        Fingerprint fingerprint = jenkins.jenkins.getFingerprintMap().get(Util.getDigestOf("model seen/train 1"));
        assertThat(fingerprint).isNotNull();
        assertThat(fingerprint.getFileName()).isEqualTo("seen/rain/1/m.onnx");
        assertThat(fingerprint.getOriginal().is(made)).isTrue();
        assertThat(fingerprint.getRangeSet(deploy).includes(used.getNumber())).isTrue();
        assertThat(used.getAction(Fingerprinter.FingerprintAction.class).getRecords())
                .containsOnlyKeys("seen/rain/1/m.onnx");
        // Not an artifact, unless asked for.
        assertThat(made.getArtifacts()).isEmpty();
        job.setDefinition(new CpsFlowDefinition(REGISTER.replace("'other' }", "'other', archive: true }"), true));
        WorkflowRun archived = jenkins.buildAndAssertSuccess(job);
        assertThat(archived.getArtifacts())
                .singleElement()
                .satisfies(artifact -> assertThat(artifact.relativePath).isEqualTo("seen/rain/2/m.onnx"));
        assertThat(archived.getArtifactManager()
                        .root()
                        .child("seen/rain/2/m.onnx")
                        .open()
                        .readAllBytes())
                .asString()
                .isEqualTo("model seen/train 2");
        // Of no importance to the registry.
        made.delete();
        assertThat(ModelRegistry.get().verify()).isEmpty();
    }

    private static WorkflowJob job(String folder) throws Exception {
        WorkflowJob job = jenkins.createProject(Folder.class, folder).createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition(REGISTER, true));
        return job;
    }

    private static Changes changes(ModelName model) throws Exception {
        return ModelRegistry.get().changes(model, Actor.user("alice"));
    }

    /** Once the last build is entirely over: it may be the last good one only then. */
    private static void rotate(WorkflowJob job) throws Exception {
        jenkins.waitUntilNoActivity();
        job.logRotate();
    }

    private static void settle() throws Exception {
        ExtensionList.lookupSingleton(BuildKeeper.class).settled().get();
    }

    private static List<Integer> builds(WorkflowJob job) {
        return job.getBuilds().stream().map(Run::getNumber).toList();
    }

    private static Version version(ModelName model, int number) throws Exception {
        return ModelRegistry.get().get(model).version(number).orElseThrow();
    }

    private static BuildTrace trace(ModelName model, int number) throws Exception {
        Version version = version(model, number);
        return BuildTrace.of(version.facts(), version.registered()).orElseThrow();
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }
}
