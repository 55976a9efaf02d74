package io.jenkins.plugins.modeldelivery.examples;

import hudson.FilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository with docs/examples in it, as a team would have copied them. */
final class Repository {

    private static final Path EXAMPLES = Path.of("../../docs/examples");

    private final Path directory;

    /** @param directory empty; the branch is main */
    Repository(Path directory) throws Exception {
        this.directory = directory;
        new FilePath(EXAMPLES.toFile()).copyRecursiveTo(new FilePath(directory.toFile()).child("docs/examples"));
        git("init", "--quiet", "--initial-branch=main");
        commit("Everything");
    }

    String url() {
        return directory.toUri().toString();
    }

    /** The commit that is checked out. */
    String commit(String message) throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD").strip();
    }

    /** Changes the code. */
    String change(String message) throws Exception {
        Files.writeString(directory.resolve("CHANGES"), message);
        return commit(message);
    }

    String git(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=A Tester", "-c", "user.email=tester@example.org"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }
}
