package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import java.io.IOException;

/**
 * What the engine found out.
 *
 * @param text the document as it stands on the agent
 */
record EngineResult(@NonNull Result document, @NonNull String text) {

    /** The highest exit code of an engine that did its work: it found something that is not as it should be. */
    private static final int FINDING = 1;

    /**
     * Reads what an engine that has ended left in the directory of its run.
     *
     * @param code exit code of the script
     * @param java as the step says; may be null
     * @throws AbortException if there is none, with the reason for the user
     */
    @NonNull
    static EngineResult read(@NonNull FilePath directory, int code, @CheckForNull String java)
            throws IOException, InterruptedException {
        FilePath file = directory.child(Result.FILE);
        String text = file.exists() ? AgentFiles.readSmall(file) : null;
        Result document = text == null ? null : Json.parse(text, Result.class, file.getRemote());
        if (document instanceof Problem problem) {
            throw new AbortException(problem.sentence());
        }
        if (document == null || code < 0 || code > FINDING) {
            throw new AbortException(EngineCommand.explain(code, java));
        }
        return new EngineResult(document, text);
    }
}
