package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import java.io.IOException;

/** Tells what a step found out beside the commit that the build is about. */
public interface CheckPublisher extends ExtensionPoint {

    void publish(@NonNull StepWork work, @NonNull CheckReport report) throws IOException, InterruptedException;
}
