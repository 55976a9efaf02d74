package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;

/** A run of the engine before it starts. */
public final class Preparation extends StepWork {

    private final FilePath directory;
    private Integer chosen;

    Preparation(StepWork work, FilePath directory) {
        super(work);
        this.directory = directory;
    }

    /** Path on the agent of the directory that the engine writes its results to. */
    @NonNull
    public String out() {
        return directory.getRemote();
    }

    /** The version the run is about, kept across restarts for {@link Completion#version()}. */
    public void choose(@NonNull Version version) {
        chosen = version.number();
    }

    Integer chosen() {
        return chosen;
    }

    /**
     * The path of a file that the engine is to read, as the user wrote it: the engine runs in the workspace, and results and
     * lineage speak of files in the user's words.
     *
     * @param parameter which named it
     * @param file relative to the workspace, or absolute
     * @throws hudson.AbortException if there is no such file
     */
    @NonNull
    public String input(@NonNull String parameter, @NonNull String file) throws IOException, InterruptedException {
        existing(parameter, file);
        return file;
    }

    /**
     * As {@link #input}, where several files or a pattern may be meant: the engine, which knows what a pattern matches, tells
     * of those.
     */
    @NonNull
    public String inputs(@NonNull String parameter, @NonNull String files) throws IOException, InterruptedException {
        return files.matches(".*[*?,].*") ? files : input(parameter, files);
    }

    /**
     * Copies a version's model file to the agent.
     *
     * @param name of the file there
     * @return its path there
     */
    @NonNull
    public String fetch(@NonNull BlobRef blob, @NonNull String name) throws IOException, InterruptedException {
        FilePath target = directory.child(name);
        AgentFiles.copy(registry(), blob, target);
        return target.getRemote();
    }

    /** Writes a small text file into the directory of the run. */
    public void write(@NonNull String name, @NonNull String text) throws IOException, InterruptedException {
        directory.child(name).write(text, "UTF-8");
    }
}
