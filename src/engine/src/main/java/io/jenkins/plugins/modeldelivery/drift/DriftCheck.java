package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;

/** Runs a {@link DriftRequest}. TODO-C */
public final class DriftCheck {
    private DriftCheck() {}

    /** Writes report.html into the request's out directory (not result.json: the caller does). */
    public static DriftResult run(DriftRequest request, Progress progress) throws IOException {
        throw new UnsupportedOperationException("TODO-C");
    }
}
