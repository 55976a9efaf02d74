package io.jenkins.plugins.modeldelivery.examples;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.plugins.git.GitSCM;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs the examples of docs/examples as they stand, from git repositories, on real data. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples use sh")
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../../docs/examples");

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.jenkins.setQuietPeriod(0);
        rule.jenkins.setNumExecutors(3);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    }

    @AfterAll
    static void stop() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = false;
        jenkins.after();
    }

    @AfterEach
    void defaults() {
        ModelDeliveryConfiguration.get().setStages(null);
    }

    private static void configure(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configure(EXAMPLES.resolve(yaml)
                        .toAbsolutePath()
                        .normalize()
                        .toUri()
                        .toString());
    }

    private static WorkflowJob job(Folder folder, String name, Repository repository) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        GitSCM git = new GitSCM(
                GitSCM.createRepoList(repository.url(), null),
                List.of(new hudson.plugins.git.BranchSpec("*/main")),
                null,
                null,
                List.of());
        job.setDefinition(new CpsScmFlowDefinition(git, "docs/examples/" + name + ".Jenkinsfile"));
        return job;
    }

    private static WorkflowMultiBranchProject branches(String example, String project, Repository repository)
            throws Exception {
        WorkflowMultiBranchProject branches = jenkins.createProject(WorkflowMultiBranchProject.class, project);
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        branches.getSourcesList().add(new BranchSource(source));
        WorkflowBranchProjectFactory factory = new WorkflowBranchProjectFactory();
        factory.setScriptPath("docs/examples/" + example + ".Jenkinsfile");
        branches.setProjectFactory(factory);
        return branches;
    }

    /** Looks for new branches and commits, and lets them be built. */
    private static void index(WorkflowMultiBranchProject branches) throws Exception {
        branches.scheduleBuild2(0).getFuture().get(2, TimeUnit.MINUTES);
        jenkins.waitUntilNoActivity();
    }

    private static Model model(String name) throws Exception {
        return ModelRegistry.get().get(new ModelName(name));
    }

    private static List<String> moves(String name) throws Exception {
        return model(name).transitions().stream()
                .map(move -> move.event().kind() + " v" + move.event().version() + " "
                        + move.event().to())
                .toList();
    }

    private static void keepLog(Run<?, ?> run, String name) throws Exception {
        Files.writeString(Path.of("target", name + ".log"), JenkinsRule.getLog(run));
    }

    @Test
    void modelsMoveThroughTheStages() throws Exception {
        configure("deploy-models.yaml");
        Folder folder = jenkins.createProject(Folder.class, "models");
        Repository repository = new Repository(directory);
        WorkflowJob models = job(folder, "deploy-models", repository);
        WorkflowJob monorepo = job(folder, "monorepo", repository);
        WorkflowJob python = job(folder, "python-onnx", repository);
        WorkflowJob anomalies = job(folder, "anomalies", repository);
        withPython();
        List<WorkflowRun> builds = List.of(
                models.scheduleBuild2(0).waitForStart(),
                monorepo.scheduleBuild2(0).waitForStart(),
                python.scheduleBuild2(0).waitForStart());
        WorkflowRun watched = anomalies.scheduleBuild2(0).waitForStart();
        for (WorkflowRun build : builds) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        }
        jenkins.waitForCompletion(watched);
        keepLog(watched, "anomalies");
        assertThat(watched.getResult()).isIn(Result.SUCCESS, Result.UNSTABLE);
        assertThat(moves("models/kinds")).containsExactly("promote v1 staging");
        assertThat(moves("models/odd")).containsExactly("promote v1 staging");
        assertThat(model("models/kinds").version(1).orElseThrow().facts().metrics())
                .containsKeys("silhouette", "inertia");
        assertThat(model("models/odd").version(1).orElseThrow().facts().metrics())
                .containsKeys("auc", "flaggedShare");
        jenkins.assertLogContains("scored ", watched);
        assertThat(moves("models/damage")).containsExactly("promote v1 staging", "promote v1 prod");
        assertThat(model("models/damage").aliased("champion")).isPresent();
        for (String column : List.of("damage", "size", "time_of_day")) {
            assertThat(moves("models/birds-" + column)).containsExactly("promote v1 staging");
        }
        Version onnx = model("models/damage-python").champion("staging").orElseThrow();
        assertThat(onnx.facts().format()).isEqualTo("onnx");
        assertThat(onnx.validation().orElseThrow().event().metrics()).containsKeys("auc", "logLoss");
        assertThat(onnx.facts().lineage().code().commit()).hasSize(40);
    }

    /** Where there is no Python with its libraries, a program that leaves what the real one would. */
    private void withPython() throws Exception {
        Process probe = new ProcessBuilder("python3", "-c", "import pandas, sklearn, skl2onnx")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (probe.waitFor() == 0) {
            return;
        }
        Path bin = Files.createDirectories(Path.of("target", "python"));
        Path script = bin.resolve("python3");
        Files.writeString(script, """
                #!/bin/sh
                printf '\\010\\011\\072\\012\\012\\003\\042\\001A\\142\\003\\012\\001y' > model.onnx
                echo label,prediction,probability > predictions.csv
                i=0
                while [ $i -lt 100 ]; do
                    echo no,no,0.1 >> predictions.csv
                    echo no,no,0.2 >> predictions.csv
                    echo yes,yes,0.8 >> predictions.csv
                    i=$((i + 1))
                done
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "PATH+PYTHON", bin.toRealPath().toString())));
    }

    @Test
    void dataIsCheckedBeforeItIsUsed() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "quality");
        WorkflowRun build = job(folder, "data-quality", new Repository(directory))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(build));
        assertThat(build.getAction(ModelBuildAction.class).getFacts())
                .extracting(ModelFact::getKind, ModelFact::getLevel)
                .containsExactly(
                        tuple(ModelFact.Kind.DATA_CHECKED, ModelFact.Level.OK),
                        tuple(ModelFact.Kind.DATA_CHECKED, ModelFact.Level.WARNING),
                        tuple(ModelFact.Kind.TRAINED, ModelFact.Level.OK),
                        tuple(ModelFact.Kind.DATA_CHECKED, ModelFact.Level.OK),
                        tuple(ModelFact.Kind.DATA_CHECKED, ModelFact.Level.WARNING),
                        tuple(ModelFact.Kind.DATA_CHECKED, ModelFact.Level.OK),
                        tuple(ModelFact.Kind.VALIDATED, ModelFact.Level.OK),
                        tuple(ModelFact.Kind.DATA_CHECKED, ModelFact.Level.WARNING),
                        tuple(ModelFact.Kind.TRAINED, ModelFact.Level.WARNING));
        jenkins.assertLogContains("the newest date, 1993-12-31, is", build);
        jenkins.assertLogContains(
                "state: 2,368 of 2,368 rows (100 %) are not one of 1 values; lines 2, 3, 4, ...", build);
        jenkins.assertLogContains("trained without: null", build);
        // What is sensitive is nowhere: neither in the log nor in the report.
        assertThat(JenkinsRule.getLog(build)).doesNotContain("Tennessee");
        List<String> archived =
                build.getArtifacts().stream().map(a -> a.relativePath).toList();
        assertThat(archived).hasSize(6).allMatch(path -> path.matches("quality/damage/data-check-\\d+\\.html"));
        List<String> refused = new ArrayList<>();
        for (String path : archived) {
            String report = Files.readString(build.getArtifactsDir().toPath().resolve(path));
            if (report.contains("not one of 1 values")) {
                refused.add(report);
            }
        }
        assertThat(refused).singleElement(as(STRING)).contains("2,368 of 2,368").doesNotContain("Tennessee");
        assertThat(model("quality/damage").versions()).containsOnlyKeys(1);
    }

    @Test
    void codeMovesThroughTheEnvironments() throws Exception {
        configure("deploy-code.yaml");
        Repository repository = new Repository(directory);
        WorkflowMultiBranchProject code = branches("deploy-code", "code", repository);
        index(code);
        jenkins.assertBuildStatusSuccess(code.getItem("main").getBuildByNumber(1));
        assertThat(moves("code/damage")).containsExactly("promote v1 staging");
        repository.git("branch", "release");
        index(code);
        WorkflowRun released =
                jenkins.assertBuildStatusSuccess(code.getItem("release").getBuildByNumber(1));
        assertThat(moves("code/damage")).containsExactly("promote v1 staging", "promote v2 prod");
        keepLog(released, "deploy-code");
        repository.git("checkout", "--quiet", "release");
        String commit = repository.change("a quick fix in production").substring(0, 12);
        index(code);
        WorkflowRun refused = jenkins.assertBuildStatus(
                Result.FAILURE, code.getItem("release").getBuildByNumber(2));
        jenkins.assertLogContains(
                "Not trained for prod. No version of commit " + commit + " has stood in staging, and prod takes only"
                        + " versions whose commit has passed there",
                refused);
        assertThat(model("code/damage").versions()).containsOnlyKeys(1, 2);
    }

    @Test
    void aHybridReleasesTheVersionAndRetrainsByTheCode() throws Exception {
        configure("deploy-code.yaml");
        Repository repository = new Repository(directory);
        WorkflowMultiBranchProject hybrid = branches("hybrid", "hybrid", repository);
        index(hybrid);
        repository.git("branch", "release");
        index(hybrid);
        jenkins.assertBuildStatusSuccess(hybrid.getItem("release").getBuildByNumber(1));
        assertThat(moves("hybrid/damage")).containsExactly("promote v1 staging", "promote v1 prod");
        // A monitoring job beside the project of the branches, which owns the model.
        WorkflowJob nightly = jenkins.createProject(WorkflowJob.class, "hybrid-monitor");
        String check = "checkDrift model: 'hybrid/damage', data: 'docs/examples/birdstrikes/1997-2000.csv.gz',"
                + " onFailure: 'UNSTABLE'\n";
        nightly.setDefinition(new CpsFlowDefinition(
                "node {\n git url: '" + repository.url() + "', branch: 'main'\n" + check + check + "}", true));
        jenkins.buildAndAssertStatus(Result.UNSTABLE, nightly);
        awaitBuild(hybrid.getItem("release"), 2);
        jenkins.waitUntilNoActivity();
        WorkflowRun retrained =
                jenkins.assertBuildStatusSuccess(hybrid.getItem("release").getBuildByNumber(2));
        jenkins.assertLogContains("Because of 2 of the last 2 drift checks found drift", retrained);
        assertThat(moves("hybrid/damage")).containsExactly("promote v1 staging", "promote v1 prod", "promote v2 prod");
    }

    @Test
    void aPersonApproves() throws Exception {
        configure("approval.yaml");
        Folder folder = jenkins.createProject(Folder.class, "approval");
        WorkflowJob job = job(folder, "approval", new Repository(directory));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        proceed(build, "olivia");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(moves("approval/damage")).containsExactly("promote v1 staging", "promote v1 prod");
        assertThat(model("approval/damage").transitions().get(1).actor().approvers())
                .containsExactly("olivia");
    }

    /** From the nightly check to another badge: nobody starts anything but the check, and a person agrees once. */
    @Test
    void theCircleCloses() throws Exception {
        configure("deploy-models.yaml");
        Folder folder = jenkins.createProject(Folder.class, "circle");
        Repository repository = new Repository(directory);
        WorkflowJob first = job(folder, "deploy-models", repository);
        WorkflowJob monitor = job(folder, "monitor", repository);
        WorkflowJob retrain = job(folder, "retrain", repository);
        WorkflowJob deploy = job(folder, "deploy", repository);
        jenkins.buildAndAssertSuccess(first);
        jenkins.buildAndAssertSuccess(retrain);
        jenkins.buildAndAssertSuccess(deploy);
        assertThat(badge()).contains("v1");

        jenkins.buildAndAssertStatus(Result.UNSTABLE, monitor);
        jenkins.waitUntilNoActivity();
        assertThat(retrain.getBuilds()).as("one check is not two of three").hasSize(1);
        assertThat(monitor.getTriggers()).as("it runs by itself every night").hasSize(1);
        jenkins.buildAndAssertStatus(Result.UNSTABLE, monitor);
        WorkflowRun retraining = awaitBuild(retrain, 2);
        proceed(retraining, "olivia");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(retraining));
        jenkins.assertLogContains("Started for v1 in prod: 2 of the last 2 drift checks found drift", retraining);
        WorkflowRun deployment = awaitBuild(deploy, 2);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(deployment));
        jenkins.assertLogContains("Serving v2, which replaced v1: retrained after drift", deployment);

        Model model = model("circle/damage");
        assertThat(model.champion("prod").orElseThrow().number()).isEqualTo(2);
        assertThat(model.version(2)
                        .orElseThrow()
                        .validation()
                        .orElseThrow()
                        .event()
                        .baselineVersion())
                .isEqualTo(1);
        assertThat(badge()).contains("v2").doesNotContain("v1");
        jenkins.waitUntilNoActivity();
        assertThat(retrain.getBuilds()).hasSize(2);
        assertThat(deploy.getBuilds()).hasSize(2);
        keepLog(retraining, "retrain");
        assertThat(ModelRegistry.get().verify()).isEmpty();
    }

    private static String badge() throws Exception {
        return jenkins.createWebClient()
                .goTo("model-badge/badge.svg?model=circle/damage&stage=prod", "image/svg+xml")
                .getWebResponse()
                .getContentAsString();
    }

    private static WorkflowRun awaitBuild(Job<?, ?> job, int number) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (job.getBuildByNumber(number) == null) {
            assertThat(Instant.now()).as("%s #%s", job.getFullName(), number).isBefore(end);
            Thread.sleep(100);
        }
        return (WorkflowRun) job.getBuildByNumber(number);
    }

    /** Lets a build go on that waits for a person. */
    private static void proceed(WorkflowRun build, String person) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(5));
        while (true) {
            InputAction waiting = build.getAction(InputAction.class);
            if (waiting != null && waiting.isWaitingForInput()) {
                InputStepExecution execution = waiting.getExecutions().get(0);
                try (ACLContext ignored = ACL.as2(User.getById(person, true).impersonate2())) {
                    execution.proceed(null);
                }
                return;
            }
            assertThat(build.isBuilding()).as(JenkinsRule.getLog(build)).isTrue();
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
        }
    }
}
