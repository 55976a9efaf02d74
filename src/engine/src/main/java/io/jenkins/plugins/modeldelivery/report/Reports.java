package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Self-contained HTML reports: inline SVG and CSS, no script, light and dark, printable, under a megabyte. Written as {@code
 * report.html} into the directory, whole or not at all; the given result's own {@code report} component is not read. The same
 * result gives the same bytes.
 */
public final class Reports {
    /** File name of every report. */
    public static final String FILE = "report.html";

    private Reports() {}

    /**
     * The report of a training.
     *
     * @return the file's name, digest and size
     * @throws IOException if it cannot be written
     */
    public static Artifact write(TrainResult result, Path directory) throws IOException {
        return TrainPage.of(result).write(directory.resolve(FILE));
    }

    /**
     * The report of a validation.
     *
     * @return the file's name, digest and size
     * @throws IOException if it cannot be written
     */
    public static Artifact write(ValidationResult result, Path directory) throws IOException {
        return ValidationPage.of(result).write(directory.resolve(FILE));
    }

    /**
     * The report of a drift check.
     *
     * @return the file's name, digest and size
     * @throws IOException if it cannot be written
     */
    public static Artifact write(DriftResult result, Path directory) throws IOException {
        return DriftPage.of(result).write(directory.resolve(FILE));
    }

    /**
     * The report of a data check.
     *
     * @param file its name: beside another report it has one of its own
     * @return the file's name, digest and size
     * @throws IOException if it cannot be written
     */
    public static Artifact write(DataCheckResult result, Path directory, String file) throws IOException {
        return DataCheckPage.of(result).write(directory.resolve(file));
    }
}
