package io.jenkins.plugins.modeldelivery.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.model.StringParameterDefinition;
import hudson.model.queue.QueueTaskFuture;
import hudson.slaves.WorkspaceList;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelBuildAction;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.run.ModelFact.Kind;
import io.jenkins.plugins.modeldelivery.steps.CheckDriftStep;
import io.jenkins.plugins.modeldelivery.steps.FetchModelStep;
import io.jenkins.plugins.modeldelivery.steps.ModelGate;
import io.jenkins.plugins.modeldelivery.steps.PromoteModelStep;
import io.jenkins.plugins.modeldelivery.steps.RegisterModelStep;
import io.jenkins.plugins.modeldelivery.steps.RollbackModelStep;
import io.jenkins.plugins.modeldelivery.steps.ScoreModelStep;
import io.jenkins.plugins.modeldelivery.steps.TrainModelStep;
import io.jenkins.plugins.modeldelivery.steps.ValidateModelStep;
import io.jenkins.plugins.modeldelivery.trainer.LogisticRegression;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/** Freestyle jobs deliver models on an agent as a Pipeline does, with the real engine. */
@WithJenkins
class FreestyleTest {

    private static final File DATA = new File("../../docs/examples/birdstrikes");

    @TempDir
    private Path directory;

    private static JenkinsRule jenkins;
    private static Slave agent;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(1);
        agent = rule.createOnlineSlave();
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    /** Remembers the variables that a shell step would see. */
    private static final class Variables extends TestBuilder {

        private final Map<String, String> seen;

        Variables(Map<String, String> seen) {
            this.seen = seen;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws java.io.IOException, InterruptedException {
            build.getEnvironment(listener).forEach((name, value) -> {
                if (name.startsWith("MODEL_")) {
                    seen.put(name, value);
                }
            });
            return true;
        }
    }

    @Test
    void deliversAModelFromTrainingToRollback() throws Exception {
        FreeStyleProject job = job("delivery");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("MODEL", "damage"), new StringParameterDefinition("TO", "staging")));
        TrainModelStep train = new TrainModelStep("$MODEL", "${DATA_DIR}/1990-1993.csv.gz", "damage");
        train.setTrainer(new LogisticRegression());
        train.setDescription("made by $BUILD_TAG");
        train.setTags(Map.of("owner", "team of ${JOB_NAME}"));
        train.setArchive(true);
        job.getBuildersList().add(new TrainModelBuilder(train));
        Map<String, String> seen = new java.util.TreeMap<>();
        ValidateModelStep validate = new ValidateModelStep("$MODEL");
        validate.setData("${DATA_DIR}/1994-1995.csv.gz");
        ModelGate gate = new ModelGate("auc");
        gate.setMin(0.7);
        validate.setGates(List.of(gate));
        job.getBuildersList().add(new ValidateModelBuilder(validate));
        PromoteModelStep promote = new PromoteModelStep("$MODEL", "$TO");
        promote.setReason("build $BUILD_NUMBER");
        job.getBuildersList().add(new PromoteModelBuilder(promote));
        job.getPublishersList()
                .add(new ModelStepPublisher(List.of(new PromoteModelStep("$MODEL", "prod"), fetch("$MODEL", "prod"))));
        jenkins.configRoundtrip(job);
        job.getBuildersList().add(new Variables(seen));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        Model model = ModelRegistry.get().get(new ModelName("damage"));
        Version version = model.version(1).orElseThrow();
        assertThat(version.facts().description()).isEqualTo("made by jenkins-delivery-1");
        assertThat(version.facts().metrics()).containsKey("auc");
        assertThat(version.tags()).containsEntry("owner", "team of delivery");
        assertThat(version.validation()).isPresent();
        assertThat(model.transitions())
                .extracting(t -> t.event().to() + ": " + t.event().reason())
                .containsExactly("staging: build 1", "prod: null");
        assertThat(build.getAction(ModelBuildAction.class).getFacts())
                .extracting(ModelFact::getKind)
                .containsExactly(Kind.TRAINED, Kind.VALIDATED, Kind.PROMOTED, Kind.PROMOTED, Kind.FETCHED);
        assertThat(seen).isEqualTo(Map.of("MODEL_NAME", "damage", "MODEL_VERSION", "1", "MODEL_STAGE", "staging"));
        assertThat(build.getWorkspace().child("out/model.zip").exists()).isTrue();
        assertThat(build.getArtifacts()).singleElement().hasToString("damage/1/model.zip");
        assertThat(JenkinsRule.getLog(build)).contains("Registered damage v1 in dev: auc ");
        assertNothingLeft(build);
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.getPage(build).getVisibleText()).contains("Training", "damage v1", "promoted to prod");
        }

        FreeStyleProject second = job("second");
        ScoreModelStep score = new ScoreModelStep("damage", "${DATA_DIR}/2001-2002.csv.gz", "scored-$BUILD_NUMBER.csv");
        CheckDriftStep drift = new CheckDriftStep("damage", "${DATA_DIR}/1997-2000.csv.gz");
        drift.setOnFailure("UNSTABLE");
        RegisterModelStep register = new RegisterModelStep("damage", "scored-1.csv");
        register.setMetrics(Map.of("auc", 0.9));
        second.getBuildersList().add(new ScoreModelBuilder(score));
        second.getBuildersList().add(new CheckDriftBuilder(drift));
        second.getBuildersList().add(new RegisterModelBuilder(register));
        second.getBuildersList().add(new FetchModelBuilder(fetch("damage", "prod")));
        jenkins.configRoundtrip(second);
        FreeStyleBuild unstable = jenkins.buildAndAssertStatus(Result.UNSTABLE, second);
        assertThat(unstable.getWorkspace().child("scored-1.csv").readToString().lines())
                .hasSize(1723);
        assertThat(ModelRegistry.get()
                        .get(new ModelName("damage"))
                        .version(2)
                        .orElseThrow()
                        .facts()
                        .metrics())
                .isEqualTo(Map.of("auc", 0.9));
        assertNothingLeft(unstable);

        jenkins.buildAndAssertSuccess(job);
        assertThat(ModelRegistry.get()
                        .get(new ModelName("damage"))
                        .champion("prod")
                        .orElseThrow()
                        .number())
                .isEqualTo(3);
        FreeStyleProject back = job("back");
        back.getBuildersList().add(new RollbackModelBuilder(new RollbackModelStep("damage", "prod")));
        jenkins.buildAndAssertSuccess(back);
        assertThat(ModelRegistry.get()
                        .get(new ModelName("damage"))
                        .champion("prod")
                        .orElseThrow()
                        .number())
                .isEqualTo(1);
        assertThat(ModelRegistry.get().verify()).isEmpty();
    }

    @Test
    void gatesDecideTheResultOfTheBuild() throws Exception {
        jenkins.buildAndAssertSuccess(trainer("gated"));
        FreeStyleProject job = job("gates");
        ValidateModelStep warned = strict("UNSTABLE");
        job.getBuildersList().add(new ValidateModelBuilder(warned));
        job.getBuildersList().add(new ValidateModelBuilder(strict("FAILURE")));
        job.getBuildersList().add(new PromoteModelBuilder(new PromoteModelStep("gated", "staging")));
        job.getPublishersList().add(new ModelStepPublisher(List.of(new PromoteModelStep("gated", "staging"))));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(JenkinsRule.getLog(build))
                .contains("The build goes on, marked UNSTABLE")
                .contains("ERROR: gated v1 failed 1 of 1 gate")
                .contains("The steps on models are left out: the build is FAILURE")
                .doesNotContain("\tat ");
        assertThat(build.getAction(ModelBuildAction.class).getFacts())
                .extracting(ModelFact::getLevel)
                .containsExactly(ModelFact.Level.WARNING, ModelFact.Level.FAILED);
        assertThat(ModelRegistry.get().get(new ModelName("gated")).transitions())
                .isEmpty();
    }

    @Test
    void allMistakesAreToldBeforeAnythingStarts() throws Exception {
        FreeStyleProject job = job("mistakes");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("TO", "prd")));
        TrainModelStep train = new TrainModelStep("m", "", "y");
        train.setTest(1.5);
        train.setMemory("lots");
        job.getBuildersList().add(new TrainModelBuilder(train));
        assertThat(JenkinsRule.getLog(jenkins.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("ERROR: trainModel: 3 parameters need another value", "data: ", "test: ", "memory: ")
                .doesNotContain("\tat ");
        job.getBuildersList().replaceBy(List.of(new PromoteModelBuilder(new PromoteModelStep("m", "$TO"))));
        assertThat(JenkinsRule.getLog(jenkins.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("to: there is no 'prd'", "prod")
                .doesNotContain("\tat ");
    }

    /** Also where neither ends when it is asked to. */
    @Test
    void abortKillsTheEngineAndWhatItStarted() throws Exception {
        Path java = directory.resolve("java");
        Path pids = directory.resolve("pids");
        Files.writeString(
                java,
                "#!/bin/sh\ntrap '' TERM\nsleep 600 &\necho $$ $! $DECORATED $OMP_WAIT_POLICY > '" + pids
                        + ".tmp'\nmv '" + pids + ".tmp' '" + pids + "'\nwait\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        FreeStyleProject job = trainer("aborted");
        ((TrainModelBuilder) job.getBuildersList().get(TrainModelBuilder.class))
                .getStep()
                .setJava(java.toString());
        job.getBuildWrappersList().add(new Decorator());
        QueueTaskFuture<FreeStyleBuild> running = job.scheduleBuild2(0);
        FreeStyleBuild build = running.waitForStart();
        await(() -> Files.exists(pids));
        String[] words = Files.readString(pids).trim().split(" ");
        assertThat(words).hasSize(4).endsWith("yes", "passive");
        build.getExecutor().doStop();
        FreeStyleBuild stopped = running.get(30, TimeUnit.SECONDS);
        jenkins.assertBuildStatus(Result.ABORTED, stopped);
        assertThat(JenkinsRule.getLog(stopped)).contains("Stopping the engine");
        for (int i = 0; i < 2; i++) {
            long pid = Long.parseLong(words[i]);
            await(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }
        assertNothingLeft(stopped);
        assertThat(ModelRegistry.get().find(new ModelName("aborted"))).isEmpty();
    }

    @Test
    void matrixTrainsOneModelPerConfiguration() throws Exception {
        MatrixProject job = jenkins.createProject(MatrixProject.class, "matrix");
        job.setAxes(new AxisList(new TextAxis("YEARS", "1990-1993", "1994-1995")));
        TrainModelStep train =
                new TrainModelStep("damage-$YEARS", DATA.getCanonicalPath() + "/$YEARS.csv.gz", "damage");
        train.setTrainer(new LogisticRegression());
        job.getBuildersList().add(new TrainModelBuilder(train));
        jenkins.buildAndAssertSuccess(job);
        assertThat(ModelRegistry.get().models())
                .extracting(ModelName::value)
                .contains("damage-1990-1993", "damage-1994-1995");
    }

    @Test
    void variablesAreReplacedInEveryText() throws Exception {
        ValidateModelStep step = new ValidateModelStep("m$N");
        step.setBaseline("${STAGE}");
        step.setData("a-$UNKNOWN-$N.csv");
        ModelGate gate = new ModelGate("$METRIC");
        gate.setMin(0.5);
        step.setGates(List.of(gate));
        EnvVars variables = new EnvVars("N", "7", "STAGE", "prod", "METRIC", "auc");
        ValidateModelStep expanded = (ValidateModelStep) BuildStepRun.expanded(step, variables);
        assertThat(expanded.getModel()).isEqualTo("m7");
        assertThat(expanded.getBaseline()).isEqualTo("prod");
        assertThat(expanded.getData()).isEqualTo("a-$UNKNOWN-7.csv");
        assertThat(expanded.getGates()).singleElement().satisfies(g -> {
            assertThat(g.getMetric()).isEqualTo("auc");
            assertThat(g.getMin()).isEqualTo(0.5);
        });
        assertThat(step.getModel()).as("the configuration stays").isEqualTo("m$N");
    }

    private FreeStyleProject trainer(String model) throws Exception {
        FreeStyleProject job = job("train-" + model);
        TrainModelStep train = new TrainModelStep(model, "${DATA_DIR}/1990-1993.csv.gz", "damage");
        train.setTrainer(new LogisticRegression());
        job.getBuildersList().add(new TrainModelBuilder(train));
        return job;
    }

    private static ValidateModelStep strict(String onFailure) {
        ValidateModelStep validate = new ValidateModelStep("gated");
        validate.setData("${DATA_DIR}/1994-1995.csv.gz");
        validate.setOnFailure(onFailure);
        ModelGate gate = new ModelGate("auc");
        gate.setMin(0.999);
        validate.setGates(List.of(gate));
        return validate;
    }

    private static FetchModelStep fetch(String model, String stage) {
        FetchModelStep fetch = new FetchModelStep(model);
        fetch.setStage(stage);
        fetch.setDir("out");
        return fetch;
    }

    private static FreeStyleProject job(String name) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.setAssignedNode(agent);
        job.getBuildWrappersList().add(new DataDirectory());
        return job;
    }

    private static void assertNothingLeft(Run<?, ?> build) throws Exception {
        FilePath workspace = ((AbstractBuild<?, ?>) build).getWorkspace();
        FilePath temporary = WorkspaceList.tempDir(workspace);
        assertThat(temporary.exists() ? temporary.list() : List.of()).isEmpty();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** Sets a variable for every step of a build, as tools do. */
    public static final class DataDirectory extends BuildWrapper {
        @DataBoundConstructor
        public DataDirectory() {}

        @Override
        public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener) {
            return new Environment() {
                @Override
                public void buildEnvVars(Map<String, String> env) {
                    env.put("DATA_DIR", DATA.getAbsolutePath());
                }
            };
        }

        @TestExtension
        public static final class DescriptorImpl extends WrapperDescriptor {}
    }

    /** Starts processes as a container plugin does: through a launcher around the agent's own. */
    public static final class Decorator extends BuildWrapper {
        @DataBoundConstructor
        public Decorator() {}

        @Override
        public Launcher decorateLauncher(AbstractBuild build, Launcher launcher, BuildListener listener) {
            return launcher.decorateByEnv(new EnvVars("DECORATED", "yes"));
        }

        @Override
        public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener) {
            return new Environment() {};
        }

        @TestExtension
        public static final class DescriptorImpl extends WrapperDescriptor {}
    }

    private abstract static class WrapperDescriptor extends BuildWrapperDescriptor {
        @Override
        public boolean isApplicable(hudson.model.AbstractProject<?, ?> item) {
            return true;
        }
    }
}
