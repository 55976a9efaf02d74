package io.jenkins.plugins.modeldelivery.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that is gone at the end, whatever happens. */
record Scratch(Path directory) implements Closeable {

    static Scratch create() throws IOException {
        Scratch scratch = new Scratch(Files.createTempDirectory("model-delivery-"));
        // Also when the process is told to end: what lies here may be large.
        Runtime.getRuntime().addShutdownHook(new Thread(scratch::abandon));
        return scratch;
    }

    private void abandon() {
        if (Files.exists(directory)) {
            try {
                close();
            } catch (IOException e) {
                Console.error().bad("A temporary directory is left behind: " + directory);
            }
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
