package io.jenkins.plugins.modeldelivery.checkout;

import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a directory in a Git checkout says of itself, by the files of the repository alone: no Git needs to be installed, and it
 * does not matter who checked out, nor by which Pipeline step. Formats: gitrepository-layout(5), git-config(1). A repository of
 * another layout, such as one with reftables, says nothing.
 */
public final class GitCheckout {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    private static final Pattern URL = Pattern.compile("(?i)url\\s*=\\s*(.*)");

    private static final String LINK = "gitdir: ";

    private static final String REFERENCE = "ref: ";

    private static final String BRANCHES = "refs/heads/";

    /** Bytes; no file of these is larger but one that is no such file. */
    private static final long LARGEST = 16L << 20;

    private GitCheckout() {}

    /**
     * The commit that is checked out in a directory or in one above it.
     *
     * @param directory that is worked in
     * @param limit a directory above: a repository there or further up is not what is worked on; null: there is no limit
     * @return empty where there is no checkout, or none with a commit and a remote
     * @throws IOException if files of the repository cannot be read
     */
    public static Optional<Lineage.Code> of(Path directory, Path limit) throws IOException {
        Path stop = limit == null ? null : limit.toAbsolutePath().normalize();
        Path at = directory.toAbsolutePath().normalize();
        while (at != null && !at.equals(stop)) {
            Path git = repository(at);
            if (git != null) {
                return code(git);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    /** The directory {@code .git}, or the one that a file of this name points to, as in worktrees and submodules. */
    private static Path repository(Path directory) throws IOException {
        Path git = directory.resolve(".git");
        if (Files.isRegularFile(git)) {
            String line = text(git).strip();
            git = line.startsWith(LINK) ? resolve(directory, line.substring(LINK.length())) : null;
        }
        return git != null && Files.isRegularFile(git.resolve("HEAD")) ? git : null;
    }

    private static Optional<Lineage.Code> code(Path git) throws IOException {
        Path shared = git.resolve("commondir");
        Path common = Files.isRegularFile(shared) ? resolve(git, text(shared).strip()) : git;
        if (common == null) {
            return Optional.empty();
        }
        String head = text(git.resolve("HEAD")).strip();
        String branch = null;
        String commit = head;
        if (head.startsWith(REFERENCE)) {
            String reference = head.substring(REFERENCE.length()).strip();
            branch = reference.startsWith(BRANCHES) ? reference.substring(BRANCHES.length()) : reference;
            commit = commit(common, reference);
        }
        String remote = remote(common.resolve("config"));
        return commit == null || remote == null || !HASH.matcher(commit).matches()
                ? Optional.empty()
                : Optional.of(new Lineage.Code(RepositoryUrl.withoutCredentials(remote), branch, commit));
    }

    private static String commit(Path git, String reference) throws IOException {
        Path loose = resolve(git, reference);
        if (loose != null && loose.startsWith(git.normalize()) && Files.isRegularFile(loose)) {
            return text(loose).strip();
        }
        Path packed = git.resolve("packed-refs");
        return !Files.isRegularFile(packed)
                ? null
                : text(packed)
                        .lines()
                        .filter(line -> line.endsWith(" " + reference))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst()
                        .orElse(null);
    }

    /** URL of the remote {@code origin}, else of the first. */
    private static String remote(Path config) throws IOException {
        if (!Files.isRegularFile(config)) {
            return null;
        }
        String section = "";
        String first = null;
        for (String line : text(config).lines().map(String::strip).toList()) {
            var url = URL.matcher(line);
            if (line.startsWith("[")) {
                section = line;
            } else if (section.startsWith("[remote ") && url.matches()) {
                if (section.equals("[remote \"origin\"]")) {
                    return url.group(1);
                }
                first = first == null ? url.group(1) : first;
            }
        }
        return first;
    }

    /** Null where the text is no path. */
    private static Path resolve(Path directory, String path) {
        try {
            return directory.resolve(path).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large to be what its name says");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
