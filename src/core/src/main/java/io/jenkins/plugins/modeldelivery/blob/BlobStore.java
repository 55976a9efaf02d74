package io.jenkins.plugins.modeldelivery.blob;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import io.jenkins.plugins.modeldelivery.ledger.Disk;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

/**
 * Files under the SHA-256 of their content, each stored once: {@code <2 hex digits>/<64 hex digits>}. A file is there
 * either whole and on disk, or not at all. Safe for any number of threads.
 */
public final class BlobStore {

    /** Where files are while they arrive; on the same file system, so that moving them is atomic. */
    private static final String INCOMING = ".incoming";

    /** Name of a directory in the store: the beginning of the addresses in it. */
    private static final Pattern PART = Pattern.compile("[0-9a-f]{2}");

    private static final int BUFFER = 1 << 16;

    private final Path directory;
    /** Held for reading while a file is stored or pinned, for writing while one is removed. */
    private final ReadWriteLock pins = new ReentrantReadWriteLock();
    /** Null: none is under way. */
    private BlobSweep sweep;

    /** A store in that directory, which is made when the first file is stored. */
    public BlobStore(Path directory) {
        this.directory = directory;
    }

    /** Removes what a crash left half-arrived. Only before the first {@link #put}, by the one process that writes. */
    public void clean() throws IOException {
        Path incoming = directory.resolve(INCOMING);
        if (!Files.isDirectory(incoming)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /**
     * Stores content.
     *
     * @param name file name to show
     * @param content read to its end, not closed
     * @param expectedSha256 lower-case hexadecimal; null: any
     * @throws DigestMismatch if the content has another digest than expected; nothing is stored then
     * @throws IOException if it could not be brought to disk; nothing is stored then
     */
    public BlobRef put(String name, InputStream content, String expectedSha256) throws IOException {
        Path incoming = directory.resolve(INCOMING);
        Disk.createDirectories(incoming);
        Path arriving = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            BlobRef blob = receive(name, content, arriving);
            if (expectedSha256 != null && !expectedSha256.equals(blob.sha256())) {
                throw new DigestMismatch(name + " has the digest " + blob.sha256() + " where " + expectedSha256
                        + " was announced: it was changed or damaged on its way. Nothing was stored.");
            }
            Path file = path(blob);
            Disk.createDirectories(file.getParent());
            // One of the right address but with other content is damaged: the sound content just received replaces it.
            // So it is read, size and all: acknowledged is only what can be had again. That may take long, and a sweep
            // may remove the file meanwhile.
            boolean sound = Files.isRegularFile(file) && problem(blob) == null;
            pins.readLock().lock();
            try {
                if (!sound || !touch(file)) {
                    Files.move(arriving, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    touch(file);
                }
                remember(blob);
            } finally {
                pins.readLock().unlock();
            }
            // Also when it was there: another thread may have moved it just now and not yet have come to this line.
            Disk.force(file.getParent());
            return blob;
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** Whether that content is there, by address and size. */
    public boolean contains(BlobRef blob) throws IOException {
        try {
            return Files.size(path(blob)) == blob.bytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Keeps content from being swept for some time, as if it had been stored now: for whoever is about to refer to it.
     *
     * @return whether it is there
     */
    public boolean pin(BlobRef blob) throws IOException {
        pins.readLock().lock();
        try {
            remember(blob);
            return contains(blob) && touch(path(blob));
        } finally {
            pins.readLock().unlock();
        }
    }

    /** Begins to remove files that nothing refers to; null if somebody else is at it. */
    public BlobSweep sweep() {
        pins.writeLock().lock();
        try {
            if (sweep != null) {
                return null;
            }
            sweep = new BlobSweep(pins.writeLock(), this::swept);
            return sweep;
        } finally {
            pins.writeLock().unlock();
        }
    }

    private void swept() {
        pins.writeLock().lock();
        try {
            sweep = null;
        } finally {
            pins.writeLock().unlock();
        }
    }

    private void remember(BlobRef blob) {
        if (sweep != null) {
            sweep.pin(blob.sha256());
        }
    }

    /** By this clock, whatever that of the file system is. False: the file is gone. */
    private static boolean touch(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Reads a blob; the stream throws {@link DigestMismatch} at its end if the content is not what was stored. */
    public InputStream open(BlobRef blob) throws IOException {
        Path file = path(blob);
        try {
            return new VerifiedStream(new FileInputStream(file.toFile()), blob, shown(file));
        } catch (FileNotFoundException e) {
            throw new NoSuchFileException(shown(file), null, "the stored file of " + blob.name() + " is missing");
        }
    }

    /**
     * Copies a blob. The target is written only when the whole content is there and verified; else it keeps what it was.
     *
     * @param target a file, replaced if it exists; its directory is made if needed
     */
    public void copy(BlobRef blob, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path arriving = parent.resolve("." + UUID.randomUUID() + ".part");
        try {
            try (InputStream in = open(blob);
                    FileOutputStream out = new FileOutputStream(arriving.toFile())) {
                in.transferTo(out);
                out.getFD().sync();
            }
            Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** What is wrong with a blob as stored, one sentence naming the file; null when nothing is. Reads all of it. */
    public String problem(BlobRef blob) {
        try (InputStream in = open(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /**
     * Is shown a file.
     *
     * @param <E> what it may throw, besides
     */
    public interface Visitor<E extends Exception> {
        /**
         * @param file in the store
         * @param attributes its size and the time it was stored or pinned last
         */
        void visit(Path file, BasicFileAttributes attributes) throws IOException, E;
    }

    /**
     * Shows all stored files, referenced or not, also those that no blob can have as its name. One directory at a time is in
     * memory; what comes or goes meanwhile may be shown or not.
     */
    public <E extends Exception> void visit(Visitor<E> visitor) throws IOException, E {
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (Path file : list(directory)) {
            if (PART.matcher(file.getFileName().toString()).matches() && Files.isDirectory(file)) {
                for (Path inside : list(file)) {
                    show(inside, visitor);
                }
            } else {
                show(file, visitor);
            }
        }
    }

    private static <E extends Exception> void show(Path file, Visitor<E> visitor) throws IOException, E {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Removed since its directory was listed.
            return;
        }
        // Of other directories, such as the lost+found of a file system, nothing is known.
        if (!attributes.isDirectory()) {
            visitor.visit(file, attributes);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(null);
        return files;
    }

    /** Whether a file of the store has the place and the form of name of a blob. */
    public static boolean isBlob(Path file) {
        String name = file.getFileName().toString();
        return Digest.isDigest(name)
                && file.getParent().getFileName().toString().equals(name.substring(0, 2));
    }

    /** Where a blob is or would be. */
    public Path path(BlobRef blob) throws IOException {
        if (!Digest.isDigest(blob.sha256())) {
            throw new IOException("'" + blob.sha256() + "' is no SHA-256 in lower-case hexadecimal");
        }
        return directory.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
    }

    /** For messages: who may read of a file need not know where the registry lies. */
    private String shown(Path file) {
        return directory.getParent() == null
                ? file.toString()
                : directory.getParent().relativize(file).toString().replace('\\', '/');
    }

    private static BlobRef receive(String name, InputStream content, Path file) throws IOException {
        MessageDigest digest = Digest.sha256();
        long bytes = 0;
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                bytes += count;
            }
            out.getFD().sync();
        }
        return new BlobRef(name, Digest.text(digest), bytes);
    }
}
