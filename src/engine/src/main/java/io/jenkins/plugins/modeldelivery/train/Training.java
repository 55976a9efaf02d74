package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;

/** Runs a {@link TrainRequest}. TODO-B */
public final class Training {
    private Training() {}

    /** Writes model.zip and report.html into the request's out directory (not result.json: the caller does). */
    public static TrainResult run(TrainRequest request, Progress progress) throws IOException {
        throw new UnsupportedOperationException("TODO-B");
    }
}
