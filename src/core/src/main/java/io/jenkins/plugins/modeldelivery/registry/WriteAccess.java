package io.jenkins.plugins.modeldelivery.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Whether and when a registry may be written to: not if it is open for reading only, and not once it is closed. */
final class WriteAccess implements Closeable {
    private final Path root;
    /** Null: open for reading only. */
    private final RegistryLock lock;
    /** Held for reading by every write, so that closing and what must be alone waits for those under way. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /** @param lock null: there is none to write */
    WriteAccess(Path root, RegistryLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Something that writes. */
    interface Write<T> {
        T run() throws IOException, RegistryException;
    }

    boolean readOnly() {
        return lock == null;
    }

    /** @throws RegistryException if there is none; says why */
    void demand() throws RegistryException {
        if (lock == null) {
            throw new RegistryException("The registry " + root + " is open for reading only.");
        }
        if (closed) {
            throw new RegistryException("The registry " + root + " was closed.");
        }
    }

    /** Beside other writes. */
    <T> T shared(Write<T> write) throws IOException, RegistryException {
        open.readLock().lock();
        try {
            demand();
            return write.run();
        } finally {
            open.readLock().unlock();
        }
    }

    /** With no other write at the same time. */
    <T> T exclusive(Write<T> write) throws IOException, RegistryException {
        open.writeLock().lock();
        try {
            demand();
            return write.run();
        } finally {
            open.writeLock().unlock();
        }
    }

    /** Waits for writes under way, then lets others write. */
    @Override
    public void close() throws IOException {
        open.writeLock().lock();
        try {
            if (!closed && lock != null) {
                lock.close();
            }
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
    }
}
