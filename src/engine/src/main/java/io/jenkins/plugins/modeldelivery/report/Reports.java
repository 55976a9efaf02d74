package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Self-contained HTML reports: inline SVG and CSS, no script, light and dark, printable. Written as {@code report.html} into
 * the directory; the given result's own {@code report} component is null then. TODO-F
 */
public final class Reports {
    /** File name of every report. */
    public static final String FILE = "report.html";

    private Reports() {}

    public static Artifact write(TrainResult result, Path directory) throws IOException {
        throw new UnsupportedOperationException("TODO-F");
    }

    public static Artifact write(ValidationResult result, Path directory) throws IOException {
        throw new UnsupportedOperationException("TODO-F");
    }

    public static Artifact write(DriftResult result, Path directory) throws IOException {
        throw new UnsupportedOperationException("TODO-F");
    }
}
