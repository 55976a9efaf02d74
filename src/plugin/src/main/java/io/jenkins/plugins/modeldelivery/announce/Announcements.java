package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.testreport.JUnitXml;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells everybody who wants to hear. That somebody cannot is told in the log, and changes nothing else. */
public final class Announcements {

    private static final Logger LOGGER = Logger.getLogger(Announcements.class.getName());

    private Announcements() {}

    /** Publishes a check. */
    public static void check(@NonNull StepWork work, @NonNull CheckReport report) throws InterruptedException {
        for (CheckPublisher publisher : ExtensionList.lookup(CheckPublisher.class)) {
            try {
                publisher.publish(work, report);
            } catch (IOException | RuntimeException e) {
                work.say("The check could not be published: " + e);
                LOGGER.log(Level.WARNING, e, () -> "could not publish a check of " + work.run());
            }
        }
    }

    /**
     * Writes tests into the workspace.
     *
     * @param path relative to the workspace, or absolute; directories are made if needed
     * @throws IOException if they cannot be written
     */
    public static void write(@NonNull StepWork work, @NonNull TestSuite suite, @NonNull String path)
            throws IOException, InterruptedException {
        FilePath file = work.workspace().child(path);
        FilePath directory = file.getParent();
        if (directory != null) {
            directory.mkdirs();
        }
        file.write(JUnitXml.of(suite), StandardCharsets.UTF_8.name());
        work.say("Wrote " + suite.cases().size() + (suite.cases().size() == 1 ? " test" : " tests") + " to " + path);
    }

    /**
     * Makes tests results of the build, where a plugin takes them.
     *
     * @throws IOException if the agent cannot be reached
     */
    public static void publish(@NonNull Completion work, @NonNull TestSuite suite)
            throws IOException, InterruptedException {
        List<TestPublisher> publishers = ExtensionList.lookup(TestPublisher.class);
        if (suite.cases().isEmpty() || publishers.isEmpty()) {
            return;
        }
        // In the directory of the run: what is in the workspace belongs to the user.
        FilePath file = work.file("tests.xml");
        file.write(JUnitXml.of(suite), StandardCharsets.UTF_8.name());
        for (TestPublisher publisher : publishers) {
            try {
                publisher.publish(work, file);
            } catch (IOException | RuntimeException e) {
                work.say("The tests could not be published: " + e);
                LOGGER.log(Level.WARNING, e, () -> "could not publish tests of " + work.run());
            }
        }
    }
}
