package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import java.io.IOException;

/** Takes the tests that a step wrote into the test results of the build. */
public interface TestPublisher extends ExtensionPoint {

    /**
     * Publishes the tests, unless it did so for this step before. Neither the build nor the step is marked: a step says
     * itself what its answer is worth.
     *
     * @param file JUnit XML, with a name that is no pattern
     */
    void publish(@NonNull StepWork work, @NonNull FilePath file) throws IOException, InterruptedException;
}
