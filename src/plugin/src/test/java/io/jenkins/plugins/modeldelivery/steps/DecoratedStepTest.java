package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.console.ConsoleLogFilter;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/** What surrounds a step holds for the engine: a launcher, as of a container, the environment, and the mask over secrets. */
@WithJenkins
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class DecoratedStepTest {

    private static JenkinsRule jenkins;
    private static Slave agent;

    @TempDir
    private Path directory;

    private StandInEngine engine;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = rule.createOnlineSlave();
    }

    @BeforeEach
    void prepare() throws Exception {
        engine = new StandInEngine(directory).trains();
    }

    @Test
    void theLauncherOfTheStepStartsTheEngineWithPathsThatAContainerSees() throws Exception {
        Path launches = directory.resolve("launches");
        WorkflowJob job = job("contained", "surrounded(launches: '" + launches + "') {\n" + train("") + "\n}");
        jenkins.buildAndAssertSuccess(job);
        assertThat(ModelRegistry.get().find(new ModelName("m"))).isPresent();
        String temporary = WorkspaceList.tempDir(agent.getWorkspaceFor(job)).getRemote();
        String launched = Files.readString(launches);
        assertThat(launched).contains(temporary);
        assertThat(launched.replace(temporary, ""))
                .as("no other path of the agent")
                .doesNotContain(agent.getRemoteFS());
        assertThat(Files.readAllLines(directory.resolve("environment"))).contains("INSIDE=yes");
    }

    @Test
    void theEngineRunsInTheContainerWithTheJavaOfItsHome() throws Exception {
        Path home = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
        Files.createSymbolicLink(home.resolve("bin/java"), Path.of(engine.java()));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job(
                "tools",
                "withEnv(['JAVA_HOME=" + home + "']) {\n" + train("").replaceFirst(", java: '.*'", "") + "\n}"));
        jenkins.assertLogContains("the stand-in works", build);
        assertThat(engine.starts()).isEqualTo(1);
    }

    @Test
    void secretsAreMaskedInWhatTheEngineSays() throws Exception {
        engine.tellsItsRequest();
        WorkflowRun build = jenkins.buildAndAssertSuccess(job(
                "secret",
                "writeFile file: 's3cret.csv', text: 'x,y'\nsurrounded(launches: '/dev/null') {\n"
                        + train("").replace("train.csv", "s3cret.csv") + "\n}"));
        jenkins.assertLogContains("\"****.csv\"", build);
        jenkins.assertLogNotContains("s3cret", build);
        assertThat(Files.readString(directory.resolve("environment")))
                .as("it is there for those who look at it")
                .contains("A_SECRET=s3cret");
        assertThat(Files.readString(directory.resolve("request")))
                .as("the request says what was asked for and nothing of the environment")
                .containsOnlyOnce("s3cret");
    }

    private String train(String more) {
        return "trainModel model: 'm', data: 'train.csv', target: 'y', java: '" + engine.java() + "'" + more;
    }

    private WorkflowJob job(String name, String body) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') {\nwriteFile file: 'train.csv', text: 'x,y'\n" + body + "\n}",
                true));
        return job;
    }

    /** A block that launches through a wrapper, as containers do, and masks a secret that it puts into the environment. */
    public static final class SurroundedStep extends Step {
        private final String launches;

        @DataBoundConstructor
        public SurroundedStep(String launches) {
            this.launches = launches;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, launches);
        }

        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "surrounded";
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(Launcher.class);
            }
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;

            private final String launches;

            Execution(StepContext context, String launches) {
                super(context);
                this.launches = launches;
            }

            @Override
            public boolean start() throws Exception {
                getContext()
                        .newBodyInvoker()
                        .withContext(BodyInvoker.mergeLauncherDecorators(
                                getContext().get(LauncherDecorator.class), new Wrapped(launches)))
                        .withContext(BodyInvoker.mergeConsoleLogFilters(
                                getContext().get(ConsoleLogFilter.class), new Mask()))
                        .withContext(EnvironmentExpander.merge(
                                getContext().get(EnvironmentExpander.class),
                                EnvironmentExpander.constant(java.util.Map.of("A_SECRET", "s3cret"))))
                        .withCallback(BodyExecutionCallback.wrap(getContext()))
                        .start();
                return false;
            }
        }
    }

    private static final class Wrapped extends LauncherDecorator implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String launches;

        Wrapped(String launches) {
            this.launches = launches;
        }

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    List<String> command = new ArrayList<>(List.of(
                            "/bin/sh",
                            "-c",
                            "echo \"$PWD $*\" >> " + launches + "; export INSIDE=yes; exec \"$@\"",
                            "wrapper"));
                    command.addAll(starter.cmds());
                    boolean[] masks = new boolean[command.size()];
                    return super.launch(starter.cmds(command).masks(masks));
                }
            };
        }
    }

    private static final class Mask extends ConsoleLogFilter implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public OutputStream decorateLogger(Run build, OutputStream logger) {
            return new LineTransformationOutputStream.Delegating(logger) {
                @Override
                protected void eol(byte[] bytes, int length) throws IOException {
                    out.write(new String(bytes, 0, length, StandardCharsets.UTF_8)
                            .replace("s3cret", "****")
                            .getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }
}
