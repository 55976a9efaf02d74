package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.RegistryListener;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.Change;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A move that was written just before Jenkins went down is not made again. */
class RepeatedMoveTest {

    private static final ModelName MODEL = new ModelName("m");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aPromotionIsMadeOnceAndOfTheVersionOfThen() throws Throwable {
        sessions.then(jenkins -> {
            Shelf.of(ModelRegistry.get(), "m").train("one", 0.7);
            startAndHold(
                    jenkins,
                    "def v = promoteModel model: 'm', to: 'staging', alias: 'best'\necho \"moved v${v.version}\"");
            Shelf.of(ModelRegistry.get(), "m").train("two", 0.8);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = completed(jenkins);
            jenkins.assertLogContains("moved v1", build);
            assertThat(moves()).extracting(Event.Transitioned::version).containsExactly(1);
            assertThat(ModelRegistry.get().get(MODEL).aliases()).containsEntry("best", 1);
        });
    }

    @Test
    void twoRollbacksOfOneBuildAreTwoAlsoIfTheFirstIsRepeated() throws Throwable {
        sessions.then(jenkins -> {
            Shelf shelf = Shelf.of(ModelRegistry.get(), "m");
            for (int number = 1; number <= 3; number++) {
                shelf.train("data " + number, 0.7);
                shelf.promote(number, "staging", null);
            }
            startAndHold(
                    jenkins,
                    "def a = rollbackModel model: 'm', stage: 'staging'\necho \"first v${a.version}\"\n"
                            + "def b = rollbackModel model: 'm', stage: 'staging'\necho \"second v${b.version}\"");
        });
        sessions.then(jenkins -> {
            WorkflowRun build = completed(jenkins);
            jenkins.assertLogContains("first v2", build);
            List<Event.Transitioned> rollbacks =
                    moves().stream().filter(m -> m.kind().equals("rollback")).toList();
            assertThat(rollbacks).hasSize(2);
            assertThat(rollbacks.get(0).version()).isEqualTo(2);
            assertThat(rollbacks).extracting(Event.Transitioned::key).doesNotContainNull();
            assertThat(rollbacks).extracting(Event.Transitioned::key).doesNotHaveDuplicates();
            jenkins.assertLogContains("second v" + rollbacks.get(1).version(), build);
        });
    }

    private static List<Event.Transitioned> moves() throws Exception {
        return ModelRegistry.get().get(MODEL).transitions().stream()
                .map(Version.Recorded::event)
                .toList();
    }

    private static void startAndHold(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "move");
        job.setDefinition(new CpsFlowDefinition(script, true));
        Hold.arm();
        job.scheduleBuild2(0).waitForStart();
        assertThat(Hold.written.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static WorkflowRun completed(JenkinsRule jenkins) throws Exception {
        WorkflowRun build =
                jenkins.jenkins.getItemByFullName("move", WorkflowJob.class).getBuildByNumber(1);
        return jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    /** Keeps the step that makes the next move from ever hearing that it was written, as a crash would. */
    @TestExtension
    public static final class Hold implements RegistryListener {
        private static CountDownLatch written = new CountDownLatch(0);

        static void arm() {
            written = new CountDownLatch(1);
        }

        @Override
        public void changed(Change change) {
            boolean move = change.entries().stream().anyMatch(e -> e.event() instanceof Event.Transitioned);
            if (move && written.getCount() > 0) {
                written.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts it", e);
                }
            }
        }
    }
}
