package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.XmlFile;
import hudson.model.Job;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The positions of all triggers of one job, in {@code model-triggers.xml} of its directory, which goes where the job goes
 * and ends when it ends. Written atomically; read anew each time, as it is small and seldom asked for.
 */
final class Positions {

    /** File in the directory of a job. */
    static final String FILE = "model-triggers.xml";

    private static final Logger LOGGER = Logger.getLogger(Positions.class.getName());

    /** One for all jobs: what is done under it is reading and writing a small file. */
    private static final Object LOCK = new Object();

    /** Version of the fields here and in {@link Position}. */
    private static final int FORMAT = 1;

    /** What is on disk. */
    private static final class Stored {
        private int format = FORMAT;
        private ArrayList<Position> positions = new ArrayList<>();
    }

    private final Stored stored;

    private Positions(Stored stored) {
        this.stored = stored;
    }

    /** The position of a trigger; null: it has none yet. */
    @CheckForNull
    Position get(@NonNull String key) {
        return stored.positions.stream()
                .filter(position -> position.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    @NonNull
    Iterable<Position> all() {
        return stored.positions;
    }

    void add(@NonNull Position position) {
        stored.positions.add(position);
    }

    void removeIf(@NonNull Predicate<Position> over) {
        stored.positions.removeIf(over);
    }

    /** Something that is done to the positions of a job. */
    interface Work {
        /** Whether it changed anything that has to be written. */
        boolean on(@NonNull Positions positions);
    }

    /**
     * Reads, lets something be done, and writes what it changed, with nobody else at it meanwhile. The work must not ask for
     * any other lock.
     */
    static void with(@NonNull Job<?, ?> job, @NonNull Work work) throws IOException {
        synchronized (LOCK) {
            File directory = job.getRootDir();
            Positions positions = read(job);
            if (work.on(positions) && directory.isDirectory()) {
                positions.write(directory);
                if (!directory.equals(job.getRootDir())) {
                    // Renamed just now: the directory has moved with what was in it before.
                    positions.write(job.getRootDir());
                }
            }
        }
    }

    private static Positions read(Job<?, ?> job) throws IOException {
        XmlFile file = file(job.getRootDir());
        if (!file.exists()) {
            return new Positions(new Stored());
        }
        try {
            if (file.read() instanceof Stored stored && stored.format == FORMAT && stored.positions != null) {
                return new Positions(stored);
            }
            throw new IOException(file + " is none of this version");
        } catch (IOException e) {
            File aside = new File(file.getFile() + ".unreadable");
            if (!file.getFile().renameTo(aside)) {
                throw e;
            }
            LOGGER.log(
                    Level.SEVERE,
                    e,
                    () -> "How far the triggers of " + job.getFullName() + " had looked cannot be read; " + aside
                            + " is what was left of it. They begin anew with what happens from now on");
            return new Positions(new Stored());
        }
    }

    private void write(File directory) throws IOException {
        file(directory).write(stored);
    }

    private static XmlFile file(File directory) {
        return new XmlFile(Jenkins.XSTREAM2, new File(directory, FILE));
    }
}
