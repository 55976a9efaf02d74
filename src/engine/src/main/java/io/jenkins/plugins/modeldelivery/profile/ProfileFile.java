package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Profiles as files of their own: JSON, described in docs/profile-format.md. */
public final class ProfileFile {

    /** A profile of hundreds of columns; anything larger is something else. */
    private static final long LARGEST = 64L << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private ProfileFile() {}

    /**
     * Whether a file is a profile and not rows: its name ends in {@code .json}, and the first object in it has a {@code format}
     * and begins a list of {@code features}. Rows in JSON have values only.
     */
    public static boolean is(Path file) throws IOException {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        if (!name.endsWith(".json") || !Files.isRegularFile(file)) {
            return false;
        }
        boolean format = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                format |= field.equals("format") && value == JsonToken.VALUE_NUMBER_INT;
                if (format && field.equals("features") && value == JsonToken.START_ARRAY) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        } catch (JacksonException e) {
            // Damaged, or no JSON: whoever reads it as what it claims to be says so.
            return format;
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
