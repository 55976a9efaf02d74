package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.tasks.junit.JUnitResultArchiver;
import hudson.tasks.junit.TestResult;
import hudson.tasks.junit.TestResultAction;
import hudson.tasks.junit.pipeline.JUnitResultsStepExecution;
import hudson.tasks.test.PipelineTestDetails;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Test results of the JUnit plugin, as its own step records them. */
@OptionalExtension(requirePlugins = "junit")
public final class JUnitPublisher implements TestPublisher {

    @Override
    public void publish(@NonNull StepWork work, @NonNull FilePath file) throws IOException, InterruptedException {
        Run<?, ?> run = work.run();
        FlowNode node = work.find(FlowNode.class);
        TestResultAction before = run.getAction(TestResultAction.class);
        if (before != null && node != null) {
            TestResult own = before.getResult().getResultByNode(node.getId());
            if (own != null && own.getTotalCount() > 0) {
                // A restart of Jenkins repeats what a step does at its end.
                return;
            }
        }
        JUnitResultArchiver archiver = new JUnitResultArchiver(file.getName());
        archiver.setAllowEmptyResults(true);
        // The step has a check of its own, with more to read.
        archiver.setSkipPublishingChecks(true);
        if (before != null) {
            // What an earlier step of the user's said stays.
            archiver.setHealthScaleFactor(before.getHealthScaleFactor());
        }
        JUnitResultArchiver.parseAndSummarize(
                archiver, details(node), run, file.getParent(), work.launcher(), work.listener());
    }

    private static PipelineTestDetails details(FlowNode node) {
        if (node == null) {
            return null;
        }
        List<FlowNode> blocks = JUnitResultsStepExecution.getEnclosingStagesAndParallels(node);
        PipelineTestDetails details = new PipelineTestDetails();
        details.setNodeId(node.getId());
        details.setEnclosingBlocks(JUnitResultsStepExecution.getEnclosingBlockIds(blocks));
        details.setEnclosingBlockNames(JUnitResultsStepExecution.getEnclosingBlockNames(blocks));
        return details;
    }
}
