package io.jenkins.plugins.modeldelivery.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/**
 * One removal of files that nothing refers to. From its beginning to its end the store remembers what is stored or pinned,
 * and none of that is removed, however old it was; so whoever finds out what is referred to after this has begun cannot
 * lose what somebody refers to meanwhile.
 */
public final class BlobSweep implements Closeable {
    private final Lock writing;
    private final Set<String> pinned = new HashSet<>();
    private final Runnable end;

    BlobSweep(Lock writing, Runnable end) {
        this.writing = writing;
        this.end = end;
    }

    /** With the store's lock held for reading, by any number of threads at a time. */
    void pin(String sha256) {
        synchronized (pinned) {
            pinned.add(sha256);
        }
    }

    /**
     * Removes a file of the store, unless it was stored or pinned after a given time, or since this sweep began.
     *
     * @param file as {@link BlobStore#visit} gives it
     * @return whether it was removed
     */
    public boolean remove(Path file, Instant before) throws IOException {
        writing.lock();
        try {
            synchronized (pinned) {
                if (pinned.contains(file.getFileName().toString())) {
                    return false;
                }
            }
            if (!Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                return false;
            }
            Files.delete(file);
            return true;
        } catch (NoSuchFileException e) {
            // Gone already: somebody else has removed it, and nothing is left to do.
            return false;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
