package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Slave;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Trainings of several models on an inbound agent, while the controller is killed with SIGKILL or restarted, and the agent is
 * killed, at random moments of all phases of the steps: every build succeeds and registers exactly one version, nothing is left
 * beside the workspaces, and no process stays. Short in the suite, with {@code -Dtrials=full} fifty restarts; see
 * docs/trials.md.
 */
@Tag("trial")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class KilledControllerTest {

    private static final int MODELS = 3;
    private static final String AGENT = "far";

    /** What the {@code node} step says when it ends its block because the agent is away for too long. */
    private static final String GIVEN_UP = "assuming it is not coming back";

    /** What the {@code node} step says when it begins its block. */
    private static final String BEGUN = "Running on ";

    /** For the last builds to end, all of them together. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String[] PHASES = {"preparing", "running", "taking", "ending"};

    private static final boolean FULL = "full".equals(System.getProperty("trials"));
    private static final int RESTARTS = FULL ? Integer.getInteger("trials.restarts", 50) : 2;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            // What makes it start quicker: it starts often.
            .javaOptions("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .omitPlugins(
                    "configuration-as-code",
                    "job-dsl",
                    "matrix-auth",
                    "pipeline-groovy-lib",
                    "pipeline-model-api",
                    "pipeline-model-definition",
                    "pipeline-model-extensions",
                    "workflow-multibranch")
            .withTimeout(0);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private final Random random = new Random(Long.getLong("trials.seed", 42));
    private final Map<String, Integer> hits = new TreeMap<>();

    @Test
    void everyBuildRegistersExactlyOnce() throws Throwable {
        StandInEngine engine = new StandInEngine(directory);
        engine.makesModelsOf(24 << 20);
        engine.trains();
        InboundAgentExtension.Options options = InboundAgentExtension.Options.newBuilder()
                .name(AGENT)
                .javaOptions("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .build();
        controller.startJenkins();
        agents.createAgent(controller, options);
        String root = controller.runRemotely(KilledControllerTest::prepare, engine.java());
        for (int restart = 1; restart <= RESTARTS; restart++) {
            engine.lasts(0.2 + 3 * random.nextDouble());
            controller.runRemotely(KilledControllerTest::keepBusy);
            // In the suite: while preparing, and while the result is being registered.
            String phase = PHASES[FULL ? random.nextInt(PHASES.length) : 2 * (restart - 1)];
            boolean hard = !FULL || random.nextInt(4) > 0;
            boolean agentToo = FULL ? random.nextInt(5) == 0 : restart == 2;
            int jitter = random.nextInt(phase.equals("running") ? 1500 : 80);
            stop(phase, jitter, hard);
            if (agentToo) {
                agents.stop(AGENT);
            }
            // Long enough, every other time, for the engines to end meanwhile.
            Thread.sleep(random.nextInt(2) * 3500L);
            controller.startJenkins();
            controller.runRemotely(KilledControllerTest::waitForAgents);
            progress(restart);
            if (agentToo) {
                agents.start(controller, options);
            }
        }
        controller.runRemotely(KilledControllerTest::awaitCompletion);
        ArrayList<String> wrong = controller.runRemotely(KilledControllerTest::wrong);
        int builds = controller.runRemotely(KilledControllerTest::builds);
        int versions = controller.runRemotely(KilledControllerTest::versions);
        List<String> left = awaitNothingLeft(Path.of(root, "workspace"));
        String summary = "KilledControllerTest: " + RESTARTS + " restarts, phases and ways " + hits + ", " + builds
                + " builds, " + versions + " versions, " + engine.starts() + " engines; wrong: " + wrong
                + "; left on the agent: " + left
                + "; still running: " + engine.alive();
        if (FULL) {
            System.out.println("TRIAL " + summary);
        }
        assertThat(versions).as(summary).isPositive();
        assertThat(wrong).as(summary).isEmpty();
        assertThat(left).as(summary).isEmpty();
        assertThat(engine.alive()).as(summary).isEmpty();
        assertThat(controller.<Boolean>runRemotely(KilledControllerTest::isSound))
                .as("the registry is sound")
                .isTrue();
    }

    /** Waits for a phase of any of the steps and a little longer, then stops the controller. */
    private void stop(String phase, int jitter, boolean hard) throws Throwable {
        Process process = processOfController();
        String before;
        Path seen = directory.resolve("seen");
        Files.deleteIfExists(seen);
        try {
            controller.runRemotely(KilledControllerTest::awaitPhase, new Moment(phase, jitter, hard, seen.toString()));
        } catch (Throwable e) {
            if (!hard || process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() != 137) {
                throw e;
            }
        }
        before = Files.exists(seen) ? Files.readString(seen) : "none";
        hits.merge(before + (hard ? " killed" : " stopped"), 1, Integer::sum);
        if (hard) {
            process.waitFor();
            controller.stopJenkinsForcibly();
        } else {
            controller.stopJenkins();
        }
    }

    private void progress(int restart) {
        if (FULL) {
            System.out.println("TRIAL restart " + restart + " of " + RESTARTS + ": " + hits);
        }
    }

    private Process processOfController() {
        return controller.getProcess();
    }

    private static List<String> awaitNothingLeft(Path workspaces) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(3));
        List<String> left = left(workspaces);
        while (!left.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(1000);
            left = left(workspaces);
        }
        return left;
    }

    private static List<String> left(Path workspaces) throws IOException {
        try (Stream<Path> paths = Files.walk(workspaces)) {
            return paths.filter(p -> p.getParent().getFileName().toString().endsWith("@tmp"))
                    .map(Path::toString)
                    .toList();
        }
    }

    /** @param hard whether the controller then kills itself */
    private record Moment(String phase, int jitter, boolean hard, String seen) implements Serializable {}

    // From here on: in the controller.

    /** In tests, the {@code node} step waits for an agent for 15 seconds only; otherwise for five minutes. */
    private static void waitForAgents(JenkinsRule jenkins) {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = TimeUnit.MINUTES.toMillis(5);
    }

    private static String prepare(JenkinsRule jenkins, String java) throws Exception {
        Slave agent = (Slave) jenkins.jenkins.getNode(AGENT);
        agent.setNumExecutors(MODELS);
        jenkins.jenkins.updateNode(agent);
        for (int model = 0; model < MODELS; model++) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "train" + model);
            job.setDefinition(new CpsFlowDefinition(
                    "node('" + AGENT + "') {\n writeFile file: 'train.csv', text: 'x,y'\n trainModel model: 'm" + model
                            + "', data: 'train.csv', target: 'y', java: '" + java + "'\n}",
                    true));
        }
        return agent.getRemoteFS();
    }

    private static void keepBusy(JenkinsRule jenkins) throws Exception {
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            if (job.getLastBuild() == null || !job.getLastBuild().isBuilding()) {
                job.scheduleBuild2(0).waitForStart();
            }
        }
    }

    private static void awaitPhase(JenkinsRule jenkins, Moment moment) throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        // What waits in the queue would be lost, or begun twice, as the file of the queue is up to a minute old.
        while (Instant.now().isBefore(end) && !Queue.getInstance().isEmpty()) {
            Thread.sleep(10);
        }
        Queue.getInstance().save();
        while (Instant.now().isBefore(end) && statuses(jenkins).stream().noneMatch(moment.phase()::equals)) {
            Thread.sleep(2);
            keepBusyWhileNothingRuns(jenkins);
        }
        Thread.sleep(moment.jitter());
        List<String> now = statuses(jenkins);
        Files.writeString(
                Path.of(moment.seen()), now.contains(moment.phase()) ? moment.phase() : String.join("+", now));
        if (moment.hard()) {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            Thread.sleep(60_000);
        }
    }

    private static void keepBusyWhileNothingRuns(JenkinsRule jenkins) throws Exception {
        if (statuses(jenkins).isEmpty()) {
            keepBusy(jenkins);
        }
    }

    /** Phases of all steps that run, by their first words. */
    private static List<String> statuses(JenkinsRule jenkins) throws Exception {
        List<String> statuses = new ArrayList<>();
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            if (job.getLastBuild() != null) {
                statuses.addAll(statuses(job.getLastBuild()));
            }
        }
        return statuses;
    }

    private static List<String> statuses(WorkflowRun build) throws Exception {
        List<String> statuses = new ArrayList<>();
        if (!build.isBuilding() || build.getExecution() == null) {
            return statuses;
        }
        for (StepExecution step :
                build.getExecution().getCurrentExecutions(true).get(1, TimeUnit.MINUTES)) {
            String status = step.getStatus();
            for (String phase : PHASES) {
                if (status != null && (status.startsWith(phase) || status.startsWith("engine " + phase))) {
                    statuses.add(phase);
                }
            }
        }
        return statuses;
    }

    private static void awaitCompletion(JenkinsRule jenkins) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            for (WorkflowRun build : job.getBuilds()) {
                while (build.isBuilding() && Instant.now().isBefore(end)) {
                    Thread.sleep(200);
                }
            }
        }
    }

    private static int builds(JenkinsRule jenkins) {
        return jenkins.jenkins.getAllItems(WorkflowJob.class).stream()
                .mapToInt(job -> job.getBuilds().size())
                .sum();
    }

    private static int versions(JenkinsRule jenkins) throws Exception {
        int versions = 0;
        for (ModelName model : ModelRegistry.get().models()) {
            versions += ModelRegistry.get().get(model).versions().size();
        }
        return versions;
    }

    /**
     * Builds that did not succeed, or did not register exactly one version. What Jenkins itself does to a build that is killed
     * while its {@code node} block begins or ends is told apart, and printed: the block is never begun, or never ended after
     * the step was, or begun a second time, so that there is a second step. A step registers at most once, always.
     */
    private static ArrayList<String> wrong(JenkinsRule jenkins) throws Exception {
        ArrayList<String> wrong = new ArrayList<>();
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            Map<Integer, Integer> versions = new HashMap<>();
            Set<String> keys = new HashSet<>();
            ModelName name = new ModelName(job.getName().replace("train", "m"));
            Optional<Model> model = ModelRegistry.get().find(name);
            for (Version version : model.isPresent() ? model.get().versions().values() : List.<Version>of()) {
                versions.merge(version.facts().lineage().build().number(), 1, Integer::sum);
                if (!keys.add(version.facts().key())) {
                    wrong.add(name + " v" + version.number() + " is the second of "
                            + version.facts().key());
                }
            }
            for (WorkflowRun build : job.getBuilds()) {
                int registered = versions.getOrDefault(build.getNumber(), 0);
                String log = log(build);
                if (build.getResult() == Result.SUCCESS && registered == 1) {
                    continue;
                }
                int begun = log.split(BEGUN, -1).length - 1;
                // A kill may take the last lines of the log along.
                boolean never = registered == 0 && (!log.contains("[Pipeline] trainModel") || log.contains(GIVEN_UP));
                boolean unended =
                        registered == 1 && build.isBuilding() && statuses(build).isEmpty();
                boolean again = registered > 1 && registered <= begun;
                String told = build + " " + build.getResult() + " with " + registered + " versions";
                if (never || unended || again) {
                    System.out.println("TRIAL by node: " + told
                            + (never ? ", not begun" : again ? ", begun again" : ", not ended"));
                } else {
                    wrong.add(told);
                    System.out.println(build + ":\n" + log);
                }
            }
        }
        return wrong;
    }

    private static String log(Run<?, ?> build) throws IOException {
        return String.join("\n", build.getLog(200));
    }

    private static boolean isSound(JenkinsRule jenkins) throws Exception {
        return ModelRegistry.get().verify().isEmpty();
    }
}
