package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;

/** What becomes of a build whose data was checked. */
final class DataVerdict {

    private DataVerdict() {}

    /**
     * Notes the verdict with the build, and archives its report there.
     *
     * @param report beside the result; null: there is none
     * @param lenient whether refused data only marks the build
     * @return how it went
     */
    @NonNull
    static ModelFact.Level note(
            @NonNull Completion completion,
            @NonNull DataCheckResult checked,
            @CheckForNull Artifact report,
            boolean lenient)
            throws IOException, InterruptedException {
        ModelFact.Level level = checked.level() == DataCheckResult.Level.OK
                ? ModelFact.Level.OK
                : checked.level() == DataCheckResult.Level.FAILURE && !lenient
                        ? ModelFact.Level.FAILED
                        : ModelFact.Level.WARNING;
        int version = checked.version() == null ? 0 : checked.version();
        completion.note(ModelFact.Kind.DATA_CHECKED, level, version, null, checked.summary());
        if (report != null) {
            completion.archiveReport(report, "data-check");
        }
        return level;
    }

    /** Why the data is refused, or what was noticed. */
    @NonNull
    static String message(@NonNull Completion completion, @NonNull DataCheckResult checked) {
        return "Data for " + completion.model() + ": " + checked.summary();
    }

    /**
     * Tells the verdict on data that was checked before a training or validation; nothing where none was checked.
     *
     * @throws AbortException if the data was refused
     */
    static void beforehand(@NonNull Completion completion, boolean lenient) throws IOException, InterruptedException {
        DataCheckResult checked = completion.beside(DataCheckResult.BESIDE, DataCheckResult.class);
        if (checked == null) {
            return;
        }
        note(completion, checked, checked.report(), lenient);
        if (checked.level() == DataCheckResult.Level.FAILURE) {
            throw new AbortException(message(completion, checked));
        }
        if (checked.level() == DataCheckResult.Level.UNSTABLE) {
            completion.unstable(message(completion, checked));
        }
    }
}
