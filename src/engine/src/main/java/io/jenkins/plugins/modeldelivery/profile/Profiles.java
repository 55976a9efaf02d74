package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Profiles as files of their own, beside the model or the report. */
public final class Profiles {

    /** File name of a profile. */
    public static final String FILE = "profile.json";

    private Profiles() {}

    /**
     * Writes a profile into a directory, whole or not at all.
     *
     * @return the file's name, digest and size
     * @throws IOException if it cannot be written
     */
    public static Artifact write(Profile profile, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE);
        ProfileFile.write(file, profile);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes;
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                bytes = in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return new Artifact(FILE, HexFormat.of().formatHex(digest.digest()), bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
