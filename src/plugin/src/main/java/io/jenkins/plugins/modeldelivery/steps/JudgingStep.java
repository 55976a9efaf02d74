package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.announce.Announcements;
import io.jenkins.plugins.modeldelivery.announce.CheckReport;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that judges a version, and tells its decisions as tests and as a check. */
public abstract class JudgingStep extends VersionedEngineStep {
    private static final long serialVersionUID = 1L;

    private String junit;
    private boolean skipPublishingTests;
    private boolean skipPublishingChecks;

    protected JudgingStep(@CheckForNull String model) {
        super(model);
    }

    /** Tells what was decided, before the build is marked or fails. */
    protected final void tell(@NonNull Completion completion, @NonNull TestSuite tests, @NonNull CheckReport check)
            throws IOException, InterruptedException {
        if (junit != null) {
            Announcements.write(completion, tests, junit);
        }
        if (!skipPublishingTests) {
            Announcements.publish(completion, tests);
        }
        if (!skipPublishingChecks) {
            Announcements.check(completion, check);
        }
    }

    /** Null: the tests are not written to the workspace. */
    @CheckForNull
    public String getJunit() {
        return junit;
    }

    @DataBoundSetter
    public void setJunit(@CheckForNull String junit) {
        this.junit = Util.fixEmptyAndTrim(junit);
    }

    public boolean isSkipPublishingTests() {
        return skipPublishingTests;
    }

    @DataBoundSetter
    public void setSkipPublishingTests(boolean skipPublishingTests) {
        this.skipPublishingTests = skipPublishingTests;
    }

    public boolean isSkipPublishingChecks() {
        return skipPublishingChecks;
    }

    @DataBoundSetter
    public void setSkipPublishingChecks(boolean skipPublishingChecks) {
        this.skipPublishingChecks = skipPublishingChecks;
    }
}
