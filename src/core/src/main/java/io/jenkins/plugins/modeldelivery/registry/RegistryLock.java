package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * The right to write to a registry directory: one process at a time. Held by a lock of the operating system on {@code
 * registry.lock}, which ends with the process however that ends; the file's content only says who holds it.
 */
final class RegistryLock implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(RegistryLock.class.getName());
    private static final String FILE = "registry.lock";
    private static final Duration POLL = Duration.ofMillis(50);

    /** Far beyond the content, because Windows forbids others to read what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * Directories this process has open. Asked before the file is touched: POSIX drops a process's locks on a file when it
     * closes any descriptor of it.
     */
    private static final Set<Path> HERE = new HashSet<>();

    private final Path root;
    private final RandomAccessFile file;
    private final FileLock lock;

    private RegistryLock(Path root, RandomAccessFile file, FileLock lock) {
        this.root = root;
        this.file = file;
        this.lock = lock;
    }

    /** Who holds the lock. */
    record Holder(long pid, String host, Instant since) {}

    /**
     * Takes the lock.
     *
     * @param root the registry's directory
     * @param patience how long to wait for another process
     * @throws RegistryException if it is held; the message says by whom
     */
    static RegistryLock take(Path root, Duration patience) throws IOException, RegistryException {
        Path real = root.toRealPath();
        synchronized (HERE) {
            if (!HERE.add(real)) {
                throw new RegistryException("The registry " + root
                        + " is open for writing in this process already. Use that one, or open this one read-only.");
            }
        }
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(real.resolve(FILE).toFile(), "rw");
            FileLock lock = await(root, file, patience);
            RegistryLock taken = new RegistryLock(real, file, lock);
            taken.sign();
            return taken;
        } catch (IOException | RegistryException | RuntimeException e) {
            if (file != null) {
                try {
                    file.close();
                } catch (IOException suppressed) {
                    e.addSuppressed(suppressed);
                }
            }
            leave(real);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            lock.release();
        } finally {
            leave(root);
        }
    }

    private static FileLock await(Path root, RandomAccessFile file, Duration patience)
            throws IOException, RegistryException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            FileLock lock;
            try {
                lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
            } catch (OverlappingFileLockException e) {
                throw new RegistryException(
                        "The registry " + root
                                + " is open for writing in this process already, by another class loader.",
                        e);
            }
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw new RegistryException(
                        "The registry " + root + " is open for writing elsewhere: " + holder(root)
                                + ". Only one process may write at a time; wait for it, end it, or open the registry read-only.");
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryException("Interrupted while waiting for the registry " + root, e);
            }
        }
    }

    /** Only the words of a message: a full disk must keep nobody from opening what is there. */
    private void sign() {
        String machine = ManagementFactory.getRuntimeMXBean().getName();
        Holder holder = new Holder(
                ProcessHandle.current().pid(),
                machine.substring(machine.indexOf('@') + 1),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        byte[] text = (Json.line(holder) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            file.setLength(0);
            file.seek(0);
            file.write(text);
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING, "Cannot write into " + root.resolve(FILE) + " who holds the lock", e);
        }
    }

    static String holder(Path root) {
        try {
            String text = Files.readString(root.resolve(FILE));
            Holder holder = Json.parse(text, Holder.class, FILE);
            return "process " + holder.pid() + " on " + holder.host() + ", since " + holder.since();
        } catch (NoSuchFileException e) {
            return "by a process that has just ended";
        } catch (IOException e) {
            // Only the words of the message: the lock itself does not depend on what the file says.
            return "by a process that " + root.resolve(FILE) + " does not name";
        }
    }

    private static void leave(Path real) {
        synchronized (HERE) {
            HERE.remove(real);
        }
    }
}
