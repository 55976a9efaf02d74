package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.testreport.JUnitXml;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Where to leave the decisions as tests. */
final class JUnitOption {

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write the decisions as JUnit XML, one test each, for test dashboards.")
    private Path file;

    /** Refuses, before anything is measured, what cannot be written. */
    void check() throws IOException {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory", "--junit", "Name a file, for example gates.xml.");
        }
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new InputException(directory + " may not be written to", "--junit", "Name a file elsewhere.");
        }
    }

    /** Writes the tests, if they were asked for; a reader sees the old file or all of the new one. */
    void write(TestSuite suite) throws IOException {
        if (file == null) {
            return;
        }
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(temporary, JUnitXml.of(suite), StandardCharsets.UTF_8);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
