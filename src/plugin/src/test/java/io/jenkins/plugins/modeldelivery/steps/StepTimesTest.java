package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * How long a step takes beside its engine, and how long an engine lives after its build was stopped. A program that prints, for
 * {@code make times}; docs/benchmarks tells what came of it.
 */
@WithJenkins
@EnabledIfSystemProperty(named = "trials", matches = "full")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the shell is the peer")
class StepTimesTest {

    private static final int ROUNDS = Integer.getInteger("trials.rounds", 15);
    private static final Pattern ROUND = Pattern.compile("ROUND engine (\\d+) sh (\\d+) step (\\d+)");

    private static JenkinsRule jenkins;
    private static Slave agent;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = rule.createOnlineSlave();
    }

    /** The same engine, data and trainer by {@code sh} and by {@code trainModel}, in turns within one build. */
    @Test
    void besideTheEngine() throws Exception {
        String data = new File("../../docs/examples/birdstrikes/1990-1993.csv.gz").getCanonicalPath();
        String java = System.getProperty("java.home");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "overhead");
        job.setDefinition(new CpsFlowDefinition(
                """
                node('AGENT') {
                    sh 'cp DATA data.csv.gz'
                    def step = { trainModel model: 'm', data: 'data.csv.gz', target: 'damage', java: 'JAVA',
                            trainer: logisticRegression() }
                    step()
                    sleep 10
                    def jar = sh script: 'ls "${PWD%/workspace/*}"/caches/model-delivery/engine-*.jar', returnStdout: true
                    def now = { System.currentTimeMillis() }
                    for (int i = 0; i < ROUNDS; i++) {
                        long begin = now()
                        def own = sh script: "s=\\$(date +%s%3N); JAVA/bin/java -jar '${jar.trim()}' train --registry r" +
                                " --model m --data data.csv.gz --target damage --trainer logisticRegression >&2;" +
                                " echo \\$((\\$(date +%s%3N) - s))", returnStdout: true
                        long between = now()
                        step()
                        echo "ROUND engine ${own.trim()} sh ${between - begin} step ${now() - between}"
                    }
                }
                """.replace("AGENT", agent.getNodeName())
                        .replace("DATA", data)
                        .replace("JAVA", java)
                        .replace("ROUNDS", Integer.toString(ROUNDS)),
                false));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        List<Double> shell = new ArrayList<>();
        List<Double> step = new ArrayList<>();
        List<Double> difference = new ArrayList<>();
        for (String line : build.getLog(Integer.MAX_VALUE)) {
            Matcher round = ROUND.matcher(line);
            if (round.matches()) {
                System.out.println("TIMES " + line);
                long own = Long.parseLong(round.group(1));
                shell.add((Long.parseLong(round.group(2)) - own) / 1000.0);
                step.add((Long.parseLong(round.group(3)) - own) / 1000.0);
                difference.add((Long.parseLong(round.group(3)) - Long.parseLong(round.group(2))) / 1000.0);
            }
        }
        assertThat(step).hasSize(ROUNDS);
        System.out.println("TIMES over the engine's own time by sh: " + spread(shell));
        System.out.println("TIMES trainModel over the engine's own time by sh: " + spread(step));
        System.out.println("TIMES trainModel less sh: " + spread(difference));
    }

    /** From the request to stop a build until the engine and its children are dead, and until the build has ended. */
    @Test
    void afterAnAbort() throws Exception {
        for (boolean stubborn : new boolean[] {false, true}) {
            List<Double> dead = new ArrayList<>();
            List<Double> ended = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                Path place = directory.resolve(stubborn + "-" + i);
                Files.createDirectories(place);
                StandInEngine engine = new StandInEngine(place).trains();
                engine.hold();
                if (stubborn) {
                    engine.isStubborn();
                }
                WorkflowJob job = jenkins.createProject(WorkflowJob.class);
                job.setDefinition(new CpsFlowDefinition(
                        "node('" + agent.getNodeName()
                                + "') {\n writeFile file: 'd.csv', text: 'x,y'\n trainModel model: '"
                                + "a', data: 'd.csv', target: 'y', java: '" + engine.java() + "'\n}",
                        true));
                WorkflowRun build = job.scheduleBuild2(0).waitForStart();
                engine.awaitStarts(stubborn ? 2 : 1);
                long begin = System.nanoTime();
                build.doStop();
                StandInEngine.await(() -> isDead(engine));
                dead.add((System.nanoTime() - begin) / 1e9);
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
                ended.add((System.nanoTime() - begin) / 1e9);
            }
            String which = stubborn ? " that ignores SIGTERM" : "";
            System.out.println("TIMES from an abort to the death of an engine" + which + ": " + spread(dead));
            System.out.println("TIMES from an abort to the end of the build" + which + ": " + spread(ended));
        }
    }

    private static boolean isDead(StandInEngine engine) {
        try {
            return engine.alive().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String spread(List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "median %.2f s, %.2f to %.2f (%d rounds)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
