package io.jenkins.plugins.modeldelivery.score;

import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;

/** Runs a {@link ScoreRequest}. TODO-B */
public final class Scoring {
    private Scoring() {}

    /** Writes the output file, complete or not at all. */
    public static ScoreResult run(ScoreRequest request, Progress progress) throws IOException {
        throw new UnsupportedOperationException("TODO-B");
    }
}
