package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Profiles as files of their own: JSON, described in docs/profile-format.md. */
public final class ProfileFile {

    /** A profile of hundreds of columns; anything larger is something else. */
    private static final long LARGEST = 64L << 20;

    private ProfileFile() {}

    /** Whether a file is a profile and not data: its name ends in {@code .json} and it begins as a JSON object. */
    public static boolean is(Path file) throws IOException {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        if (!name.endsWith(".json") || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            int first;
            do {
                first = in.read();
            } while (first == ' ' || first == '\n' || first == '\r' || first == '\t');
            return first == '{';
        }
    }

    /**
     * Reads one.
     *
     * @throws InputException if it is no profile, or one of a newer engine
     */
    public static Profile read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new InputException(
                    "The file is larger than any profile", file.toString(), "Name a file that 'profile' wrote.");
        }
        try {
            return Json.read(file, Profile.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    new Problem(
                            "This is no profile: " + e.getMessage(),
                            file.toString(),
                            "Name a file that 'profile --output' wrote."),
                    e);
        }
    }

    /** Writes one, whole or not at all. */
    public static void write(Path file, Profile profile) throws IOException {
        Json.write(file, profile);
    }
}
